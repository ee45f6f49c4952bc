"""Structured edits of one document: fields, items, fixes, dismissals, versions.

Each is a minimal change made against the text as it is at that instant, one after another, and guarded by what
the person saw: if that has changed, they get `StaleForm` with what stands there now, and nothing is overwritten.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from howcome.checks import PLAIN, Settings, check
from howcome.checks.suppression import silencing
from howcome.document import Document
from howcome.document.change import UnknownRef, canonical_name, insert_item
from howcome.document.compose import mint_id
from howcome.document.grammar import KIND_BY_NAME, Cause
from howcome.document.head import Head
from howcome.document.items import Item
from howcome.errors import StaleChange, UsageError
from howcome.live.room import Room
from howcome.text import Change, Source, Span, without_controls, without_surrogates

from .item_edits import Removed, insertion, line_of, removal, return_of, set_together
from .reading import keys_of

_WORDS = {
    "timeline": "What happened", "impact": "How many of how many", "cause": "The condition behind it",
    "lesson": "What we learned", "action": "What is delivered", "measure": "What is different then",
    "communication": "What they hear", "risk": "The risk", "question": "What is not known yet",
    "option": "The idea", "review": "What is looked at", "earlier-incident": "What it has in common",
    "attachment": "Its name",
}  # fmt: skip
_CODE = re.compile(r"[A-Z]+-?\d+[a-z]?\Z")
_LONGEST_REASON = 500


class StaleForm(StaleChange):
    """What the form showed is not what stands there now; `current` is (None: the item is gone)."""

    def __init__(self, current: str | None, fields: Mapping[str, str] | None = None) -> None:
        words = "somebody changed this meanwhile" if current is not None else "this item is gone"
        super().__init__(words, hint="look at it again")
        self.current = current
        self.fields = dict(fields or {})


class Settled(StaleChange):
    """The finding is not there any more."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field as a form showed it: `was` is the value then; `line` the item's words, where it has no id."""

    ref: str
    name: str
    was: str
    line: str | None = None


@dataclass(frozen=True, slots=True)
class Inserted:
    """A new item: its id, and the place of its words in the text (code points)."""

    ref: str
    words: Span


def clean(words: str) -> str:
    """What a person sent, as one line of a document: no control characters, no line ends."""
    return " ".join(without_controls(without_surrogates(words)).split())


async def set_value(room: Room, field: Field, value: str, who: str) -> str:
    """Gives a field a value. Raises `StaleForm`, `UnknownRef`, `UnknownField` or `UnreadableValue`."""
    return await set_values(room, [(field, value)], who)


async def set_values(room: Room, wanted: Sequence[tuple[Field, str]], who: str) -> str:
    """Gives fields of one item their values: all of them, or none.

    Raises `StaleForm` (its `fields` are those that somebody changed), `UnknownRef`, `UnknownField` or
    `UnreadableValue`.
    """

    def make(source: Source) -> Change:
        document = Document.parse(source)
        first = wanted[0][0]
        item = locate(document, first.ref, first.line)
        now = {field.name: raw_value(item, field.name) for field, _ in wanted}
        stale = {f.name: now[f.name] for f, value in wanted if now[f.name] not in (f.was, value)}
        if stale:
            raise StaleForm(next(iter(stale.values())), stale)
        values = [(f.name, clean(value)) for f, value in wanted if now[f.name] != value]
        return Change(source.sha, set_together(document, item, values))

    return await room.change(make, who, "form") if wanted else room.text


def locate(document: Document, ref: str, line: str | None) -> Item:
    """The item that a form meant: by its id; where it has none, by its line's words, near the line it stood in.

    Raises `StaleForm` for one that is gone or cannot be told apart.
    """
    if not ref.startswith(":") or line is None:
        item = document.find(ref)
        if item is None:
            raise StaleForm(None) if _is_id(ref) else UnknownRef(f"no item {ref!r} in this document")
        return item
    wanted = line.strip()
    same = [i for i in document.items if document.source[i.span].strip() == wanted]
    if len(same) != 1:
        here = document.find(ref)
        if here is None or here not in same:
            raise StaleForm(document.source[here.body] if here else None)
        return here
    return same[0]


def _is_id(ref: str) -> bool:
    return bool(re.fullmatch(r"\^?[A-Za-z0-9][A-Za-z0-9._-]{0,63}", ref))


def raw_value(item: Item, name: str) -> str:
    """A field's value as it is written; empty where it is not. A check box is "x" or ""."""
    field = canonical_name(name)
    cell = item.cells.get(field)
    raw = cell.raw if cell else ""
    return raw.strip().strip("[]") if field in ("labels", "done") else raw


