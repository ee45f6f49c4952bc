"""Whether the numbers of an impact fit each other: shares and counts, parts and wholes, windows and the incident.

Owns the reading of "A of B (p %)" and how exactly a written number can be known. Where rounding explains a
difference, the numbers agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from howcome.document.grammar import Impact
from howcome.text.pattern import pattern

_NUMBER = r"(?:\d{1,3}(?:[ \u00a0\u202f,'’]\d{3})+(?:\.\d+)?(?!\d)|\d{1,15}(?:\.\d{1,6})?)"
_SCALE = r"(?:\s?(?:k|K|M|million|bn|billion)(?!\w))?"
_AMOUNT = rf"{_NUMBER}{_SCALE}"
_ABOUT = r"(?:about |around |roughly |approximately |approx\. |nearly |almost |over |more than |less than |under |~|≈|<|>)"


def _percent(side: int) -> str:
    return rf"(?P<about{side}>{_ABOUT})?(?P<percent{side}>\d{{1,3}}(?:\.\d{{1,4}})?)\s?(?:%|percent\b|per cent\b)"


def _counted(side: int) -> str:
    words = r"(?:[A-Za-z][\w-]{0,20}\s){0,3}?"
    return (
        rf"(?<![\w.,:/#$€£-])(?P<part{side}>{_AMOUNT})\s{words}(?:out )?of\s{words}(?P<whole{side}>{_AMOUNT})"
    )


#: `14 of 100 (14 %)`, and `14 % (14 of 100)`.
_RATIO = pattern(
    rf"{_counted(1)}(?![\w:/-]|[.,]\d)[^\d()\n|;]{{0,60}}(?:\(|=\s?|,\s(?:or|i\.e\.)\s){_percent(1)}"
    rf"|{_percent(2)}(?:\sof\s[^\d()\n|;.]{{1,40}})?\s?\({_counted(2)}[^\d()\n]{{0,30}}\)"
)
_SCALES = {"k": 1e3, "K": 1e3, "M": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_SMALLEST = 20


@dataclass(frozen=True, slots=True)
class Ratio:
    """A share that a text states for a count of a whole: `14 of 100 (14 %)`. `share` is in percent."""

    part: float
    whole: float
    share: float
    computed: float
    agrees: bool
    start: int
    end: int
    words: str


def ratios(text: str) -> Iterator[Ratio]:
    """All shares in a text that stand beside their count and whole."""
    for found in _RATIO.finditer(text):
        n = "1" if found["part1"] else "2"
        part, slack = amount(found[f"part{n}"])
        whole, whole_slack = amount(found[f"whole{n}"])
        if not whole or whole <= whole_slack:
            continue
        share = float(found[f"percent{n}"])
        decimals = len(found[f"percent{n}"].partition(".")[2])
        # A last digit may be rounded or cut off.
        step = 1.0 / 10**decimals
        if found[f"about{n}"]:
            step = max(step, 0.1 * share)
        low = 100 * (part - slack) / (whole + whole_slack) - step
        high = 100 * (part + slack) / (whole - whole_slack) + step
        yield Ratio(
            part,
            whole,
            share,
            100 * part / whole,
            low <= share <= high,
            found.start(),
            found.end(),
            " ".join(found.group().split()),
        )


def amount(words: str) -> tuple[float, float]:
    """A written number, and by how much it may be rounded: `1.9 M` → 1 900 000 ± 50 000; whole numbers are exact."""
    found = re.fullmatch(r"([\d.,'’\u00a0\u202f ]*\d)\s?([A-Za-z]*)", words.strip())
    if not found:
        return 0.0, 0.0
    digits = re.sub(r"[ \u00a0\u202f,'’]", "", found[1])
    scale = _SCALES.get(found[2], 1.0)
    decimals = len(digits.partition(".")[2])
    slack = 0.5 * scale / 10**decimals if found[2] or decimals else 0.0
    return float(digits) * scale, slack


@dataclass(frozen=True, slots=True)
class Total:
    """A whole and its two parts of which one sum fits and the other does not."""

    whole: Impact
    parts: tuple[Impact, Impact]
    stated: float
    summed: float


def wrong_totals(rows: Sequence[Impact]) -> Iterator[Total]:
    """Rows of which two are parts of a third: their wholes add up, and their counts do not, or the other way."""
    known = [r for r in rows if r.quantity.value and r.quantity.of and r.quantity.of >= _SMALLEST][:24]
    for one, two in combinations(known, 2):
        values = _sum(one.quantity.value, two.quantity.value)
        wholes = _sum(one.quantity.of, two.quantity.of)
        above = [r for r in known if r not in (one, two) and _may_be_part(one, r) and _may_be_part(two, r)]
        if any(r.quantity.value == values and r.quantity.of == wholes for r in above):
            continue
        for whole in above:
            count, of = whole.quantity.value or 0, whole.quantity.of or 0
            if of == wholes and _is_near(count, values):
                yield Total(whole, (one, two), count, values)
            elif count == values and values >= _SMALLEST and _is_near(of, wholes):
                yield Total(whole, (one, two), of, wholes)


def _is_near(stated: float, summed: float) -> bool:
    """Whether a number could have been meant as a sum: another row of the same whole counts something else."""
    return summed > 0 and 0.5 <= stated / summed <= 2


def _may_be_part(row: Impact, whole: Impact) -> bool:
    return row.unit == whole.unit and (row.quantity.of or 0) < (whole.quantity.of or 0)


def _sum(one: float | None, two: float | None) -> float:
    return (one or 0) + (two or 0)


_REST = pattern(
    r"\b(?:not affected|unaffected|not impacted|succeeded|successful|without (?:errors?|failures?)|answered|spared)\b",
    re.IGNORECASE,
)


def wrong_rests(rows: Sequence[Impact], failing: re.Pattern[str]) -> Iterator[Total]:
    """A row of what failed and one of what did not, of the same whole, which do not add up to it."""
    known = [r for r in rows if r.quantity.value and r.quantity.of and r.name]
    rests = [r for r in known if _REST.search(r.name or "")]
    failed = [r for r in known if failing.search(r.name or "") and not _REST.search(r.name or "")]
    for rest in rests:
        same = [r for r in failed if r.quantity.of == rest.quantity.of and r.unit == rest.unit]
        if len(same) == 1 and len(rests) == 1:
            summed = _sum(same[0].quantity.value, rest.quantity.value)
            if summed != rest.quantity.of:
                yield Total(rest, (same[0], rest), rest.quantity.of or 0, summed)
