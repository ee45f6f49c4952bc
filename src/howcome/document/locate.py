"""What stands at a place of a document: the item, and the field with its value. Says nothing about what it means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from howcome.text import Span

from .document import Document
from .fields import read_labels
from .head import head_line
from .items import Item


class Here(NamedTuple):
    """A field at a place. `name` is as it is written, known or not; `word` is one of a list of labels.

    `span` covers the key with its value, or the value where no key stands there.
    """

    item: Item
    name: str
    span: Span
    word: str | None = None


def item_at(document: Document, offset: int) -> Item | None:
    """The item at an offset, up to the end of its last line; the head inside of the front matter."""
    head = document.head
    if head.span.length and head.span.start <= offset <= head.span.end:
        return head
    found = None
    for item in document.items:
        if item.span.start > offset:
            break
        found = item
    return found if found and offset <= _line_end(document, found) else None


def _line_end(document: Document, item: Item) -> int:
    """Where an item's last line ends, behind white space at its end."""
    end = item.span.end
    while end > item.span.start and document.source.text[end - 1] in "\r\n":
        end -= 1
    return end


def field_at(document: Document, offset: int) -> Here | None:
    """The field at an offset; the narrowest where one stands inside of another."""
    item = item_at(document, offset)
    if item is document.head:
        return _in_head(document, item, offset)
    if item is None:
        return None
    near = [here for here in _fields(item) if here.span.start <= offset <= here.span.end]
    here = min(near, key=lambda h: (h.name == "text", h.span.length), default=None)
    if here is None or here.name != "labels":
        return here
    return here._replace(word=_word_at(document.source.text, here.span, offset))


def _fields(item: Item) -> Iterator[Here]:
    for cells in (item.cells, item.unknown):
        for name, cell in cells.items():
            yield Here(item, name, cell.pair or cell.span)


def _word_at(text: str, span: Span, offset: int) -> str | None:
    """The label around an offset inside of `[one, two] [three]`."""
    start = max(text.rfind(mark, span.start, offset) for mark in "[],") + 1
    ends = [text.find(mark, offset, span.end) for mark in "],"]
    words = read_labels(text[max(start, span.start) : min((e for e in ends if e >= 0), default=span.end)])
    return words[0] if len(words) == 1 else None


def _in_head(document: Document, head: Item, offset: int) -> Here | None:
    source = document.source
    line = head_line(source, head.span, offset)
    name = line.key or line.above
    if name is None:
        return None
    span = source.line_span(source.line_at(offset))
    return Here(head, line.above or name, span, name if line.above else None)
