"""Numbers that a text states, with what they count, so that two places can be compared.

Owns which numbers are figures (and not times, versions, ids or lengths of time), what they count, and when two
agree. Where it cannot tell what a number counts, it says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from howcome.document import Document
from howcome.document.grammar import Impact
from howcome.text.pattern import pattern

from .prose import prose_of

_DIGITS = r"\d{1,3}(?:[ \u00a0\u202f,'’]\d{3})+(?![\d])(?:\.\d{1,4})?|\d{1,12}(?:\.\d{1,4})?"
_FIGURE = pattern(
    rf"(?<![\w.^#:/,@$€£-])(?P<number>{_DIGITS})(?:\s?(?P<scale>k|K|M|million|bn|billion)(?!\w))?"
    r"(?P<percent>\s?(?:%|percent\b|per cent\b))?(?![\w]|[:/.-]\d)"
)
_RATIO = pattern(
    rf"(?<![\w.^#:/,@$€£-])(?:{_DIGITS})(?:\s?(?:k|K|M|million))?\s(?:out )?of (?:the |all |our )?(?:{_DIGITS})(?:\s?(?:k|K|M|million)\b)?"
    r"[^\d().;]{0,60}\(\d{1,3}(?:\.\d{1,3})?\s?(?:%|percent)"
)
_SCALES = {"k": 1e3, "K": 1e3, "M": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_HEDGE = pattern(
    r"(?:\b(?:about|around|roughly|approximately|some|nearly|almost|over|more than|fewer than|less than|under|up to|at least|"
    r"at most|above|below)|~|≈|>|<|[<>]=)\s{0,2}\Z",
    re.IGNORECASE,
)
#: What a number before these words, or after them, measures is no amount of something affected.
_NO_FIGURE_AFTER = pattern(
    r"[\s-]?(?:s|ms|sec|secs|seconds|second(?! [a-z])|min|mins|minutes?|m|h|hrs?|hours?|d|days?|weeks?|months?|years?|st|nd|rd|th|x|times|am|pm|UTC|GMT|"
    r"EUR|USD|GBP|euros?|dollars?|€|\$|£|GB|MB|TB|KB|GiB|MiB|Z|°|jan\w*|feb\w*|mar(?:ch)?|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|"
    r"nov\w*|dec\w*)\b",
    re.IGNORECASE,
)
_NO_FIGURE_BEFORE = pattern(
    r"(?:\b(?:sev|severity|release|version|step|line|port|http|status|error|phase|part|coach|wave|pull request|pr|issue|"
    r"incident|in|january|february|march|april|may|june|july|august|september|october|november|december|"
    r"jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)\.?|v)[ -]?\Z",
    re.IGNORECASE,
)
_WORD = pattern(r"[^\W\d_]{3,}")
_PHRASE_END = pattern(
    r"[.;:(),!?]|\s(?:and|but|from|were|was|are|is|could|did|had|have|until|since|that|who|which)\s"
)
_NO_NOUN = frozenset(
    """
    the our all and that this these those their its for from with without were was are had has have been not but who which
    what when where then than more less most each every other same about active total new old second first last one two
    three some any only could failed failing fail fails affected impacted returned return waited wait delayed delay lost
    wrong into out per day days hour hours minute minutes month months time times
    """.split()  # noqa: SIM905
)
_SIGHT = 48


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts: `nouns` are the words next to it, without their endings."""

    value: float
    is_share: bool
    hedged: bool
    nouns: frozenset[str]
    start: int
    end: int
    words: str


def figures(text: str) -> Iterator[Figure]:
    """The figures of a sentence. A share in parentheses counts what the figure before it counts."""
    nouns: frozenset[str] = frozenset()
    for found in _FIGURE.finditer(text):
        before, after = (
            text[max(0, found.start() - 24) : found.start()],
            text[found.end() : found.end() + _SIGHT],
        )
        is_share = bool(found["percent"])
        if _NO_FIGURE_BEFORE.search(before) or (not is_share and _NO_FIGURE_AFTER.match(after)):
            continue
        own = _nouns(after) or _nouns(
            text[max(0, found.start() - _SIGHT) : found.start()].rpartition(". ")[2], last=True
        )
        in_parentheses = is_share and before.rstrip().endswith("(")
        nouns = nouns if in_parentheses and nouns else own
        words = " ".join(found.group().split())
        yield Figure(_value(found), is_share, bool(_HEDGE.search(before)), nouns, *found.span(), words)


def _value(found: re.Match[str]) -> float:
    return float(re.sub(r"[ \u00a0\u202f,'’]", "", found["number"])) * _SCALES.get(found["scale"] or "", 1)


def _nouns(words: str, *, last: bool = False) -> frozenset[str]:
    """What stands behind a number, up to the end of its phrase: `of 5 120 bookings (62.7 %)` → booking.

    `last`: what stands before it, where nothing stands behind: `refunds were not paid: 3 905 of 4 212`.
    """
    phrase = words if last else _PHRASE_END.split(words, maxsplit=1)[0]
    found = _WORD.findall(phrase)
    found = found[-6:] if last else found[:5]
    return frozenset(s for w in found if (s := stem(w)) not in _NO_NOUN and w.lower() not in _NO_NOUN)


