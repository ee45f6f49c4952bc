"""The impact says what it cost the people who worked on it: how many, how long, how much of it at night.

Why
    Tired people and work that stayed undone are harm too, and the first that is forgotten. Hours at night are
    an argument for an action that no number of customers makes.

Example
    (nothing about those who were called)

Better
    - **Work:** 11 responders, 38 person-hours, 6 of them between 22:00 and 06:00

When to ignore
    One person, in working hours, for less than an hour.

Source
    Verica, VOID report; Jeli, Howie: the post-incident guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from howcome.checks.impact_rows import not_spoken_of
from howcome.checks.incident_times import counted_marks, end_of_harm
from howcome.checks.levels import levels
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_WORK = pattern(
    r"\b(?:responders?|person[- ]hours?|man[- ]hours?|people|engineers?|on-?calls?|staff|employees|colleagues|paged|at night|weekend|overtime|"
    r"working hours|hours of work|work(?:ed|ing)? (?:at|through|over)|developers?|teams?|postponed|delayed work|internal (?:cost|load))\b",
    re.IGNORECASE,
)

#: From here on work is long enough to be asked for, also by day.
_LONG = timedelta(hours=4)


def check(document: Document) -> Iterator[Hit]:
    detected, end = counted_marks(document).get("detected"), end_of_harm(document)
    is_long = detected is not None and end is not None and end - detected >= _LONG
    if not is_long and not any(_is_off_hours(at) for at in _worked(document)):
        return
    yield from not_spoken_of(
        document,
        _WORK,
        "the impact does not say what it cost those who worked on it",
        "How many people, how many hours, how many of them at night, and what stayed undone?",
    )


def _worked(document: Document) -> Iterator[datetime]:
    """When people were at work, in the document's zone."""
    marks, zone = counted_marks(document), document.clock.zone
    for mark in ("acknowledged", "declared", "diagnosed", "mitigated"):
        if mark in marks:
            yield marks[mark].astimezone(zone) if zone else marks[mark]


def _is_off_hours(at: datetime) -> bool:
    return at.hour >= 22 or at.hour < 6 or at.weekday() >= 5


rule = Rule(
    code="IMP-012",
    title="What it cost the responders",
    levels=levels(full="info", standard="info", light=None),
    check=check,
    gap=True,
)
