"""The timeline of a longer incident says who took command, joined or handed over.

Why
    Finding and briefing people is a large part of a long response, and invisible unless it is written down.

Example
    Three hours of work by "the responders"

Better
    - 2026-11-20 14:15Z The database engineer joins; the incident commander gives a summary (kind: message)

When to ignore
    One role worked on it from the beginning to the end.

Source
    Verica, VOID report; Jeli, Howie guide to post-incident reviews.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from howcome.checks.incident_times import lasted
from howcome.checks.levels import levels
from howcome.checks.places import is_present, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_LONG = timedelta(minutes=60)
_ROLES = pattern(
    r"\b(?:command\w*|commander|join\w*|hand(?:s|ed|ing)?[ -]?(?:over|off)|handovers?|takes? (?:it|over|on|the)|took (?:it|over|on|the)|"
    r"leads?|led|arriv\w*|escalat\w*|pull(?:s|ed)? in|brings? in|brought in|ask\w* .{1,40} (?:to join|for help)|scribe|shift\w*|"
    r"reliev\w*|call(?:s|ed)? in|called .{1,30} to|woken?|pages?|paged)\b",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    duration = lasted(document)
    if duration is None or duration <= _LONG or len(document.timeline) < 6:
        return
    if not is_present(document, "timeline") or any(_ROLES.search(e.text or "") for e in document.timeline):
        return
    yield Hit(
        section_span(document, "timeline"),
        "no entry says who took command, joined or handed over",
        "Who was asked to join, when did they arrive, and who led from when on?",
    )


rule = Rule(
    code="TL-019",
    title="Arrivals and hand-overs are recorded",
    levels=levels(full="info", standard=None, light=None),
    check=check,
    gap=True,
)
