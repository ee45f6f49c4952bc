"""What the index keeps of one document: its row, and the words by which it is found. Knows no database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from howcome.checks import PLAIN, Settings
from howcome.document import Document
from howcome.document.blocks import Block
from howcome.document.inline import plain
from howcome.document.items import Item
from howcome.text import Span, without_controls, without_surrogates

from .rows import Row, problem_row, row_of

#: A longer text is searched up to here.
MOST_CHARACTERS = 1_000_000
_UNREAD = ("front-matter", "comment", "rule", "blank")
_ID_LAST = re.compile(r"(?:\A|\s)\^[A-Za-z0-9][\w.-]{0,63}\s*\Z")
_CHART = re.compile(r"[ \t]*`{3,}[ \t]*howcome-chart\b")
_FENCE_MARKS = re.compile(r"^[ \t]*(?:`{3,}|~{3,}).*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One document for the index. `stamp` tells later whether it has changed; nobody looks into it.

    `labels` are words that name the document beside its title (its services, owner, tags); `text` is what
    it says, as plain words, a line for each block.
    """

    row: Row
    stamp: str
    title: str
    labels: str = ""
    text: str = ""


def entry_of(
    name: str,
    document: Document,
    modified: float | None = None,
    stamp: str | None = None,
    settings: Settings = PLAIN,
) -> Entry:
    """Reads and checks the document. `stamp` is the text's sha where nothing else is given."""
    row = row_of(name, document, modified, settings)
    head = document.head
    labels = (
        *(document.id, name, row.severity, row.category, row.status, row.owner),
        *(*row.services, *row.tags, *head.incidents, *head.recurs_from),
    )
    return Entry(
        row=row,
        stamp=row.sha if stamp is None else stamp,
        title=_clean(row.title or name),
        labels="\n".join(_clean(words) for words in labels if words),
        text=plain_text(document)[:MOST_CHARACTERS],
    )


def problem_entry(name: str, message: str, modified: float | None = None, stamp: str = "") -> Entry:
    """A document that cannot be read is still listed, and found by its name."""
    return Entry(problem_row(name, message, modified), stamp, _clean(name))


def plain_text(document: Document) -> str:
    """What a reader of the document may look for: its prose, its items, and at the end their fields.

    Comments are left out, since guiding questions stand in every document, and so are the numbers of charts.
    """
    items: dict[int, Item] = {item.span.start: item for item in document.items if not item.in_table}
    lines: list[str] = []
    fields: list[str] = []
    for block in document.blocks:
        if block.kind in _UNREAD or _is_title(document, block) or _is_chart(document, block):
            continue
        item = items.get(block.span.start) if block.kind == "item" else None
        if item is None:
            lines += _lines(document, block)
            continue
        start, end = item.trailing
        parts = (Span(block.content.start, start), Span(end, max(end, block.content.end)))
        lines += (plain(_ID_LAST.sub("", document.source[part])) for part in parts)
        fields.append(document.source[item.trailing].strip("() \t\r\n"))
    said = "\n".join(line for line in (*lines, *fields) if line)
    return _clean(said)


def _is_title(document: Document, block: Block) -> bool:
    if block.kind != "heading" or block.level != 1:
        return False
    return plain(document.source[block.content]) == document.title


def _is_chart(document: Document, block: Block) -> bool:
    return block.kind == "fence" and bool(_CHART.match(document.source[block.content]))


def _lines(document: Document, block: Block) -> Iterator[str]:
    words = document.source[block.content]
    if block.kind == "fence":
        yield from (line.strip() for line in _FENCE_MARKS.sub("", words).splitlines())
    elif block.kind == "table":
        yield from (plain(line.replace("|", " ")) for line in words.splitlines() if line.strip(" \t|:-"))
    elif block.kind == "quote":
        yield plain(re.sub(r"^[ \t]*>+", "", words, flags=re.MULTILINE))
    else:
        yield plain(words)


def _clean(words: str) -> str:
    return unicodedata.normalize("NFC", without_controls(without_surrogates(words)))
