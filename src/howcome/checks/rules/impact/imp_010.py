"""An estimate says how it was made, or between which bounds it lies.

Why
    An estimate is honest as long as the reader can see that it is one, and how far off it may be. Later, when
    the number is known, it can be replaced.

Example
    - **Affected sessions:** ~10 000

Better
    - **Affected sessions:** 9 400–11 200 (method: "one session in ten sampled, 95 % interval")

When to ignore
    The exact number changes nothing for any reader.

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.impact_rows import CURRENCY, says_none, says_unknown, title_of
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Impact
from howcome.text.pattern import pattern

#: The number that a row is about stands at its beginning.
_ESTIMATE = pattern(
    r"[^\d\n]{0,12}(?:\b(?:about|around|roughly|approximately|approx\.?|circa|ca\.|an estimated|estimated(?: at)?|nearly|almost)\s{0,2}|"
    r"[~≈]\s?)(?=\d)|[^\n]{0,60}\b(?:estimated|an estimate|estimate)\b",
    re.IGNORECASE,
)
_FOUNDED = pattern(
    r"\d\s?%?\s?(?:[–—]|-|to|±)\s?\d|±|\b(?:between|interval|sampl\w*|extrapolat\w*|based on|from the|because|since|projected|"
    r"computed|measured|counted|logs?|queries|query|average|usual|method)\b",
    re.IGNORECASE,
)
_MOST = 2
_QUESTION = "How was it estimated, between which bounds does it lie, and how sure is that?"


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "impact"):
        return
    loose = [i for i in document.impact if _is_loose(i)]
    if len(loose) > _MOST:
        yield Hit(
            item_span(loose[0]),
            f"{len(loose)} estimates say neither how nor how exact ({lines_of(loose)})",
            _QUESTION,
        )
        return
    for item in loose:
        yield Hit(
            item_span(item), f"{title_of(item)} is an estimate, and says neither how nor how exact", _QUESTION
        )


def _is_loose(item: Impact) -> bool:
    """Whether a row estimates something other than money (IMP-007) and says no more."""
    words = item.text or ""
    if says_none(item) or says_unknown(item) or item.method or item.evidence or not _ESTIMATE.match(words):
        return False
    if item.quantity.unit == "min":
        return False
    return (
        not CURRENCY.search(f"{words} {item.unit or ''}")
        and not _FOUNDED.search(words)
        and bool(re.search(r"\d", words))
    )


rule = Rule(
    code="IMP-010",
    title="Estimates with method and bounds",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    gap=True,
    dimension="evidence",
)
