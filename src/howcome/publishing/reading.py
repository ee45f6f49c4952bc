"""A document as a reader walks through it: parts in the order of the text, each with its pieces.

Owns what belongs together (items of one kind, a run of prose, a fence); refuses to make HTML.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import Literal

from howcome.document import Document
from howcome.document.blocks import is_closed_fence
from howcome.document.document import Placed
from howcome.document.inline import plain
from howcome.document.items import Item
from howcome.document.sections import section_of

PieceKind = Literal["prose", "heading", "fence", "table", "items"]


@dataclass(slots=True)
class Piece:
    """Something below a heading. `text` is its Markdown, for a fence its body and `info` its first words.

    `items` hold an item with the Markdown that is nested below it. `level` is that of a heading.
    """

    kind: PieceKind
    text: str = ""
    info: str = ""
    level: int = 0
    items: list[tuple[Item, str]] = field(default_factory=list)


@dataclass(slots=True)
class Part:
    """One part of the page: one of the ten sections (`key`), or another one (None)."""

    key: str | None
    title: str
    level: int
    pieces: list[Piece] = field(default_factory=list)


def parts_of(document: Document) -> tuple[Part, list[Part]]:
    """What stands before the first heading of level 2, and all parts, in the order of the text."""
    opening = Part(None, "", 1)
    parts: list[Part] = []
    here = opening
    seen_title = False
    items = _items_by_start(document)
    for placed in document.placed:
        block = placed.block
        if block.kind == "heading":
            words = plain(document.source[block.content])
            if _opens(placed, here, words):
                if placed.section is None and block.level == 1 and not seen_title and not parts:
                    seen_title = True
                    continue
                here = Part(placed.section, words, block.level)
                parts.append(here)
                continue
            here.pieces.append(Piece("heading", words, level=block.level))
            continue
        _add(here, placed, document, items)
    return opening, parts


def _opens(placed: Placed, here: Part, words: str) -> bool:
    if placed.section is not None:
        return placed.section != here.key or (placed.group is None and section_of(words) == placed.section)
    return placed.block.level <= 2 or here.key is not None


def _items_by_start(document: Document) -> list[Item]:
    return sorted((i for i in document.items if not i.in_table), key=lambda i: i.span.start)


def _add(part: Part, placed: Placed, document: Document, items: list[Item]) -> None:
    block = placed.block
    if block.kind in ("comment", "front-matter"):
        return
    text = document.source[block.span]
    last = part.pieces[-1] if part.pieces else None
    if block.kind == "blank":
        if last and last.kind == "prose":
            last.text += "\n"
        elif last and last.kind == "items" and last.items[-1][1]:
            above, below = last.items[-1]
            last.items[-1] = (above, below + "\n")
        return
    if block.kind == "item" and (item := _item_at(items, block.span.start)):
        if last and last.kind == "items" and type(last.items[-1][0]) is type(item):
            last.items.append((item, ""))
        else:
            part.pieces.append(Piece("items", items=[(item, "")]))
        return
    if last and last.kind == "items" and text[:1] in (" ", "\t"):
        above, below = last.items[-1]
        last.items[-1] = (above, below + text)
        return
    if block.kind == "fence":
        info, _, body = text.partition("\n")
        body = body.rstrip().rpartition("\n")[0] if is_closed_fence(text) else body
        part.pieces.append(Piece("fence", body, info=info.strip().lstrip("`~").strip()))
    elif block.kind == "table":
        part.pieces.append(Piece("table", text))
    elif last and last.kind == "prose":
        last.text += text
    else:
        part.pieces.append(Piece("prose", text))


def _item_at(items: list[Item], start: int) -> Item | None:
    at = bisect_right(items, start, key=lambda i: i.span.start) - 1
    return items[at] if at >= 0 and items[at].span.start == start else None
