"""More evidence for a document that exists: new entries and evidence as edits, never a second draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from howcome.document import Document
from howcome.document.change import insert_item
from howcome.document.compose import compose, mint_id
from howcome.document.grammar import Attachment, TimelineEntry
from howcome.document.items import Item
from howcome.document.moment import write_moment
from howcome.errors import InputError
from howcome.evidence.gather import Collected
from howcome.evidence.model import Event, Evidence
from howcome.text import Source, apply

from .incident import Wanted, find_incident
from .joining import Entry
from .roles import cast
from .timeline import choose
from .wording import Wording, addresses, stamp


@dataclass(frozen=True, slots=True)
class Addition:
    """The document with what was added: lines of new entries, names of new evidence, entries known already."""

    source: Source
    entries: tuple[str, ...]
    evidence: tuple[str, ...]
    known: int


def add(document: Document, collected: Collected, wanted: Wanted) -> Addition:
    """Inserts what the document does not cite yet. The time is the document's own, unless it is given.

    Raises `InputError` when nothing in the new evidence lies in the incident's time.
    """
    scope = find_incident(collected, _bounded(document, wanted))
    chosen = choose(collected.events, scope, {}, (), ())
    wording = Wording(cast(collected, scope, None))
    cited = {a for item in document.items for a in _citations(item)}
    renamed = _renamed(document, collected.evidence)
    fresh = [e for e in chosen.entries if not {_address(x, renamed) for x in e.events} & cited]
    if not fresh and not chosen.entries:
        raise InputError("nothing in this evidence lies in the incident's time", hint="give --from and --to")
    after = document
    lines = []
    taken = set(document.by_id)
    for entry in fresh:
        line = _line(entry, wording, renamed, taken)
        after = Document.parse(
            apply(after.source, insert_item(after, TimelineEntry, line, after=_before(after, entry)))
        )
        lines.append(line)
    names = []
    used = {a.split("#")[0] for e in fresh for a in (_address(x, renamed) for x in e.events)}
    hashes = {a.sha256 for a in document.attachments}
    for piece in collected.evidence:
        if piece.sha256 not in hashes and (renamed[piece.id] in used or not fresh):
            after = _attach(after, piece, renamed[piece.id])
            names.append(piece.name)
    return Addition(after.source, tuple(lines), tuple(names), len(chosen.entries) - len(fresh))


def _bounded(document: Document, wanted: Wanted) -> Wanted:
    """The time of the document's own entries, an hour more on each side, where none was given."""
    times = [e.moment.time for e in document.timeline if e.moment and e.moment.time]
    recent = [t for t in times if max(times) - t <= timedelta(days=2)]
    if wanted.since or wanted.until or not recent:
        return wanted
    hour = timedelta(hours=1)
    return Wanted(wanted.incident, wanted.channel, min(recent) - hour, max(recent) + hour)


def _citations(item: Item) -> Sequence[str]:
    cell = item.cells.get("evidence")
    return [p.strip() for p in cell.raw.split(",")] if cell else []


def _renamed(document: Document, evidence: Sequence[Evidence]) -> dict[str, str]:
    """Ids of new evidence in this document: the known one for the same bytes or name, else a free one."""
    by_hash = {a.sha256: a.id for a in document.attachments if a.sha256 and a.id}
    by_name = {a.text: a.id for a in document.attachments if a.text and a.id}
    taken = set(document.by_id)
    found: dict[str, str] = {}
    for piece in evidence:
        known = by_hash.get(piece.sha256) or by_name.get(piece.name)
        name = known or piece.id
        number = 2
        while not known and (name in taken or name in found.values()):
            name, number = f"{piece.id}-{number}", number + 1
        found[piece.id] = name
    return found


def _address(event: Event, renamed: dict[str, str]) -> str:
    source, _, key = event.address.partition("#")
    return f"{renamed.get(source, source)}#{key}"


def _line(entry: Entry, wording: Wording, renamed: dict[str, str], taken: set[str]) -> str:
    event = entry.event
    new = mint_id(TimelineEntry.letter, taken)
    taken.add(new)
    cited = [
        f"{renamed.get(a.split('#')[0], a.split('#')[0])}#{a.split('#', 1)[1]}"
        for a in addresses(entry.events)
    ]
    return compose(
        TimelineEntry, wording.line(event, entry.text), id=new, time=write_moment(stamp(event.time)),
        until=_until(entry),
        certainty=None if event.certainty == "exact" else event.certainty,
        event=event.kind if event.kind != "other" else None,
        actors=[a.replace(",", "") for a in wording.actors(event)], evidence=cited,
    )  # fmt: skip


def _until(entry: Entry) -> str | None:
    """When something that lasted ended; None for what is over within a minute."""
    until = max((e.until for e in entry.events if e.until), default=None)
    return write_moment(stamp(until)) if until and until - entry.time >= timedelta(minutes=1) else None


def _before(document: Document, entry: Entry) -> Item | None:
    """The last entry of the list that is not later: new lines go to their place in time."""
    earlier = [
        e
        for e in document.timeline
        if e.moment and e.moment.time and e.moment.time <= entry.time and not e.in_table
    ]
    return (
        max(earlier, key=lambda e: (e.moment.time, e.line) if e.moment and e.moment.time else (entry.time, 0))
        if earlier
        else None
    )


def _attach(document: Document, piece: Evidence, name: str) -> Document:
    line = compose(
        Attachment, piece.name, id=name, type=piece.kind, sha256=piece.sha256, events=piece.events or None
    )
    known = [a for a in document.attachments if not a.in_table]
    if known:
        change = insert_item(document, Attachment, line, after=known[-1])
    else:
        newline = document.source.newline
        change = insert_item(document, Attachment, f"### Evidence{newline}{newline}{line}")
    return Document.parse(apply(document.source, change))
