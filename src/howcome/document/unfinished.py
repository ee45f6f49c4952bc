"""What somebody is about to write at a place: a key, a value, a label, an id, a heading.

A line that is being typed has no end yet. It is closed in the shortest way and then read by the grammar itself, so that
there is no second one. Owns only that; what may stand there, `offers` says.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from howcome.text import Span
from howcome.text.pattern import pattern

from .document import Document, citation_in
from .fields import LIST, read_labels
from .head import Head, head_line
from .items import Cell, Item, parse_item
from .locate import item_at

What = Literal["key", "value", "label", "id", "heading"]

#: Closes a line so that the last of its fields ends at the cursor; every kind has a field `text`.
_AFTER_VALUE = ";text:)"
_AFTER_KEY = f"x:{_AFTER_VALUE}"
_HEADING = pattern(r" {0,3}#{1,6}[ \t]*[^#\n\r]*\Z")
_NEW_ID = pattern(r"(?:\A|(?<=\s))\^([A-Za-z0-9._-]*)\Z")
_LAST_PART = pattern(r"[^,;\[(]*\Z")


class Unfinished(NamedTuple):
    """What is typed at a place. `span` is the part of the word that stands there, up to the place.

    `kind` is the kind of item (`Head` for the front matter, None for a heading or a citation in a paragraph), `field`
    the key whose value it is (with keys below a key of the head: that one), `taken` what stands there already.
    """

    what: What
    span: Span
    kind: type[Item] | None = None
    field: str = ""
    taken: tuple[str, ...] = ()
    item: Item | None = None


def unfinished(document: Document, offset: int) -> Unfinished | None:
    """What is being typed at an offset; None in the middle of prose, in code and in comments."""
    block = next((b for b in document.blocks if b.span.start <= offset < b.span.end), None)
    block = block or (document.blocks[-1] if document.blocks else None)
    if block is None or block.kind in ("fence", "comment"):
        return None
    if block.kind == "front-matter":
        inside = block.content.start <= offset <= block.content.end
        return _in_head(document, block.content, offset) if inside else None
    line = document.source.line_span(document.source.line_at(offset))
    before = document.source.text[line.start : offset]
    if _HEADING.match(before):
        rest = document.source.text[offset : line.end].strip()
        return None if rest else Unfinished("heading", Span(line.start, offset))
    item = item_at(document, offset)
    if item is not None and not item.in_table and offset >= item.body.start:
        return _in_item(document, item, offset)
    return _in_citation(document, block.span.start, offset)


def _in_item(document: Document, item: Item, offset: int) -> Unfinished | None:
    typed = document.source.text[item.body.start : offset]
    return (
        _value(item, typed, offset)
        or _key(document, item, typed, offset)
        or _new_id(item, typed, offset)
        or _label(item, typed, offset)
    )


def _new_id(item: Item, typed: str, offset: int) -> Unfinished | None:
    new = _NEW_ID.search(typed)
    if new is None or item.id not in (None, new[1]):
        return None
    return Unfinished("id", Span(offset - len(new[1]), offset), type(item), item=item)


def _value(item: Item, typed: str, offset: int) -> Unfinished | None:
    fields = _fields(_read(item, typed + _AFTER_VALUE), len(typed))
    if not fields:
        return None
    name, cell = fields[-1]
    value = typed[cell.span.start :] if cell.raw else ""
    if value.startswith('"'):
        return None
    known = item.fields.get(name)
    several = known is not None and known.type is LIST
    word = _last_word(value) if several else value
    taken = (
        tuple(p.strip() for p in value[: len(value) - len(word)].split(",") if p.strip()) if several else ()
    )
    return Unfinished("value", Span(offset - len(word), offset), type(item), name, taken, item)


def _key(document: Document, item: Item, typed: str, offset: int) -> Unfinished | None:
    fields = _fields(_read(item, typed + _AFTER_KEY), len(typed) + 1)
    pair = fields[-1][1].pair if fields else None
    if pair is None:
        return None
    rest = document.source.text[offset : item.body.end]
    whole = _fields(_read(item, f"{typed}x:{rest}"), len(typed) + len(rest) + 2)
    taken = dict.fromkeys((*(name for name, _ in (*fields[:-1], *whole)), *item.cells, *item.unknown))
    word = typed[pair.start :].lower().replace("_", "-")
    taken.pop(word, None)
    taken.pop(f"{word}x", None)
    start = offset - (len(typed) - pair.start)
    return Unfinished("key", Span(start, offset), type(item), taken=tuple(taken), item=item)


def _label(item: Item, typed: str, offset: int) -> Unfinished | None:
    if "labels" not in item.fields or "[" not in typed:
        return None
    cell = _read(item, f"{typed}x]").cells.get("labels")
    if cell is None or not cell.span.start < len(typed) < cell.span.end:
        return None
    word = _last_word(typed)
    taken = read_labels(typed[cell.span.start : len(typed) - len(word)])
    return Unfinished("label", Span(offset - len(word), offset), type(item), "labels", taken, item)


def _read(item: Item, words: str) -> Item:
    span = Span(0, len(words))
    return parse_item(type(item), words, span, span=span, line=item.line, clock=item.clock)


def _fields(read: Item, end: int) -> list[tuple[str, Cell]]:
    """The trailing fields of a line that was closed, up to the place where it was; in order."""
    if not read.trailing.length:
        return []
    fields = [(n, c) for cells in (read.cells, read.unknown) for n, c in cells.items() if c.pair]
    return sorted(
        (f for f in fields if f[1].pair and f[1].pair.start < end), key=lambda f: f[1].pair or Span(0, 0)
    )


def _last_word(value: str) -> str:
    """What stands behind the last comma or opening bracket."""
    found = _LAST_PART.search(value)
    return found[0].lstrip() if found else ""


def _in_citation(document: Document, start: int, offset: int) -> Unfinished | None:
    """Evidence that a paragraph cites at its end."""
    typed = document.source.text[start:offset]
    cited = citation_in(f"{typed}x)", Span(0, len(typed) + 2))
    if cited is None or cited.end != len(typed) + 1:
        return None
    word = _last_word(typed[cited.start :])
    taken = tuple(p.strip() for p in typed[cited.start : len(typed) - len(word)].split(",") if p.strip())
    return Unfinished("value", Span(offset - len(word), offset), None, "evidence", taken)


def _in_head(document: Document, head: Span, offset: int) -> Unfinished | None:
    source = document.source
    line = head_line(source, head, offset)
    if offset < line.start:
        return None
    value = source.text[line.start : offset]
    listed = (
        line.key is None and source.text[source.line_span(source.line_at(offset)).start : line.start].strip()
    )
    if line.key is None and not listed:
        maps = document.front_matter.maps
        taken = (
            tuple(maps.get(line.above, ()))
            if line.above
            else (*document.head.cells, *document.head.unknown, *maps)
        )
        return Unfinished("key", Span(line.start, offset), Head, line.above or "", taken, document.head)
    if value.startswith(('"', "'")) or (line.above and line.key):
        return None
    name = line.key or line.above or ""
    known = Head.fields.get(name)
    word = _last_word(value) if known and known.type is LIST else value
    before = value[: len(value) - len(word)]
    taken = tuple(p.strip(" \"'") for p in before.strip("[ ").split(",") if p.strip())
    return Unfinished("value", Span(offset - len(word), offset), Head, name, taken, document.head)
