"""Affected users are given as a count and as a share of all.

Why
    15 000 accounts may be all of them or one in a hundred. Neither number alone can be judged.

Example
    - **Affected users:** 14 800

Better
    - **Affected users:** 14 800 of 478 000 active ones (3.1 %)

When to ignore
    The whole is not known; then say in the line why.

Source
    PagerDuty, incident response guide; Atlassian, incident management handbook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text import Span

_PEOPLE = (
    r"(?:users?|customers?|accounts?|clients?|tenants?|subscribers?|merchants?|visitors?|players?|members?)"
)
_NAMED = re.compile(
    rf"(?:(?:affected|impacted|active|unique|paying|blocked)\s)*{_PEOPLE}(?:\s(?:affected|impacted|blocked))?\Z",
    re.I,
)
_VAGUE = re.compile(
    rf"\b(?:some|many|several|a few|most|various|certain|a (?:small |large )?(?:number|subset|fraction|part|handful) of)"
    rf"\s(?:of\s)?(?:our\s|the\s)?(?:\w+\s)?{_PEOPLE}\b",
    re.IGNORECASE,
)
_QUESTION = "How many, out of how many?"


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "impact"):
        return
    for item in document.impact:
        quantity = item.quantity
        if not item.name or not _NAMED.match(item.name.strip()):
            continue
        if re.match(r"\W*(?:all|every)\b", item.text or "", re.IGNORECASE):
            continue
        if quantity.value and quantity.share is None and quantity.of is None and quantity.unit != "min":
            yield Hit(
                item_span(item), f"“{item.name}” gives a count and no share", f"Out of how many? {_QUESTION}"
            )
        elif quantity.value is None and quantity.share:
            yield Hit(item_span(item), f"“{item.name}” gives a share and no count", _QUESTION)
    for sentence in prose_of(document).sentences("impact"):
        found = _VAGUE.search(sentence.text)
        if found and not re.search(r"\d", sentence.text):
            start = sentence.span.start
            span = Span(start + found.start(), start + found.end())
            yield Hit(span, f"“{' '.join(found.group().split())}” gives no number", _QUESTION)


rule = Rule(
    code="IMP-003",
    title="Users as a count and a share",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
)
