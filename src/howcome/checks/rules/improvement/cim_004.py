"""An earlier incident that is named can be found.

Why
    "This has happened before" is the strongest argument for an action, and the weakest sentence when nobody can look it
    up. With its number and what it taught it can be counted.

Example
    - The same pool ran out in spring

Better
    - The same pool ran out in spring (incident: 2026-03-11-pool; taught: "the pool's size and its users are apart")

When to ignore
    The earlier incident has no document and no number.

Source
    PagerDuty, postmortem guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import EarlierIncident
from howcome.text.pattern import pattern

#: A search that found none is an answer; so are a link, a number and a date.
_FOUND = pattern(
    r"\b(?:none|no (?:other|earlier|similar|such|previous)|nothing|not (?:found|seen|known)|searched|first (?:time|of its kind))\b|https?://|#\d|"
    r"\b[A-Z]{2,8}-\d+|\b\d{4}-\d\d(?:-\d\d)?\b|\]\(",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    unnamed = [
        item
        for item in document.items
        if isinstance(item, EarlierIncident)
        and not item.incident
        and not _FOUND.search(document.source[item.body])
    ]
    if unnamed:
        words = (
            "this earlier incident cannot"
            if len(unnamed) == 1
            else f"{len(unnamed)} earlier incidents cannot"
        )
        where = "" if len(unnamed) == 1 else f" ({lines_of(unnamed)})"
        yield Hit(
            item_span(unnamed[0]),
            f"{words} be looked up{where}",
            "Which document or number is it (`incident: …`), and how many were there in the last twelve months?",
        )
    named = {item.incident for item in document.items if isinstance(item, EarlierIncident) and item.incident}
    cell = document.head.cells.get("recurs-from")
    missing = [
        name for name in document.head.recurs_from if name not in named and name not in _body(document)
    ]
    if cell and missing:
        yield Hit(
            cell.span,
            f"the head says that this recurs from {missing[0]}, and the text does not say what they share",
            "What do both have in common, and what became of the actions of the earlier one?",
        )


def _body(document: Document) -> str:
    return document.source.text[document.head.span.end :]


rule = Rule(
    code="CIM-004",
    title="An earlier incident can be found",
    levels=levels(full="warning", standard="info"),
    check=check,
)
