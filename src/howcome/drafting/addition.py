"""More evidence for a document that exists: new entries and evidence as edits, never a second draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from howcome.document import Document
from howcome.document.change import insert_item
from howcome.document.compose import compose, mint_id
from howcome.document.grammar import Attachment, TimelineEntry
from howcome.document.items import Item
from howcome.document.moment import write_moment
from howcome.errors import InputError
from howcome.evidence.gather import Collected
from howcome.evidence.model import Event, Evidence
from howcome.text import Change, Source, apply

from .incident import Wanted, find_incident
from .joining import Entry
from .roles import cast
from .timeline import choose
from .wording import Wording, addresses, stamp

#: Of what a draft would leave out, so many are offered.
_MOST_OTHERS = 500


@dataclass(frozen=True, slots=True)
class Offered:
    """One entry that the document does not have yet: its line, its time, and the evidence that it cites.

    `reason` is why a draft would leave it out.
    """

    line: str
    time: datetime
    sources: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of new evidence: its id in the document, its name, and its line in the list of evidence."""

    id: str
    name: str
    line: str


@dataclass(frozen=True, slots=True)
class Offer:
    """What new evidence could add to a document: what a draft would take, and what else happened in that time.

    `known` entries stand in the document already.
    """

    entries: tuple[Offered, ...]
    others: tuple[Offered, ...]
    pieces: tuple[Piece, ...]
    known: int


@dataclass(frozen=True, slots=True)
class Addition:
    """The document with what was added: lines of new entries, names of new evidence, entries known already."""

    source: Source
    entries: tuple[str, ...]
    evidence: tuple[str, ...]
    known: int


def add(document: Document, collected: Collected, wanted: Wanted) -> Addition:
    """Inserts all that the document does not cite yet. The time is the document's own, unless it is given.

    Raises `InputError` when nothing in the new evidence lies in the incident's time.
    """
    made = offer(document, collected, wanted)
    source, pieces = accept(document, made, made.entries)
    return Addition(source, tuple(e.line for e in made.entries), tuple(p.name for p in pieces), made.known)


def offer(document: Document, collected: Collected, wanted: Wanted) -> Offer:
    """What could be added, in the order of time; changes nothing. Raises as `add` does."""
    scope = find_incident(collected, _bounded(document, wanted))
    chosen = choose(collected.events, scope, {}, (), ())
    wording = Wording(cast(collected, scope, None))
    cited = {a for item in document.items for a in _citations(item)}
    renamed = _renamed(document, collected.evidence)
    fresh = [e for e in chosen.entries if not {_address(x, renamed) for x in e.events} & cited]
    left = [
        x
        for x in chosen.left_out
        if scope.start <= x.event.time <= scope.end and _address(x.event, renamed) not in cited
    ]
    if not chosen.entries and not left:
        raise InputError("nothing in this evidence lies in the incident's time", hint="give --from and --to")
    taken = set(document.by_id)

    def offered(entry: Entry, reason: str = "") -> Offered:
        sources = sorted({_address(x, renamed).split("#")[0] for x in entry.events})
        return Offered(_line(entry, wording, renamed, taken), entry.time, tuple(sources), reason)

    entries = [offered(entry) for entry in fresh]
    others = [offered(Entry(x.event), x.reason) for x in left[:_MOST_OTHERS]]
    hashes = {a.sha256 for a in document.attachments}
    pieces = [
        Piece(renamed[piece.id], piece.name, _evidence_line(piece, renamed[piece.id]))
        for piece in collected.evidence
        if piece.sha256 not in hashes
    ]
    return Offer(tuple(entries), tuple(others), tuple(pieces), len(chosen.entries) - len(fresh))


def accept(document: Document, offered: Offer, chosen: Sequence[Offered]) -> tuple[Source, tuple[Piece, ...]]:
    """The document with the chosen entries, each in its place in time, and the evidence that they cite.

    Where nothing is chosen, all of the new evidence is listed.
    """
    after = document
    for entry in chosen:
        change = insert_item(after, TimelineEntry, entry.line, after=_before(after, entry.time))
        after = Document.parse(apply(after.source, change))
    used = {source for entry in chosen for source in entry.sources}
    pieces = tuple(p for p in offered.pieces if p.id in used or not chosen)
    for piece in pieces:
        after = Document.parse(apply(after.source, listed(after, piece)))
    return after.source, pieces


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


def _before(document: Document, time: datetime) -> Item | None:
    """The last entry of the list that is not later: new lines go to their place in time."""
    timed = [
        (e.moment.time, e.line, e) for e in document.timeline if e.moment and e.moment.time and not e.in_table
    ]
    earlier = [one for one in timed if one[0] <= time]
    return max(earlier, key=lambda one: one[:2])[2] if earlier else None


def _evidence_line(piece: Evidence, name: str) -> str:
    return compose(
        Attachment, piece.name, id=name, type=piece.kind, sha256=piece.sha256, events=piece.events or None
    )


def listed(document: Document, piece: Piece) -> Change:
    """The change that puts a piece into the list of evidence, which is begun where there is none."""
    known = [a for a in document.attachments if not a.in_table]
    if known:
        return insert_item(document, Attachment, piece.line, after=known[-1])
    newline = document.source.newline
    return insert_item(document, Attachment, f"### Evidence{newline}{newline}{piece.line}")
