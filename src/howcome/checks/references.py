"""Ids that an item refers to and that nothing has. Owns where in the text such a reference stands."""

from __future__ import annotations

from collections.abc import Iterator

from howcome.document import Document
from howcome.document.items import Item
from howcome.text import Span
from howcome.text.pattern import pattern

#: What an id looks like; other words (a ticket, a sentence) are no reference.
_ID = pattern(r"[A-Za-z][A-Za-z0-9._-]{0,63}\Z")


def unknown_references(document: Document, item: Item, field: str) -> Iterator[tuple[str, Span]]:
    """Ids that a list of ids names and that no item of the document has, with their places."""
    cell = item.cells.get(field)
    if cell is None or item.in_table or not document.by_id:
        return
    at = 0
    for word in cell.raw.split(","):
        name = word.strip().removeprefix("^")
        if name and _ID.match(name) and name not in document.by_id:
            start = document.source.text.find(name, cell.span.start + at, cell.span.end)
            yield name, Span(start, start + len(name)) if start >= 0 else cell.span
        at += len(word)
