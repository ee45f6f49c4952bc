"""The signs of an incident: failed requests, channels, talk, pages, alerts, the status page, each an `Episode`.

Owns how much each sign weighs and how long it lasts. Decides nothing: `incident` puts signs together.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log10

from howcome.evidence.model import Event

from . import vocabulary as words
from .impact import Harm
from .relevance import Entities, relevance

#: Signs closer than this belong to one incident.
GAP = timedelta(minutes=45)
#: No sign is taken to last longer, however late somebody closes a page.
LONGEST = timedelta(hours=12)
#: A page or an alert that nobody closed lasts this long.
_OPEN = timedelta(hours=2)
#: A channel that is silent for longer serves another incident afterwards.
_BETWEEN = timedelta(hours=3)
_NOTHING = Entities.of((), (), ())


@dataclass(frozen=True, slots=True)
class Episode:
    """One sign of an incident: its time, how much it weighs, and in words what it is."""

    start: datetime
    end: datetime
    weight: float
    kind: str
    name: str
    words: str


def of_harms(harms: Sequence[Harm]) -> Iterable[Episode]:
    """Each window of failed requests; it weighs more by powers of ten of them."""
    for harm in harms:
        for w in harm.windows:
            said = f"{w.failed:.0f} of {w.total:.0f} requests failed ({harm.traffic.name})"
            weight = min(8.0, 2.5 + 1.3 * log10(max(w.failed, 1.0)))
            yield Episode(w.start, w.end, weight, "requests", harm.traffic.name, said)


def of_events(events: Sequence[Event], exercise: bool = False) -> Iterable[Episode]:
    """Channels, pages, alerts, the status page, declarations and bursts of errors; of an exercise, also talk of it."""
    yield from _of_channels(events)
    yield from _of_pairs(events, "page", "triggered", "resolved", exercise)
    yield from _of_pairs(events, "alert", "fired", "recovered", exercise)
    yield from _of_status(events)
    for event in events:
        if exercise and event.kind == "message" and words.EXERCISE.search(event.text):
            end = event.time + timedelta(minutes=15)
            yield Episode(event.time, end, 4, "exercise", event.group or "", "called an exercise in chat")
        if (
            event.kind in ("message", "decision")
            and words.DECLARES.search(event.text)
            and not event.text.endswith("?")
        ):
            yield Episode(
                event.time,
                event.time + timedelta(minutes=30),
                4,
                "declared",
                event.group or "",
                "declared in chat",
            )
        if event.kind == "log" and event.severity in ("error", "fatal") and event.count >= 20:
            end = min(event.until or event.time, event.time + LONGEST)
            yield Episode(
                event.time, end, 1, "log", event.source, f"{event.count} like errors in {event.source}"
            )


def _of_channels(events: Sequence[Event]) -> Iterable[Episode]:
    """Channels made for incidents; one that serves many is parted where it was silent for hours."""
    by_channel: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if (
            event.kind in ("message", "decision")
            and event.group
            and words.INCIDENT_CHANNEL.search(event.group)
        ):
            by_channel[event.group].append(event)
    for name, messages in by_channel.items():
        said = [m for m in messages if not words.EMPTY_TALK.match(m.text)]
        for group in _parted(said):
            weight = 5 if len(group) >= 5 else 2 if len(group) >= 3 else 0.5
            about = f"channel #{name} ({len(group)} messages)"
            yield Episode(group[0].time, group[-1].time, weight, "channel", name, about)


def of_talk(events: Sequence[Event]) -> Iterable[Episode]:
    """Stretches of any other channel in which several people tell of trouble, with a beginning or an end."""
    by_channel: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        human = event.kind in ("message", "decision") and not event.automatic
        elsewhere = human and event.group and not words.INCIDENT_CHANNEL.search(event.group)
        if elsewhere and event.group and relevance(event, _NOTHING)[0] >= 2:
            by_channel[event.group].append(event)
    for name, told in by_channel.items():
        for group in _parted(told, GAP * 2):
            people = {e.actors[0] for e in group if e.actors}
            edges = any(words.REPORTS.search(e.text) or words.RESOLVES.search(e.text) for e in group)
            if len(group) >= 4 and len(people) >= 2 and edges:
                about = f"{len(group)} messages about trouble in #{name}"
                end = min(group[-1].time, group[0].time + LONGEST)
                yield Episode(group[0].time, end, 2.5, "talk", name, about)


def _parted(messages: Sequence[Event], apart: timedelta = _BETWEEN) -> list[list[Event]]:
    groups: list[list[Event]] = []
    for message in messages:
        if groups and message.time - groups[-1][-1].time <= apart:
            groups[-1].append(message)
        else:
            groups.append([message])
    return groups


def _of_pairs(
    events: Sequence[Event], kind: str, opening: str, closing: str, exercise: bool
) -> Iterable[Episode]:
    open_ones: dict[str, Event] = {}
    for event in events:
        if event.kind != kind or not event.group:
            continue
        if event.signal == opening:
            open_ones.setdefault(event.group, event)
        elif event.signal == closing and event.group in open_ones:
            first = open_ones.pop(event.group)
            yield _pair(first, event.time, kind, exercise)
    for first in open_ones.values():
        yield _pair(first, first.time + _OPEN, kind, exercise)


def _pair(first: Event, end: datetime, kind: str, exercise: bool) -> Episode:
    severity = (first.severity or "").lower()
    elsewhere = bool(words.NOT_PRODUCTION.match(first.environment or ""))
    if (elsewhere and not exercise) or severity in words.QUIET_SEVERITY:
        weight = 0.1
    elif kind == "page":
        weight = (
            3.0 if severity in ("p1", "p2", "high", "critical", "sev1", "sev-1", "sev2", "sev-2") else 2.0
        )
    else:
        weight = 1.5 if severity in ("critical", "page", "error", "high") else 1.0
    end = min(end, first.time + LONGEST)
    name = first.details.get("alertname") or first.group or ""
    said = f"page #{first.group}" if kind == "page" else f"alert {name}"
    return Episode(
        first.time, end, weight, kind, first.group if kind == "page" and first.group else name, said
    )


def _of_status(events: Sequence[Event]) -> Iterable[Episode]:
    by_incident: dict[str, list[Event]] = defaultdict(list)
    suppliers = suppliers_of(events)
    for event in events:
        if event.group and is_own_status(event, suppliers):
            by_incident[event.group].append(event)
    for group in by_incident.values():
        first, last = group[0], group[-1]
        weight = 2.5 if first.severity in ("major", "critical") else 1.5
        name = first.details.get("incident", first.group or "")
        yield Episode(
            first.time, min(last.time, first.time + LONGEST), weight, "status", name, f"status page: {name}"
        )


def is_own_status(event: Event, suppliers: frozenset[str]) -> bool:
    """Whether an event tells of an incident on our own status page."""
    ours = event.details.get("page") not in suppliers
    return event.kind == "status" and event.signal != "maintenance" and ours


def suppliers_of(events: Sequence[Event]) -> frozenset[str]:
    """Status pages of others. A page is taken for a supplier's when colleagues speak of it by name, which
    nobody does of the own company, or when it only tells of maintenance."""
    pages: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.kind == "status" and event.details.get("page"):
            pages[event.details["page"]].append(event)
    talk = [
        e.text.lower()
        for e in events
        if e.kind in ("message", "decision", "page", "other") and not e.automatic
    ]
    found = set()
    for page, said in pages.items():
        name = page.split()[0].lower()
        spoken = sum(bool(re.search(rf"\b{re.escape(name)}\b", t)) for t in talk) if len(name) > 2 else 0
        if all(e.signal == "maintenance" for e in said) or spoken >= 2:
            found.add(page)
    return frozenset(found)
