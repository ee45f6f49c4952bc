"""A closed postmortem has reached those it was planned for.

Why
    An incident teaches those who hear of it. Once the document is closed nobody comes back to send what was planned,
    and the lesson stays in one team's folder.

Example
    status: closed, and the message to engineering has an empty box

Better
    - [x] **Engineering:** how pools and workers depend on each other (channel: "#incidents-learned"; by: 2026-11-27)

When to ignore
    It was decided not to send it; then say so in the message, or take it out.

Source
    Google, Site Reliability Engineering, chapter 15; PagerDuty, incident response documentation.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document


def check(document: Document) -> Iterator[Hit]:
    closed = (document.head.status or "").strip().lower() == "closed"
    if not closed or not is_present(document, "communication"):
        return
    unsent = [c for c in document.communications if "done" in c.cells and not c.done and c.text]
    if unsent:
        words = "this message was" if len(unsent) == 1 else f"{len(unsent)} messages were"
        where = "" if len(unsent) == 1 else f" ({lines_of(unsent)})"
        yield Hit(
            item_span(unsent[0]),
            f"the document is closed, and {words} not sent{where}",
            "Was it sent and not ticked, or is somebody still waiting for it?",
        )


rule = Rule(
    code="COM-010",
    title="A closed postmortem has reached its readers",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    dimension="timeliness",
)
