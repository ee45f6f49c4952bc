"""Defects of the head: who owns the document, what it is called, where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from howcome.document import Document
from howcome.text import Edit
from measures.defects.edits import edited, replaced, with_field, with_sentence, without_field
from measures.defects.kind import defect


@defect("owner of the document removed", "DOC-003")
def owner_removed(document: Document) -> Iterator[str]:
    if document.head.owner:
        yield without_field(document, document.head, "owner")


@defect("two owners of the document", "DOC-003", "DOC-004")
def two_owners(document: Document) -> Iterator[str]:
    if document.head.owner:
        yield with_field(document, document.head, "owner", f"{document.head.owner} and Mirko")


@defect("severity removed", "DOC-003", "SUM-001", "SUM-008", also=("COM-005",))
def severity_removed(document: Document) -> Iterator[str]:
    yield without_field(document, document.head, "severity")


@defect("services removed", "DOC-003", "SUM-001", "SUM-009")
def services_removed(document: Document) -> Iterator[str]:
    services = document.head.services
    words = document.summary or ""
    if services and not any(s in words for s in services):
        text = without_field(document, document.head, "services")
        yield re.sub(r"(?m)^services:\n", "", text)


@defect("a status that nobody knows", "READ-005", "DOC-003")
def unknown_status(document: Document) -> Iterator[str]:
    yield with_field(document, document.head, "status", "nearly ready")


@defect("status removed", "DOC-003")
def status_removed(document: Document) -> Iterator[str]:
    yield without_field(document, document.head, "status")


@defect("review due two months later", "DOC-005")
def late_review(document: Document) -> Iterator[str]:
    due = document.head.review_due
    if due:
        yield with_field(document, document.head, "review-due", str(due + timedelta(days=60)))


@defect("tags removed", "CIM-003")
def tags_removed(document: Document) -> Iterator[str]:
    if document.head.tags:
        yield without_field(document, document.head, "tags")


def _titled(document: Document, title: str) -> str:
    """The text with another title, in the head and above the text."""
    edits = []
    cell = document.head.cells.get("title")
    if cell:
        edits.append(Edit(cell.span, f'"{title}"'))
    edits += [
        Edit(b.content, title)
        for b in document.blocks
        if b.kind == "heading" and b.level == 1 and b.content.length
    ][:1]
    return edited(document, *edits)


@defect("a title with a culprit", "SUM-004", "B09", "B19")
def culprit_in_title(document: Document) -> Iterator[str]:
    yield _titled(document, "Outage caused by a mistake of the network team")


@defect("a title with a person", "SUM-004", "B13")
def person_in_title(document: Document) -> Iterator[str]:
    yield _titled(document, f"Errors after {document.head.owner or 'Mirko'} pushed the wrong button")


@defect("a title that is human error", "SUM-004", "B07")
def human_error_in_title(document: Document) -> Iterator[str]:
    yield _titled(document, "Human error in production")


@defect("an id that stands twice", "READ-004")
def id_twice(document: Document) -> Iterator[str]:
    ids = [i for i in document.items if i.id and i.kind in ("timeline", "lesson")]
    if len(ids) > 2 and ids[0].id:
        yield replaced(document, ids[2].cells["id"].span, ids[0].id)


@defect("published with a question that nobody owns", "DOC-010")
def open_question(document: Document) -> Iterator[str]:
    if document.questions and (document.head.status or "") in ("published", "closed", "approved"):
        yield without_field(document, document.questions[0], "owner", "by")


@defect(
    "published with several errors still open",
    "DOC-010",
    also=("ACT-003", "ACT-004", "ACT-009", "RCA-016", "DOC-002"),
)
def published_with_errors(document: Document) -> Iterator[str]:
    if (document.head.status or "") not in ("published", "approved", "closed"):
        return
    for action in document.actions:
        if not action.done and not action.in_table:
            text = without_field(document, action, "owner", "due", "addresses")
            yield from with_sentence(
                Document.parse(text, document.stem), "incident-summary", "The costs are TBD."
            )
