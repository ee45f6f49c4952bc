"""How a blaming sentence could be said: offered, never applied unasked. Owns the wording of these offers.

Where a reason is missing, the offer has a gap in square brackets for it, which the writer fills in.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from howcome.text import Span
from howcome.text.pattern import pattern

from .sentence import Reading
from .words import pairs, words

Rewording = tuple[Span, str]

REASON = "because [what they saw and knew]"
LABEL = "[how it became possible, and what did not catch it]"
_FAILED = pattern(r"\b(?:failed|neglected|omitted|forgot) to (?P<verb>[a-z-]+)", re.IGNORECASE)
_MODAL = pattern(
    r"\b(?:should|could|ought to|might)(?P<not> not|n't)? have (?:\w+ly )?(?P<verb>[a-z-]+)", re.IGNORECASE
)
_LABEL = pattern(
    r"\b(?:human|operator|user|staff|pilot|manual|people) (?:error|errors|mistake|mistakes)\b", re.IGNORECASE
)
_HINDSIGHT = pattern(
    r"(?P<start>^\W*)(?:obviously|clearly|evidently|plainly|of course|needless to say|in hindsight|in retrospect|with hindsight),?\s+(?P<next>\w)"
    r"|\b(?:obviously|clearly|evidently|plainly|of course)\s+",
    re.IGNORECASE,
)
_SHRUG = pattern(r"\b(?:just|simply|merely)\s+", re.IGNORECASE)
_REST = pattern(r"(?:[^.;:,!?]|(?<=\d)[:.](?=\d)){0,120}")
_BASE_FORMS = pairs("base-forms")
_BASE_VERBS = words("diligence", "base-verbs")
_ERROR_ADVERBS = words("error-adverbs")
#: How many characters behind a found span belong to what is reworded; how long the end of a sentence may be.
_BEHIND, _LONGEST = 40, 120


def rewordings(reading: Reading, code: str, span: Span) -> tuple[Rewording, ...]:
    """Other words for places at or beside a found span, as places of the sentence; often none."""
    reword = _BY_CODE.get(code)
    return reword(reading, span) if reword else ()


def _failed(reading: Reading, span: Span) -> tuple[Rewording, ...]:
    """Failed to check → did not check, with or without a gap for the reason."""
    found = _FAILED.search(reading.text[: span.end + _BEHIND], span.start)
    if not found:
        return ()
    return (
        (Span(*found.span()), f"did not {found['verb']}"),
        *_with_reason(reading.text, found, found["verb"]),
    )


def _should_have(reading: Reading, span: Span) -> tuple[Rewording, ...]:
    """Should have checked → did not check because [ … ]."""
    found = _MODAL.search(reading.text[: span.end + _BEHIND], span.start)
    verb = base_form(found["verb"]) if found and not found["not"] else None
    return _with_reason(reading.text, found, verb) if found and verb else ()


def _with_reason(text: str, found: re.Match[str], verb: str) -> tuple[Rewording, ...]:
    """The deed as a fact with a gap for its reason, where the sentence ends soon."""
    rest = _REST.match(text[found.end() :])
    tail = rest.group() if rest else ""
    if len(tail) >= _LONGEST or "because" in tail:
        return ()
    return ((Span(found.start(), found.end() + len(tail)), f"did not {verb}{tail.rstrip()} {REASON}"),)


def _label(reading: Reading, span: Span) -> tuple[Rewording, ...]:
    found = _LABEL.search(reading.text, span.start, span.end)
    return ((Span(*found.span()), LABEL),) if found else ()


def _hindsight(reading: Reading, span: Span) -> tuple[Rewording, ...]:
    """Leaves "obviously" out; what follows begins the sentence, if it did."""
    found = _HINDSIGHT.search(reading.text, max(0, span.start - 3), span.end + 1)
    if not found:
        return ()
    return ((Span(*found.span()), found["start"] + found["next"].upper() if found["next"] else ""),)


def _shrug(reading: Reading, span: Span) -> tuple[Rewording, ...]:
    found = _SHRUG.search(reading.text, span.start, span.end)
    return ((Span(*found.span()), ""),) if found else ()


def _error_adverb(reading: Reading, span: Span) -> tuple[Rewording, ...]:
    """Leaves the first "accidentally" out."""
    for word, (start, end) in zip(reading.low, reading.places, strict=True):
        if word in _ERROR_ADVERBS and span.start <= start < span.end:
            return ((Span(start, end + (reading.text[end : end + 1] == " ")), ""),)
    return ()


_BY_CODE: dict[str, Callable[[Reading, Span], tuple[Rewording, ...]]] = {
    "B02": _failed, "B03": _failed, "B04": _should_have, "B07": _label, "B08": _error_adverb, "B10": _hindsight,
    "B24": _shrug,
}  # fmt: skip


def base_form(participle: str) -> str | None:
    """The base of a past participle: `checked` → `check`; None where it is not known for sure."""
    word = participle.lower()
    if word in _BASE_FORMS:
        return _BASE_FORMS[word]
    if not word.endswith("ed") or len(word) < 5:
        return None
    stem = word[:-2]
    likely = (word[:-1], stem, stem[:-1], stem[:-1] + "y")
    return next((form for form in likely if form in _BASE_VERBS), None)