async def add_item(
    room: Room,
    kind: str,
    words: str,
    who: str,
    *,
    under: str | None = None,
    line: str | None = None,
    fields: Mapping[str, str] | None = None,
) -> Inserted:
    """A new item in its section; a cause goes below the one it explains (`under`, with `line` as for `Field`).

    Raises `UsageError` for an unknown kind, field or value.
    """
    cls = KIND_BY_NAME.get(kind)
    if cls is None:
        raise UsageError(f"no kind of item is called {kind!r}", hint=f"known: {', '.join(KIND_BY_NAME)}")
    made: list[Inserted] = []

    def make(source: Source) -> Change:
        document = Document.parse(source)
        new = mint_id(cls.letter, document.by_id)
        above = locate(document, under, line) if under else None
        if above is not None and not (isinstance(above, Cause) and cls is Cause):
            raise UsageError("only a cause has causes below it")
        written = line_of(document, cls, clean(words) or _WORDS[cls.kind], new, fields or {})
        change = insertion(document, cls, written, above)
        made.append(_place_of(change, written, new))
        return change

    await room.change(make, who, "form")
    return made[-1]


def _place_of(change: Change, line: str, new: str) -> Inserted:
    edit = change.edits[0]
    start = edit.span.start + edit.text.index(line)
    end = start + line.rindex(f" ^{new}")
    first = start + len(line) - len(line.lstrip(" -"))
    box = re.match(r"\[.\] ", line.lstrip(" -"))
    return Inserted(new, Span(first + (box.end() if box else 0), end))


async def remove_item(room: Room, ref: str, line: str, who: str) -> Removed:
    """Takes an item's lines out, with all that is indented below it. Raises `StaleForm` if it has changed.

    Gives what was taken out, so that it can be put back.
    """
    taken: list[Removed] = []

    def make(source: Source) -> Change:
        document = Document.parse(source)
        item = locate(document, ref, line)
        if isinstance(item, Head):
            raise UsageError("the head of a document cannot be removed")
        if source[item.span].strip() != line.strip():
            raise StaleForm(source[item.body])
        change, removed = removal(document, item)
        taken.append(removed)
        return change

    await room.change(make, who, "form")
    return taken[-1]


async def put_back(room: Room, kind: str, taken: Removed, who: str) -> str:
    """Puts removed lines back to their place; where all around them has changed, to the end of their section.

    Does nothing where they stand already. Raises `UsageError` for an unknown kind.
    """
    cls = KIND_BY_NAME.get(kind)
    if cls is None or not taken.lines.strip():
        raise UsageError("there is nothing to put back")
    lines = without_controls(without_surrogates(taken.lines)).replace("\r\n", "\n").replace("\r", "\n")

    def make(source: Source) -> Change:
        document = Document.parse(source)
        if lines.strip() in source.text:
            return Change(source.sha, ())
        return return_of(document, replace(taken, lines=lines)) or insert_item(
            document, cls, lines.rstrip("\n")
        )

    return await room.change(make, who, "form")


async def apply_fix(room: Room, key: str, index: int, who: str, settings: Settings = PLAIN) -> str:
    """Takes a finding's rewording over. Raises `Settled` if it is not there any more.

    `settings` are those with which the finding was found.
    """

    def make(source: Source) -> Change:
        document = Document.parse(source)
        for found, finding in keys_of(source, check(document, settings=settings)):
            if found == key and 0 <= index < len(finding.fixes):
                return Change(source.sha, finding.fixes[index].edits)
        raise Settled("this finding is settled already")

    return await room.change(make, who, "fix")


async def dismiss(room: Room, key: str, reason: str, who: str, settings: Settings = PLAIN) -> str:
    """Writes into the text why a finding is to be left. Raises `Settled`, or `UsageError` without a reason.

    `settings` are those with which the finding was found.
    """
    said = re.sub(r"--!?>", "→", clean(reason)[:_LONGEST_REASON]).strip()
    said = re.sub(r"^because\b\s*", "", said, flags=re.IGNORECASE)
    if not re.search(r"\w", said):
        raise UsageError("a dismissal needs a reason", hint="say in a few words why it is right to leave it")

    def make(source: Source) -> Change:
        document = Document.parse(source)
        for found, finding in keys_of(source, check(document, settings=settings)):
            if found == key and _CODE.match(finding.code):
                return Change(source.sha, (silencing(document, finding.code, finding.span, said),))
        raise Settled("this finding is settled already")

    return await room.change(make, who, "dismissal")
