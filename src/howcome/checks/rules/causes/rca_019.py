"""Similar incidents are linked, or the text says what was searched for and that none was found.

Why
    A cause that comes back is another finding than one that comes once: the question is then what the first
    answer left as it was.

Example
    (nothing about earlier incidents)

Better
    ### Earlier incidents
    - The same pool ran out during the spring sale (incident: 2026-03-11-pool; taught: "limits belong together")
    or
    - Searched for "pool" and "connections": none

When to ignore
    It is the first incident of a new service.

Source
    PagerDuty, postmortem guide; Google, Site Reliability Engineering, chapter 15.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, section_span
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import EarlierIncident
from howcome.text.pattern import pattern

_SAID = pattern(
    r"\b(?:similar|earlier|previous|related|prior|past)\s(?:\w+\s){0,2}?(?:incidents?|outages?|postmortems?|occurrences?)\b"
    r"|\b(?:recurr(?:ed|ence|ing)|(?:has|had|have)(?: never| not)? happened before|(?:is|was) the first time that|never before|"
    r"same (?:cause|failure) (?:as|before|again|in))\b|\bsearched (?:for|the (?:archive|library|postmortems))\b",
    re.IGNORECASE,
)

_SECTIONS = ("incident-summary", "causes", "lessons", "improvement", "appendix")


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "causes") or document.head.recurs_from:
        return
    if any(isinstance(i, EarlierIncident) for i in document.items):
        return
    if any(
        p.group == "earlier-incidents" and p.block.kind in ("paragraph", "quote") for p in document.placed
    ):
        return
    prose = prose_of(document)
    if any(_SAID.search(s.text) for section in _SECTIONS for s in prose.sentences(section)):
        return
    yield Hit(
        section_span(document, "causes"),
        "nothing is said about earlier incidents of this kind",
        "Which ones share a cause? If none: what did you search for?",
    )


rule = Rule(
    code="RCA-019",
    title="Earlier incidents were looked for",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    gap=True,
)