def stem(word: str) -> str:
    """A word in lower case without the ending of its plural."""
    low = word.lower()
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("ches", "shes", "sses", "xes")):
        return low[:-2]
    return low[:-1] if low.endswith("s") and not low.endswith("ss") and len(low) > 3 else low


@dataclass(frozen=True, slots=True)
class Counted:
    """An item of the impact as figures: what it counts, its numbers and its shares (in percent)."""

    item: Impact
    nouns: frozenset[str]
    numbers: tuple[float, ...]
    shares: tuple[float, ...]


def counted_impact(document: Document) -> list[Counted]:
    """The items of the impact that state an amount of something."""
    found = []
    for item in document.impact:
        quantity = item.quantity
        if quantity.unit == "min" or not item.text:
            continue
        named = f"{item.name or ''} {item.unit or ''}"
        nouns = {stem(w) for w in _WORD.findall(named)} - _NO_NOUN
        inside = list(figures(item.text))
        nouns |= {noun for figure in inside for noun in figure.nouns}
        numbers = tuple(f.value for f in inside if not f.is_share)
        shares = [f.value for f in inside if f.is_share]
        if quantity.share is not None:
            shares.append(quantity.share * 100)
        if numbers or shares:
            found.append(Counted(item, frozenset(nouns), numbers, tuple(shares)))
    return found


def agrees(figure: Figure, number: float) -> bool:
    """Whether a figure states a number, at the precision with which it is written."""
    if figure.value == number:
        return True
    if figure.hedged:
        return abs(figure.value - number) <= 0.1 * max(abs(figure.value), abs(number))
    return abs(figure.value - number) <= _half_a_step(figure) * 1.0001


def _half_a_step(figure: Figure) -> float:
    """Half of the last digit that is written: 9.6 → 0.05, 1.9 M → 50 000; of whole numbers, nothing."""
    digits = re.match(r"[\d ,'’\u00a0\u202f]*(?:\.(\d+))?", figure.words)
    decimals = len(digits[1] or "") if digits else 0
    plain = re.search(r"(?:k|K|M|million|bn|billion)\b", figure.words)
    scale = _SCALES[plain.group()] if plain else 1.0
    if figure.is_share or plain:
        return 0.5 * scale * 10.0**-decimals
    return 0.0


def could_be(figure: Figure, number: float) -> bool:
    """Whether a number could be what a figure was meant to state: near it, or with the same digits."""
    if not number or not figure.value:
        return False
    ratio, most = figure.value / number, 10 if figure.is_share else 3
    return (
        1 / most <= ratio <= most or ratio in (10, 0.1, 100, 0.01) or _digits(figure.value) == _digits(number)
    )


def _digits(value: float) -> list[str]:
    return sorted(f"{value:g}".replace(".", ""))


def numbers_outside(document: Document, section: str) -> list[Figure]:
    """All figures of the document that do not stand in one section, those of trailing fields included."""
    prose = prose_of(document)
    found: list[Figure] = []
    for placed in document.placed:
        if placed.section != section and placed.block.kind not in (
            "blank",
            "fence",
            "comment",
            "front-matter",
        ):
            found += figures(prose.text[placed.block.span.start : placed.block.span.end])
    for item in document.items:
        if item.trailing.length and item.section != section:
            found += figures(document.source[item.trailing])
    return found


@dataclass(frozen=True, slots=True)
class Ratio:
    """`3 212 of 5 120 bookings (62.7 %)`: a part, its whole, and the share that is stated for them."""

    share: Figure
    computed: float


def wrong_ratios(text: str) -> Iterator[Ratio]:
    """Shares in parentheses that are not the part of the whole before them."""
    for found in _RATIO.finditer(text):
        inside = list(figures(text[found.start() : found.end()]))
        if len(inside) != 3 or not inside[2].is_share or inside[0].is_share or not inside[1].value:
            continue
        part, whole, share = inside
        computed = 100 * part.value / whole.value
        if part.value <= whole.value and abs(computed - share.value) > 2 * _half_a_step(share) + _spread(
            part, whole
        ):
            at = found.start()
            moved = replace(share, start=at + share.start, end=at + share.end)
            yield Ratio(moved, computed)


def _spread(part: Figure, whole: Figure) -> float:
    """How far the share may be off, since part and whole are rounded: 182 340 of 1.9 M."""
    low = 100 * (part.value - _half_a_step(part)) / (whole.value + _half_a_step(whole))
    return abs(100 * part.value / whole.value - low)


def contradicted(figure: Figure, counted: list[Counted]) -> Counted | None:
    """The item that counts the same with another number, where no item agrees; the nearest of several."""
    if not figure.nouns:
        return None
    near: list[tuple[float, Counted]] = []
    for one in counted:
        numbers = one.shares if figure.is_share else one.numbers
        if any(agrees(figure, number) for number in numbers):
            return None
        if figure.nouns & one.nouns:
            near += [(abs(figure.value - n) / n, one) for n in numbers if could_be(figure, n)]
    return min(near, key=lambda pair: pair[0])[1] if near else None
