"""What may be written where somebody is typing: fields, their words, ids, people, evidence, headings.

Takes what the grammar declares and what the document says already; looks at nothing outside of it, and invents only a
new id.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .compose import mint_id, questions
from .document import Document
from .fields import LIST
from .grammar import MARK_MEANINGS, MARKS
from .head import Head
from .items import Item
from .mentions import kinds_of, mentions
from .sections import SECTIONS
from .unfinished import Unfinished

_PEOPLE = ("owner", "responsible", "actors", "facilitator")
#: Keys of the head that hold further lines.
_MAPS = {"times": "Marks that no entry of the timeline carries.", "roles": "Who had which role."}
_MOST = 500
_LONGEST = 80


class Offer(NamedTuple):
    """One thing that may be written. `about` says what it is, `more` are further lines that come with it."""

    word: str
    about: str = ""
    more: str = ""


def offers(document: Document, place: Unfinished) -> list[Offer]:
    """What may be written at a place, the most likely first; what stands there already is left out."""
    taken = {t.lower().removeprefix("^") for t in place.taken}
    found = {o.word: o for o in _all(document, place) if o.word.lower() not in taken}
    return list(found.values())[:_MOST]


def _all(document: Document, place: Unfinished) -> Iterable[Offer]:
    if place.what == "heading":
        return _headings(document)
    if place.what == "key":
        return _head_keys(place) if place.kind is Head else _keys(place)
    if place.what == "id":
        return (Offer(mint_id(place.kind.letter, document.by_id), "a new id"),) if place.kind else ()
    return _values(document, place)


def _headings(document: Document) -> Iterator[Offer]:
    for section in SECTIONS:
        if document.states[section.key] == "absent":
            yield Offer(f"## {section.title}", " ".join(section.questions), questions(section.key))


def _keys(place: Unfinished) -> Iterator[Offer]:
    for name, field in (place.kind.fields if place.kind else {}).items():
        if field.place == "trailing":
            yield Offer(name, field.about)


def _head_keys(place: Unfinished) -> Iterator[Offer]:
    if place.field == "times":
        yield from (Offer(mark, f"The moment when {about}.") for mark, about in MARK_MEANINGS.items())
    elif not place.field:
        yield from (Offer(name, field.about) for name, field in Head.fields.items())
        yield from (Offer(name, about) for name, about in _MAPS.items())


def _values(document: Document, place: Unfinished) -> Iterator[Offer]:
    if place.field == "evidence":
        yield from _evidence(document)
        return
    kind = place.kind
    field = kind.fields.get(place.field) if kind else None
    if kind is None or field is None:
        return
    kinds = kinds_of(place.field, kind)
    if kinds:
        yield from _ids(document, kinds, place.item)
    for choice in field.choices:
        yield Offer(choice, f"The moment when {MARK_MEANINGS[choice]}." if choice in MARKS else field.about)
    if place.field in _PEOPLE:
        yield from _people(document)
    if place.field == "actors":
        yield from (Offer(name, "a service that is affected") for name in document.head.services)
    if not kinds and not field.choices:
        yield from (Offer(word, "used in this document") for word in _used(document, kind, place))


def _ids(document: Document, kinds: tuple[type[Item], ...], but: Item | None) -> Iterator[Offer]:
    for item in document.items:
        if item.id and isinstance(item, kinds) and (but is None or item.span != but.span):
            yield Offer(item.id, f"{item.kind}: {_short(item.text or '')}")


def _evidence(document: Document) -> Iterator[Offer]:
    for piece in document.attachments:
        if piece.id:
            yield Offer(piece.id, _short(piece.text or piece.type or ""))
    for mention in mentions(document):
        if mention.address and mention.address != mention.id:
            yield Offer(mention.address, f"cited in line {document.source.line_at(mention.span.start)}")


def _people(document: Document) -> Iterator[Offer]:
    for name, about in (
        (document.head.owner, "owner of this document"),
        (document.head.facilitator, "facilitator"),
    ):
        if name:
            yield Offer(name, about)
    for role, cell in document.front_matter.maps.get("roles", {}).items():
        words = " ".join(role.replace("_", " ").replace("-", " ").split())
        yield Offer(f"the {words}", "a role")
        yield from (Offer(name, f"the {words}") for name in _parts(cell.raw.strip("[]")))
    for item in document.items:
        for key in _PEOPLE:
            if key in item.cells and not item.in_table:
                yield from (Offer(name, "named in this document") for name in _parts(item.cells[key].raw))


def _used(document: Document, kind: type[Item], place: Unfinished) -> Iterator[str]:
    """Values that the same field has elsewhere."""
    field = kind.fields[place.field]
    if place.item is document.head or field.place in ("text", "lead"):
        return
    for item in document.of(kind):
        cell = item.cells.get(place.field)
        if cell and cell.pair and (place.item is None or item.span != place.item.span):
            yield from _parts(cell.raw) if field.type is LIST else (cell.raw,)


def _parts(raw: str) -> Iterator[str]:
    yield from (words for words in (p.strip(" \"'") for p in raw.split(",")) if words)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
