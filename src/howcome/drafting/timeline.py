"""Chooses what belongs into the timeline, in order and with its marks, and tells why the rest is left out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from howcome.evidence.model import Event

from . import vocabulary as words
from .changes import Change, identifiers
from .incident import Scope
from .joining import Entry, joined
from .judging import Case, foreign_channels, judge, talk_of
from .marks import Mark, is_related
from .relevance import Entities

#: A timeline longer than this is not read; the least telling entries go first.
MOST = 60


@dataclass(frozen=True)
class LeftOut:
    """An event that the draft does not use, and why."""

    event: Event
    reason: str


@dataclass(frozen=True)
class Timeline:
    """The chosen entries in order, and all other events with the reason.

    `foreign` are channels of the incident whose language cannot be weighed, so that their talk is kept whole.
    """

    entries: tuple[Entry, ...]
    left_out: tuple[LeftOut, ...] = field(default=())
    foreign: tuple[str, ...] = ()

    def reasons(self) -> list[tuple[str, int]]:
        """How many events were left out for each reason, the most first."""
        counts = Counter(x.reason for x in self.left_out)
        return counts.most_common()


def choose(
    events: Sequence[Event],
    scope: Scope,
    marks: dict[str, Mark],
    changes: Sequence[Change],
    latent: Sequence[Event],
) -> Timeline:
    """The timeline of the incident. Every event is either in an entry or left out with a reason."""
    chosen: list[Entry] = []
    left: list[LeftOut] = []
    entities = entities_of(events, scope, changes)
    chain = _chain(marks, changes, latent)
    talk = talk_of(events, scope, entities)
    foreign = foreign_channels(events, scope, entities)
    began = min(
        (m.time for n, m in marks.items() if n in ("impact-started", "detected")), default=scope.start
    )
    for event in events:
        at = id(event)
        if at in chain:
            chosen.append(Entry(event, weight=8))
            continue
        weight, reason = judge(event, Case(scope, entities, began, talk, foreign))
        if weight > 0:
            chosen.append(Entry(event, weight=weight))
        else:
            left.append(LeftOut(event, reason))
    entries = _marked(joined(chosen), marks)
    if len(entries) > MOST:
        ranked = sorted(entries, key=lambda e: (bool(e.marks), e.weight), reverse=True)
        dropped = set(map(id, ranked[MOST:]))
        left += [
            LeftOut(x, "less telling than the rest") for e in entries if id(e) in dropped for x in e.events
        ]
        entries = [e for e in entries if id(e) not in dropped]
    return Timeline(tuple(sorted(entries, key=lambda e: e.time)), tuple(left), tuple(sorted(foreign)))


def entities_of(events: Sequence[Event], scope: Scope, changes: Sequence[Change]) -> Entities:
    """What the structured evidence inside the incident names."""
    strong: set[str] = set()
    weak: set[str] = set(scope.services)
    references: set[str] = set()
    for event in events:
        if not scope.since <= event.time <= scope.until or words.NOT_PRODUCTION.match(
            event.environment or ""
        ):
            continue
        if event.kind == "alert" and is_related(event, scope):
            strong.add(event.details.get("alertname", ""))
        if (
            event.kind == "deploy"
            and event.reference
            and (not scope.services or event.service in scope.services)
        ):
            strong.add(event.reference)
        if event.kind == "status":
            weak.add(event.details.get("page", "").split()[0] if event.details.get("page") else "")
    spoken = " ".join(
        e.text
        for e in events
        if e.kind in ("message", "decision") and scope.since <= e.time <= scope.until and not e.automatic
    )
    strong |= {e.reference for e in events if "audit" in e.details and e.reference and e.reference in spoken}
    for change in (c for c in changes[:3] if c.is_likely):
        for event in change.events:
            strong |= identifiers(event.text)
            if event.reference:
                strong.add(event.reference)
                references.add(event.reference)
    for event in events:
        if event.reference and event.reference.startswith("#") and event.kind in ("change", "deploy"):
            references.add(event.reference)
    return Entities.of(strong, weak, references)


def _chain(marks: dict[str, Mark], changes: Sequence[Change], latent: Sequence[Event]) -> set[int]:
    """Events that are kept in any case: those of the marks, of the likely trigger, and latent conditions."""
    kept = {id(m.event) for m in marks.values() if m.event}
    if changes and marks.get("trigger"):
        kept |= {id(e) for e in changes[0].events if e.signal != "progressed"}
        if changes[0].merged:
            kept.add(id(changes[0].merged))
    return kept | {id(e) for e in latent}


def _marked(entries: Sequence[Entry], marks: dict[str, Mark]) -> list[Entry]:
    """Marks go to the entry that holds their event."""
    by_event = {id(e): i for i, entry in enumerate(entries) for e in entry.events}
    labels: dict[int, list[str]] = defaultdict(list)
    for mark in marks.values():
        told_later = mark.event is not None and abs(mark.time - mark.event.time) > timedelta(minutes=1)
        if mark.event is not None and not told_later and id(mark.event) in by_event:
            labels[by_event[id(mark.event)]].append(mark.name)
    return [replace(e, marks=tuple(labels[i])) if i in labels else e for i, e in enumerate(entries)]
