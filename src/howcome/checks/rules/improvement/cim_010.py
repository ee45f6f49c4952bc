"""A closed postmortem says who learned from it.

Why
    Finished actions show that work was done. Readers from other teams, and later documents that refer to this one, show
    that something was learned.

Example
    A closed report that counts its finished actions only

Better
    Read by 41 people of five teams; cited in ADR 77.

When to ignore
    Your library counts readers by itself.

Source
    Allspaw, How Learning Happens in Organizations (talks on learning from incidents).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_LEARNED = pattern(
    r"\b(?:readers?|read by|views?|cited|citations?|referred to|referenced (?:in|by)|other teams?|(?:two|three|four|five|six|\d+) (?:other )?teams|"
    r"used (?:again )?(?:in|by|for)|guests?|asked (?:for|by)|retold|shown (?:at|to|in))\b",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    closed = (document.head.status or "").strip().lower() == "closed"
    if not closed or not is_present(document, "improvement"):
        return
    text = document.source.text
    spans = [s.span for s in document.sections if s.key in ("improvement", "communication")]
    if not any(_LEARNED.search(text, s.start, s.end) for s in spans):
        yield Hit(
            section_span(document, "improvement"),
            "nothing says who learned from this",
            "Who outside of your team read it, came to the review, or refers to it?",
        )


rule = Rule(
    code="CIM-010",
    title="It is said who learned from it",
    levels=levels(full="info", standard=None),
    check=check,
    gap=True,
)
