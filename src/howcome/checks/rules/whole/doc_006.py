"""The document says once how it is meant: nobody is blamed.

Why
    One sentence sets the frame for readers who were not there, and gives reviewers something to point to.
    Repeated in each section it becomes an empty formula.

Example
    (nothing)

Better
    We assume that everybody did what made sense with what they could see at that moment.

When to ignore
    Your site shows such a sentence on each page.

Source
    PagerDuty, postmortem guide; 18F, incident report guide; Kerth, Project Retrospectives (the prime directive).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text import Span
from howcome.text.pattern import pattern

_STATEMENT = pattern(
    r"\bblameless\w*|\bwithout blam\w*|\bnot (?:to )?(?:about )?blam\w+|\bno blame\b|\bnobody (?:is|was) (?:blamed|to blame)|"
    r"\b(?:assume|believe|trust|know)[sd]? (?:that )?(?:everyone|everybody|all|each|people|those)\b[^.]{0,80}\b(?:did|acted|does|"
    r"best|sense|reasonabl\w*|good (?:faith|intent\w*))|\bprime directive\b|"
    r"\beveryone (?:did|acted|does)\b[^.]{0,60}\b(?:best|sense|reasonabl\w*)",
    re.IGNORECASE,
)
_ENOUGH = ("incident-summary", "timeline", "causes", "lessons")


def check(document: Document) -> Iterator[Hit]:
    if not all(is_present(document, key) for key in _ENOUGH):
        return
    found = _places(document)
    if not found:
        yield Hit(
            section_span(document, "incident-summary"),
            "no sentence says that the document is meant without blame",
            "With which sentence does your team begin a review?",
        )
    elif len(found) > 2:
        yield Hit(
            found[1],
            f"the document says {len(found)} times that it is meant without blame",
            "Which one place is the best for it?",
        )


def _places(document: Document) -> list[Span]:
    """One place for each paragraph that says it."""
    found = []
    for placed in document.placed:
        block = placed.block
        if block.kind in ("paragraph", "item", "quote"):
            said = _STATEMENT.search(document.source[block.span])
            if said:
                found.append(Span(block.span.start + said.start(), block.span.start + said.end()))
    return found


rule = Rule(
    code="DOC-006",
    title="The document says that it blames nobody",
    levels=levels(full="info", standard=None, light=None),
    check=check,
    gap=True,
    dimension="blamelessness",
)
