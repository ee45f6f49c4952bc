"""What could not be read as it was meant: places where the text and the grammar disagree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from howcome.text import Span

from .blocks import is_closed_fence
from .fields import DATE, FLAG
from .finding import Finding
from .grammar import STATUSES
from .items import Item
from .moment import zone_of

if TYPE_CHECKING:
    from .document import Document

#: code → what it says, for the reference page.
READ_PROBLEMS = {
    "READ-001": "A byte that is no UTF-8. It is kept as it is.",
    "READ-002": "A line of the front matter that is not understood.",
    "READ-003": "A date or time that cannot be read, or that cannot be.",
    "READ-004": "An id that stands twice.",
    "READ-005": "A status that is none of the known ones. It is kept.",
    "READ-006": "A code fence or comment that is never closed.",
    "READ-007": "A time zone that does not exist, or that means more than one.",
}


def problems_of(document: Document) -> Iterator[Finding]:
    """All problems of reading, in the order of the text within each kind."""
    source = document.source
    if source.undecodable:
        at = source.undecodable[0]
        more = f" (and {len(source.undecodable) - 1} more)" if len(source.undecodable) > 1 else ""
        yield _problem("READ-001", Span(at, at + 1), f"this byte is no UTF-8{more}; save the file as UTF-8")
    for problem in document.front_matter.problems:
        yield _problem("READ-002", problem.span, f"front matter: {problem.message}")
    yield from _of_head(document)
    for block in document.blocks:
        words = source[block.span]
        if block.kind == "comment" and "-->" not in words:
            yield _problem(
                "READ-006", Span(block.span.start, block.span.start + 4), "this comment is never closed"
            )
        if block.kind == "fence" and not is_closed_fence(words):
            yield _problem(
                "READ-006", Span(block.span.start, block.span.start + 3), "this code is never closed"
            )
    seen: dict[str, Item] = {}
    for item in document.items:
        yield from _of_item(item)
        if item.id and item.id in seen:
            line = seen[item.id].line
            yield _problem("READ-004", item.cells["id"].span, f"id ^{item.id} stands already in line {line}")
        elif item.id:
            seen[item.id] = item


def _problem(code: str, span: Span, message: str) -> Finding:
    return Finding(code, "warning", span, message)


def _of_head(document: Document) -> Iterator[Finding]:
    head = document.head
    yield from _of_item(head)
    status = head.cells.get("status")
    if status and status.raw.strip().lower() not in STATUSES:
        yield _problem("READ-005", status.span, f"status {status.raw!r} is none of: {', '.join(STATUSES)}")
    zone = head.cells.get("timezone")
    if zone and zone_of(zone.raw) is None:
        yield _problem(
            "READ-007", zone.span, f"{zone.raw!r} is no time zone; write one such as Europe/Berlin or UTC"
        )


def _of_item(item: Item) -> Iterator[Finding]:
    for name, cell in item.cells.items():
        field = item.fields.get(name)
        if field is None or not cell.raw.strip() or field.type not in (DATE, FLAG):
            continue
        if field.type.read(cell.raw) is None and not (item.in_table or field.type is FLAG):
            yield _problem("READ-003", cell.span, f"{name}: {cell.raw!r} is not {field.type.expected}")
    if item.moment and item.moment.unknown_zone:
        message = f"{item.moment.unknown_zone!r} means more than one zone; write an offset such as +05:30"
        yield _problem("READ-007", item.cells["time"].span, message)
    if (
        item.moment
        and item.moment.certainty == "unknown"
        and item.moment.time is None
        and "-" in item.moment.words
    ):
        span = item.cells["time"].span
        yield _problem("READ-003", span, f"{item.moment.words!r} is no date or time that can be")
