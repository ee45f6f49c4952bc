"""An approved or published document has no pile of errors, no waiver without a reason, and no question without an owner.

Why
    "Published" tells readers that somebody looked and found it complete. One or two errors speak for themselves
    where they stand. Three or more say that the review has not taken place yet, and so does a comment that wants to
    silence a finding and does not say why, and a question with neither an owner nor a date.

Example
    status: published, while five findings are errors

Better
    Close the findings, move what is not known into open questions with an owner and a date, or silence a
    finding with its reason; then set the status.

When to ignore
    Old documents that were published before your team used these checks.

Source
    Google, Site Reliability Engineering, chapter 15.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from howcome.checks.levels import levels
from howcome.checks.places import listed
from howcome.checks.rule import Hit, Rule
from howcome.document import Document, Finding

#: One or two errors speak for themselves; together they say that the review has not taken place.
_SEVERAL = 3


def conclude(document: Document, findings: Sequence[Finding]) -> Iterator[Hit]:
    cell = document.head.cells.get("status")
    status = (document.head.status or "").strip().lower()
    if cell is None or status not in ("approved", "published", "closed"):
        return
    errors = [f.code for f in findings if f.severity == "error"]
    waived = sum(f.code == "SUP-001" for f in findings)
    still = []
    if len(errors) >= _SEVERAL:
        codes = list(dict.fromkeys(errors))
        shown = ", ".join(codes[:5]) + (" …" if len(codes) > 5 else "")
        still.append(f"{len(errors)} errors ({shown})")
    if waived:
        comments = "1 comment that wants" if waived == 1 else f"{waived} comments that want"
        still.append(f"{comments} to silence a finding without a reason")
    unowned = sum(bool(q.text) and not (q.owner or q.by) for q in document.questions)
    if unowned:
        questions = (
            "1 question that nobody answers" if unowned == 1 else f"{unowned} questions that nobody answers"
        )
        still.append(f"{questions} by a date")
    if still:
        stand = "stands" if len(errors) < _SEVERAL and waived + unowned == 1 else "stand"
        yield Hit(
            cell.span,
            f"this is marked {status}, and {listed(still)} {stand} open",
            "Which of them can be closed, and which become open questions with an owner and a date?",
        )


rule = Rule(
    code="DOC-010",
    title="What is approved has been settled",
    levels=levels(full="error", standard="error", light="info"),
    conclude=conclude,
)
