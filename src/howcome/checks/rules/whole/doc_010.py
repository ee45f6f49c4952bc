"""An approved or published document has nothing open.

Why
    "Published" tells readers that somebody looked and found it complete. Errors that are still open take
    that trust away, and waivers without a reason hide them.

Example
    status: published, while two error findings are open

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


def conclude(document: Document, findings: Sequence[Finding]) -> Iterator[Hit]:
    cell = document.head.cells.get("status")
    status = (document.head.status or "").strip().lower()
    if cell is None or status not in ("approved", "published", "closed"):
        return
    errors = [f.code for f in findings if f.severity == "error"]
    waived = sum(f.code == "SUP-001" for f in findings)
    still = []
    # One or two errors speak for themselves; together they say that the review has not taken place.
    if len(errors) > 2:
        codes = list(dict.fromkeys(errors))
        shown = ", ".join(codes[:5]) + (" …" if len(codes) > 5 else "")
        still.append(f"{len(errors)} error{'s' if len(errors) > 1 else ''} ({shown})")
    if waived:
        still.append(f"{waived} silenced finding{'s' if waived > 1 else ''} without a reason")
    if still:
        yield Hit(
            cell.span,
            f"this is marked {status}, and {listed(still)} stand{'s' if len(errors) + waived == 1 else ''} open",
            "Which of them can be closed, and which become open questions with an owner and a date?",
        )


rule = Rule(
    code="DOC-010",
    title="What is approved has nothing open",
    levels=levels(full="error", standard="error", light="info"),
    conclude=conclude,
)
