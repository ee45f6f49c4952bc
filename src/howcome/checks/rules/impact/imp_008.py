"""The impact says what reached support: how many, and when the first one came.

Why
    Tickets and calls are what customers felt, and the time of the first one against the first alert says who
    knew it sooner.

Example
    - **Questions to support:** many

Better
    - **Questions to support:** 47 tickets, the first at 13:51Z, 11 minutes before the alert

When to ignore
    Nobody outside can use the service.

Source
    PagerDuty, postmortem guide; Atlassian, incident management handbook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.impact_rows import not_spoken_of, told_elsewhere
from howcome.checks.levels import levels
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_SUPPORT = pattern(
    r"\b(?:support|tickets?|calls?|complain\w*|help ?desk|mentions|contacts?|contacted|inquir\w*|enquir\w*|questions|customer care|"
    r"wrote in|e-?mails? (?:from|to)|posts?|tweets?|no customers?|internal only|no users?)\b",
    re.IGNORECASE,
)


_REACHED = pattern(
    r"\bsupport\b(?!s|ed|ing)|\btickets? (?:from|by|to|of)\b|\b(?:customers?|users?)\b[^.;]{0,40}\b(?:writes?|wrote|calls?|called|complain\w*|"
    r"reports?|reported|asks?|asked)\b|\bcall of a customer\b",
    re.IGNORECASE,
)

_OUTSIDE = pattern(
    r"\b(?:customers?|users?|clients?|merchants?|subscribers?|travellers?|passengers?)\b", re.IGNORECASE
)


def check(document: Document) -> Iterator[Hit]:
    harmed = any(_OUTSIDE.search(i.name or "") and i.quantity.value for i in document.impact)
    told = told_elsewhere(document, _REACHED)
    if not harmed and not told:
        return
    yield from not_spoken_of(
        document,
        _SUPPORT,
        "the impact does not say what reached support",
        "How many tickets, calls or posts, and when did the first one come? If none: say so.",
        # Where the story itself tells of support, a smaller incident is asked as well.
        most=3 if told else 2,
    )


rule = Rule(
    code="IMP-008",
    title="What reached support",
    levels=levels(full="info", standard="info", light=None),
    check=check,
    gap=True,
)
