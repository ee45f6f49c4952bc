"""The review is due while people still remember.

Why
    After two weeks nobody knows what the screen showed, and the next incident has the attention. The bound
    is five business days after the incident was resolved for severity 1, seven for severity 2, fifteen for all others.

Example
    severity: SEV-1
    review-due: 2027-01-20

    for an incident that was resolved on 2026-11-20

Better
    severity: SEV-1
    review-due: 2026-11-25

When to ignore
    People who are needed are away, and their memory of it was written down in time.

Source
    PagerDuty, postmortem guide; 18F, incident report guide; howcome's own: the bounds.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from howcome.checks.incident_times import degree_of_severity
from howcome.checks.levels import levels
from howcome.checks.rule import Hit, Rule
from howcome.document import Document

_BOUNDS = {0: 5, 1: 5, 2: 7}
_OTHERWISE = 15


def check(document: Document) -> Iterator[Hit]:
    cell = document.head.cells.get("review-due")
    due = document.head.review_due
    over = next(
        (document.marked[m] for m in ("impact-ended", "mitigated", "resolved") if m in document.marked), None
    )
    if cell is None or due is None or over is None:
        return
    ended = over.date()
    degree = degree_of_severity(document)
    bound = _BOUNDS.get(degree if degree is not None else 9, _OTHERWISE)
    if due < ended:
        yield Hit(
            cell.span,
            f"the review is due on {due}, before the incident was over ({ended})",
            "Which of the two dates is right?",
        )
    elif _business_days(ended, due) > bound:
        yield Hit(
            cell.span,
            f"the review is due {_business_days(ended, due)} business days after the incident; expected are {bound}",
            "Can it be held sooner, or is what people remember written down until then?",
        )


def _business_days(first: date, last: date) -> int:
    """Days from Monday to Friday after the first day, up to the last one."""
    weeks, rest = divmod((last - first).days, 7)
    return weeks * 5 + sum((first + timedelta(days=d)).weekday() < 5 for d in range(1, rest + 1))


rule = Rule(
    code="DOC-005",
    title="The review is due in time",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    dimension="timeliness",
)
