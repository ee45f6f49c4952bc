"""The effect is looked at after the measure is in place, and within a few months.

Why
    On the day of the roll-out everything looks well. Some weeks of ordinary work show whether the measure holds; after
    half a year nobody remembers what it was for.

Example
    - Roll the limit out (by: 2026-12-18; verify: 2026-12-01)

Better
    - Roll the limit out (by: 2026-12-18; verify: 2027-02-12)

When to ignore
    The effect shows once a year only, such as at the next sale.

Source
    Institute for Healthcare Improvement, RCA2; NASA, mishap investigation procedures.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from howcome.checks.levels import QUIET, levels
from howcome.checks.open_actions import day_of_beginning
from howcome.checks.places import is_present
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Action, Measure

#: Days after the measure: one or three months are usual, and half a year is late.
_LATEST_DAYS = 180


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "measures"):
        return
    for measure in document.measures:
        ready = _ready(document, measure)
        if ready is None or measure.verify is None:
            continue
        day, what = ready
        span = measure.cells["verify"].span
        if measure.verify < day:
            yield Hit(
                span,
                f"this is verified on {measure.verify}, before {what} ({day})",
                "What is the first day after which the effect can be seen?",
            )
        elif (measure.verify - day).days > _LATEST_DAYS:
            days = (measure.verify - day).days
            yield Hit(
                span,
                f"the effect is looked at {days} days after the measure",
                "Could a first look come within one to three months?",
                levels=QUIET,
            )


def _ready(document: Document, measure: Measure) -> tuple[date, str] | None:
    """The day by which the measure is in place: its own, else the last due date of the actions that it is for."""
    if measure.by:
        began = day_of_beginning(document)
        if began and measure.by < began:
            return None  # PRV-001 asks which date is meant
        return measure.by, "the measure is in place"
    actions = (document.by_id.get(name) for name in measure.for_actions)
    days = [(a.due, f"the action {a.id} is due") for a in actions if isinstance(a, Action) and a.due]
    return max(days, default=None)


rule = Rule(
    code="PRV-004",
    title="The effect is looked at after the measure",
    levels=levels(full="warning", standard="info"),
    check=check,
)
