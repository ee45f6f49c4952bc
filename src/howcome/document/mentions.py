"""Ids in a document: where each is given, where others refer to it, and how all of them get another name.

Evidence addresses count as mentions of their piece of evidence. Owns where in the text an id stands; says nothing about
whether a reference makes sense (checks do).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from howcome.errors import UsageError
from howcome.text import Change, Edit, Span
from howcome.text.pattern import pattern

from .document import Document, citation_in
from .grammar import KIND_BY_NAME
from .items import Cell, Item

#: What an id may be, as after `^`.
_ID = pattern(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
#: One part of a list in a value: up to a comma, without the quotes around the value.
_PART = pattern(r'[^,"\s][^,"]*')
_ALLOWED = "a letter or digit, then letters, digits, `.`, `_` or `-`, at most 64 in all"


class Mention(NamedTuple):
    """An id where it stands. `field` is "id" where an item is given it; `address` is the whole address of evidence.

    `span` covers the id alone; `item` is None in a paragraph that cites evidence.
    """

    id: str
    span: Span
    item: Item | None
    field: str
    address: str | None = None

    @property
    def gives(self) -> bool:
        """Whether the id is given here, rather than referred to."""
        return self.field == "id"


class NoSuchId(UsageError):
    """No item of the document has this id."""


class IdTaken(UsageError):
    """The new id belongs to another item, or the old one to more than one."""


class IdRefused(UsageError):
    """The new id is none that the format can read."""


def mentions(document: Document) -> list[Mention]:
    """Every id that is given or referred to, in the order of the text."""
    found = [m for item in document.items for m in _of_item(document, item)]
    starts = {item.span.start for item in document.items}
    for block in document.blocks:
        if block.kind in ("paragraph", "quote", "item") and block.span.start not in starts:
            cited = citation_in(document.source.text, block.content)
            found += _addresses(document, cited, None) if cited else ()
    return sorted(found, key=lambda m: m.span)


def mention_at(document: Document, offset: int) -> Mention | None:
    """The id at an offset: on it, right behind it, on the `^` before it, or on the address that it begins."""
    text = document.source.text
    for mention in mentions(document):
        start = mention.span.start - (text[mention.span.start - 1 : mention.span.start] == "^")
        end = mention.span.start + len(mention.address) if mention.address else mention.span.end
        if start <= offset <= end:
            return mention
    return None


def mentions_of(document: Document, id: str) -> list[Mention]:
    """All places of one id, in the order of the text."""
    return [m for m in mentions(document) if m.id == id]


def rename(document: Document, old: str, new: str) -> Change:
    """The change that gives an item another id, with everything that refers to it.

    Raises `NoSuchId`, `IdTaken` or `IdRefused`; each says what to do.
    """
    wanted = new.strip().removeprefix("^")
    if not _ID.fullmatch(wanted):
        raise IdRefused(f"{new!r} cannot be an id", hint=_ALLOWED)
    if wanted == "head":
        raise IdRefused(
            "an id cannot be 'head', which stands for the front matter", hint="choose another one"
        )
    if old not in document.by_id:
        raise NoSuchId(
            f"no item has the id {old!r}", hint=f"write ^{old} at the end of the item that is meant"
        )
    found = mentions_of(document, old)
    lines = [document.source.line_at(m.span.start) for m in found if m.gives]
    if len(lines) > 1:
        said = " and ".join(str(n) for n in lines[:2])
        raise IdTaken(f"^{old} stands twice (lines {said})", hint="change one of them by hand first")
    if wanted != old and wanted in document.by_id:
        line = document.by_id[wanted].line
        raise IdTaken(f"^{wanted} stands already in line {line}", hint="choose another one")
    edits = tuple(Edit(m.span, wanted) for m in found) if wanted != old else ()
    return Change(document.source.sha, edits, why=f"rename {old} to {wanted}", origin="rename")


def kinds_of(field: str, item: type[Item]) -> tuple[type[Item], ...]:
    """The kinds of items whose ids a field of a kind lists; none for a field that lists something else."""
    if field == "evidence":
        return (KIND_BY_NAME["attachment"],)
    declared = item.fields.get(field)
    return tuple(KIND_BY_NAME[name] for name in declared.refers) if declared else ()


def _of_item(document: Document, item: Item) -> Iterator[Mention]:
    for name, cell in item.cells.items():
        field = item.fields.get(name)
        if name == "id":
            yield Mention(cell.raw, cell.span, item, "id")
        elif name == "evidence":
            yield from _addresses(document, cell.span, item)
        elif field and field.refers:
            yield from _ids(document, item, name, cell)


def _ids(document: Document, item: Item, name: str, cell: Cell) -> Iterator[Mention]:
    """The ids that a value lists. In a table the column may hold words: there only those that some item has."""
    text = document.source.text
    for part in _PART.finditer(text, *cell.span):
        words = part[0].rstrip().strip("`")
        id = words.removeprefix("^")
        if _ID.fullmatch(id) and (id in document.by_id or not item.in_table):
            start = text.index(id, part.start())
            yield Mention(id, Span(start, start + len(id)), item, name)


def _addresses(document: Document, span: Span, item: Item | None) -> Iterator[Mention]:
    for part in _PART.finditer(document.source.text, *span):
        address = part[0].rstrip()
        id = address.partition("#")[0].strip()
        if _ID.fullmatch(id):
            yield Mention(id, Span(part.start(), part.start() + len(id)), item, "evidence", address)
