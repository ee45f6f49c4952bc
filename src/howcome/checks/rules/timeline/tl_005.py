"""The timeline begins before the first harm.

Why
    A timeline that starts with the page shows a response without a story. What changed before, and what was
    there for months, is where the conditions are; walking forward from there also keeps hindsight out.

Example
    - 2026-11-20 14:02Z [impact-started] Orders begin to fail

    as the first entry

Better
    - 2026-06-03 09:30Z [introduced] The pool's size is fixed at 100 connections
    - 2026-11-20 13:58Z [trigger] Release 412 starts with 60 workers
    - 2026-11-20 14:02Z [impact-started] Orders begin to fail

When to ignore
    Nothing is known of the time before, and an open question says so.

Source
    PagerDuty, postmortem guide; Atlassian, incident management handbook.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.incident_times import counted_marks
from howcome.checks.levels import levels
from howcome.checks.places import is_present
from howcome.checks.rule import Hit, Rule
from howcome.document import Document

_EARLIER = ("introduced", "trigger")


def check(document: Document) -> Iterator[Hit]:
    start = counted_marks(document).get("impact-started")
    if start is None or not is_present(document, "timeline"):
        return
    marks = counted_marks(document)
    if any(mark in document.times and not (mark in marks and marks[mark] >= start) for mark in _EARLIER):
        return
    dated = [e for e in document.timeline if e.moment and e.moment.time]
    if not dated or any(e.moment and e.moment.time and e.moment.time < start for e in dated):
        return
    cell = dated[0].cells.get("time")
    yield Hit(
        cell.span if cell else dated[0].body,
        "nothing in the timeline is earlier than the first harm",
        "What changed before, and since when was the condition there?",
    )


rule = Rule(
    code="TL-005",
    title="The timeline begins before the harm",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    gap=True,
)
