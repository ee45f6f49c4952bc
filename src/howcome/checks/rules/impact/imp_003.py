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

from howcome.checks.impact_rows import PEOPLE, says_none, says_unknown
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.checks.vague import VAGUE_PEOPLE
from howcome.document import Document
from howcome.document.grammar import Impact
from howcome.text import Span
from howcome.text.pattern import pattern

_NAMED = pattern(
    rf"(?:(?:affected|impacted|active|unique|paying|blocked)\s)*{PEOPLE}(?:\s(?:affected|impacted|blocked))?\Z",
    re.IGNORECASE,
)
_ALL = pattern(r"\W*(?:all|every(?:body|one)?)\b", re.IGNORECASE)
_QUESTION = "How many, out of how many?"


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "impact"):
        return
    said: set[int] = set()
    for item in document.impact:
        message = _message(item)
        if message:
            said.add(item.line)
            yield Hit(item_span(item), f"“{item.name}” {message}", _QUESTION)
    for sentence in prose_of(document).sentences("impact"):
        found = VAGUE_PEOPLE.search(sentence.text)
        if found and not re.search(r"\d", sentence.text):
            start = sentence.span.start
            if document.source.line_at(start) in said:
                continue
            span = Span(start + found.start(), start + found.end())
            yield Hit(span, f"“{' '.join(found.group().split())}” gives no number", _QUESTION)


def _message(item: Impact) -> str | None:
    """What a row about people does not say."""
    words = item.text or ""
    if not item.name or not _NAMED.match(item.name.strip()) or not words:
        return None
    if _ALL.match(words) or says_none(item) or says_unknown(item) or words.endswith(":"):
        return None
    quantity = item.quantity
    if quantity.value and quantity.share is None and quantity.of is None and quantity.unit != "min":
        return "gives a count and no share"
    if quantity.value is None and quantity.share:
        return "gives a share and no count"
    if quantity.value is None and quantity.share is None and not re.search(r"\d", words):
        return "gives neither a count nor a share"
    return None


rule = Rule(
    code="IMP-003",
    title="Users as a count and a share",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
)
