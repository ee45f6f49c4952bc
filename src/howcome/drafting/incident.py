"""Finds the incident in evidence that holds more than it: its time, channel, pages and services.

Each sign of an incident (failed requests, a channel made for it, a page, alerts, a status page) is an
episode with a weight. Episodes that overlap form a cluster; the heaviest cluster is the incident, and the
reasons are told. What the person said (`--incident`, `--channel`, `--from`, `--to`) decides before that.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from math import log10

from howcome.errors import InputError
from howcome.evidence.gather import Collected
from howcome.evidence.model import Event

from . import vocabulary as words
from .impact import Harm, choose, find_harm, within
from .relevance import Entities, relevance
from .traffic import complete, of_requests, of_series

_GAP = timedelta(minutes=45)
_LONGEST = timedelta(hours=12)
_NOTHING = Entities.of((), (), ())
_OPEN = timedelta(hours=2)
_LEAD = timedelta(minutes=75)
_TAIL = timedelta(minutes=60)
_BETWEEN = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person said about which incident is meant."""

    incident: str | None = None
    channel: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Episode:
    """One sign of an incident: its time, how much it weighs, and in words what it is."""

    start: datetime
    end: datetime
    weight: float
    kind: str
    name: str
    words: str


@dataclass(frozen=True)
class Scope:
    """The incident: [start, end] of its signs, [since, until] of what belongs into its timeline."""

    start: datetime
    end: datetime
    since: datetime
    until: datetime
    channels: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    harm: Harm | None = None
    how: tuple[str, ...] = ()
    others: tuple[str, ...] = field(default=())
    suppliers: frozenset[str] = frozenset()
    alerts: frozenset[str] = frozenset()
    status: frozenset[str] = frozenset()
    exercise: bool = False


def find_incident(collected: Collected, wanted: Wanted) -> Scope:
    """The incident in the evidence. Raises `InputError` when there is none, or not the one that is wanted."""
    if not collected.events and not collected.requests and not collected.series:
        raise InputError(
            "nothing in this evidence has a time", hint="see `howcome draft --help` for what is read"
        )
    harms = _harms(collected)
    exercise = not harms and _is_exercise(collected.events, wanted)
    episodes = [*_of_harms(harms), *_of_events(collected.events, exercise)]
    clusters = _clusters(episodes, wanted.incident)
    if wanted.incident:
        matching = [c for c in clusters if any(_named(e, wanted.incident) for e in c)]
        if not matching:
            known = ", ".join(
                sorted({e.name for e in episodes if e.kind in ("page", "channel", "status")})[:12]
            )
            raise InputError(
                f"no incident {wanted.incident!r} in this evidence",
                hint=f"known: {known or 'none; use --from and --to'}",
            )
        clusters = [[e for c in matching for e in c]]
    if wanted.channel:
        name = wanted.channel.lstrip("#")
        if not any(e.group == name for e in collected.events if e.kind in ("message", "decision")):
            channels = sorted({e.group for e in collected.events if e.kind == "message" and e.group})
            raise InputError(
                f"no channel #{name} in this evidence", hint=f"channels: {', '.join(channels[:12]) or 'none'}"
            )
        holding = [c for c in clusters if any(e.kind == "channel" and e.name == name for e in c)]
        clusters = holding or clusters or [_of_channel(collected.events, name)]
    if wanted.since or wanted.until:
        clusters = [c for c in clusters if _touches(c, wanted)] or [_of_bounds(collected, wanted)]
    if not clusters:
        clusters = [_of_bounds(collected, wanted)]
    ranked = sorted(clusters, key=lambda c: (_weight(c), max(e.end for e in c)), reverse=True)
    return _scope(collected, ranked, harms, wanted, exercise)


def _is_exercise(events: Sequence[Event], wanted: Wanted) -> bool:
    """Whether people (or a page) call it a drill, more than once within three hours, and nobody was harmed."""
    said = [
        e.time
        for e in events
        if e.kind in ("message", "decision", "page", "other", "deploy")
        and words.EXERCISE.search(e.text)
        and (wanted.since is None or e.time >= wanted.since)
        and (wanted.until is None or e.time <= wanted.until)
    ]
    return any(b - a <= timedelta(hours=3) for a, b in pairwise(said))


def _harms(collected: Collected) -> list[Harm]:
    here = [r for r in collected.requests if not words.NOT_PRODUCTION.match(r.environment or "")]
    traffic = complete([*(of_requests(r) for r in here), *of_series(collected.series)])
    return [h for h in map(find_harm, traffic) if h]


def _of_harms(harms: Sequence[Harm]) -> Iterable[Episode]:
    for harm in harms:
        for w in harm.windows:
            said = f"{w.failed:.0f} of {w.total:.0f} requests failed ({harm.traffic.name})"
            weight = min(8.0, 2.5 + 1.3 * log10(max(w.failed, 1.0)))
            yield Episode(w.start, w.end, weight, "requests", harm.traffic.name, said)


def _of_events(events: Sequence[Event], exercise: bool = False) -> Iterable[Episode]:
    yield from _of_channels(events)
    yield from _of_talk(events)
    yield from _of_pairs(events, "page", "page", ("triggered",), ("resolved",), exercise)
    yield from _of_pairs(events, "alert", "alert", ("fired",), ("recovered",), exercise)
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
            end = min(event.until or event.time, event.time + _LONGEST)
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


def _of_talk(events: Sequence[Event]) -> Iterable[Episode]:
    """Stretches of any other channel in which several people tell of trouble, with a beginning or an end."""
    by_channel: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        human = event.kind in ("message", "decision") and not event.automatic
        elsewhere = human and event.group and not words.INCIDENT_CHANNEL.search(event.group)
        if elsewhere and event.group and relevance(event, _NOTHING)[0] >= 2:
            by_channel[event.group].append(event)
    for name, told in by_channel.items():
        for group in _parted(told, _GAP * 2):
            people = {e.actors[0] for e in group if e.actors}
            edges = any(words.REPORTS.search(e.text) or words.RESOLVES.search(e.text) for e in group)
            if len(group) >= 4 and len(people) >= 2 and edges:
                about = f"{len(group)} messages about trouble in #{name}"
                yield Episode(group[0].time, group[-1].time, 2.5, "talk", name, about)


def _parted(messages: Sequence[Event], apart: timedelta = _BETWEEN) -> list[list[Event]]:
    groups: list[list[Event]] = []
    for message in messages:
        if groups and message.time - groups[-1][-1].time <= apart:
            groups[-1].append(message)
        else:
            groups.append([message])
    return groups


def _of_pairs(
    events: Sequence[Event],
    kind: str,
    name: str,
    opening: tuple[str, ...],
    closing: tuple[str, ...],
    exercise: bool,
) -> Iterable[Episode]:
    open_ones: dict[str, Event] = {}
    for event in events:
        if event.kind != kind or not event.group:
            continue
        if event.signal in opening:
            open_ones.setdefault(event.group, event)
        elif event.signal in closing and event.group in open_ones:
            first = open_ones.pop(event.group)
            yield _pair(first, event.time, name, exercise)
    for first in open_ones.values():
        yield _pair(first, first.time + _OPEN, name, exercise)


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
    end = min(end, first.time + _LONGEST)
    name = first.details.get("alertname") or first.group or ""
    said = f"page #{first.group}" if kind == "page" else f"alert {name}"
    return Episode(
        first.time, end, weight, kind, first.group if kind == "page" and first.group else name, said
    )


def _of_status(events: Sequence[Event]) -> Iterable[Episode]:
    by_incident: dict[str, list[Event]] = defaultdict(list)
    suppliers = suppliers_of(events)
    for event in events:
        if (
            event.kind == "status"
            and event.group
            and event.signal != "maintenance"
            and event.details.get("page") not in suppliers
        ):
            by_incident[event.group].append(event)
    for group in by_incident.values():
        first, last = group[0], group[-1]
        weight = 2.5 if first.severity in ("major", "critical") else 1.5
        name = first.details.get("incident", first.group or "")
        yield Episode(
            first.time, min(last.time, first.time + _LONGEST), weight, "status", name, f"status page: {name}"
        )


def _named(episode: Episode, wanted: str) -> bool:
    word = wanted.strip().lstrip("#").lower()
    return episode.kind in ("page", "channel", "status", "alert") and (
        episode.name.lower() == word or (len(word) > 3 and word in episode.name.lower())
    )


def _clusters(episodes: Sequence[Episode], wanted: str | None = None) -> list[list[Episode]]:
    clusters: list[list[Episode]] = []
    end: datetime | None = None
    heavy = [e for e in episodes if e.weight >= 1 or (wanted and _named(e, wanted))]
    for episode in sorted(heavy, key=lambda e: e.start):
        if end is not None and episode.start <= end + _GAP:
            clusters[-1].append(episode)
            end = max(end, episode.end)
        else:
            clusters.append([episode])
            end = episode.end
    return clusters


def _weight(cluster: Sequence[Episode]) -> float:
    """Each kind of sign counts once, and a little more when it occurs often."""
    by_kind: dict[str, list[float]] = defaultdict(list)
    for episode in cluster:
        by_kind[episode.kind].append(episode.weight)
    return sum(max(ws) + 0.2 * min(len(ws) - 1, 5) for ws in by_kind.values())


def _touches(cluster: Sequence[Episode], wanted: Wanted) -> bool:
    start, end = min(e.start for e in cluster), max(e.end for e in cluster)
    return (wanted.since is None or end >= wanted.since) and (wanted.until is None or start <= wanted.until)


def _of_channel(events: Sequence[Event], name: str) -> list[Episode]:
    said = [e for e in events if e.group == name and e.kind in ("message", "decision")]
    return [Episode(said[0].time, said[-1].time, 5, "channel", name, f"channel #{name}")]


def _of_bounds(collected: Collected, wanted: Wanted) -> list[Episode]:
    times = [e.time for e in collected.events] or [
        t for e in collected.evidence for t in (e.first, e.last) if t is not None
    ]
    start = wanted.since or (min(times) if times else wanted.until)
    end = wanted.until or (max(times) if times else start)
    if start is None or end is None:
        raise InputError("no time in this evidence", hint="give --from and --to")
    said = (
        "the time that was given"
        if wanted.since or wanted.until
        else "all of the evidence: no sign of an incident in it"
    )
    return [Episode(start, end, 1, "bounds", "", said)]


def _scope(
    collected: Collected,
    ranked: Sequence[Sequence[Episode]],
    harms: Sequence[Harm],
    wanted: Wanted,
    exercise: bool,
) -> Scope:
    cluster = ranked[0]
    start, end = min(e.start for e in cluster), max(e.end for e in cluster)
    start, end = max(start, wanted.since or start), min(end, wanted.until or end)
    harm = choose([h for h in (within(h, start - _GAP, end + _GAP) for h in harms) if h])
    channels = list(dict.fromkeys(e.name for e in cluster if e.kind == "channel"))
    if wanted.channel:
        channels = [wanted.channel.lstrip("#")]
    pages = tuple(dict.fromkeys(e.name for e in cluster if e.kind == "page"))
    since, until = wanted.since or start - _LEAD, wanted.until or end + _TAIL
    if harm:
        cluster = [e for e in cluster if e.kind != "requests" or e.name == harm.traffic.name]
    how = [f"{e.words}, {_span(e.start, e.end)}" for e in _strongest(cluster)]
    others = [
        f"{_strongest(c)[0].words}, {min(e.start for e in c):%Y-%m-%d %H:%M} UTC"
        for c in ranked[1:6]
        if _weight(c) >= 2
    ]
    return Scope(
        start, end, since, until, tuple(channels), pages,
        _services(collected.events, start, end, harm), harm, tuple(how), tuple(others),
        suppliers_of(collected.events), _alerts_of(collected.events, pages),
        _status_of(collected.events, (harm.start if harm else start), (harm.end if harm else end), pages), exercise,
    )  # fmt: skip


def _alerts_of(events: Sequence[Event], pages: Sequence[str]) -> frozenset[str]:
    """Names of alerts that the incident's pages carry in their titles."""
    titles = [e.text for e in events if e.kind == "page" and e.group in pages]
    names = {e.details.get("alertname", "") for e in events if e.kind == "alert"}
    return frozenset(n for n in names if len(n) > 4 and any(n in t for t in titles))


def _status_of(
    events: Sequence[Event], start: datetime, end: datetime, pages: Sequence[str]
) -> frozenset[str]:
    """Incidents on our own status page that are this one: where several overlap, the one that shares most
    words with the page and the alerts, else the one that was opened nearest to the beginning."""
    suppliers = suppliers_of(events)
    groups: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        own = (
            event.kind == "status"
            and event.details.get("page") not in suppliers
            and event.signal != "maintenance"
        )
        if own and event.group:
            groups[event.group].append(event)
    near = {
        g: es
        for g, es in groups.items()
        if es[0].time <= end + _TAIL and es[-1].time >= start - timedelta(minutes=15)
    }
    if len(near) < 2:
        return frozenset(near)
    about = " ".join(e.text for e in events if e.kind == "page" and e.group in pages).lower()
    told = set(re.findall(r"[a-z]{4,}", re.sub(r"([a-z])([A-Z])", r"\1 \2", about).lower()))

    def fit(group: str) -> tuple[int, float]:
        said = " ".join(
            f"{e.details.get('incident', '')} {e.text} {e.service or ''}" for e in near[group]
        ).lower()
        shared = sum(any(w.startswith(t[:5]) for w in re.findall(r"[a-z]{4,}", said)) for t in told)
        return shared, -abs((near[group][0].time - start).total_seconds())

    return frozenset({max(near, key=fit)})


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


def _span(start: datetime, end: datetime) -> str:
    """`2026-11-20 14:02–14:36 UTC`; with both days where they differ."""
    last = f"{end:%H:%M}" if start.date() == end.date() else f"{end:%Y-%m-%d %H:%M}"
    return f"{start:%Y-%m-%d %H:%M}–{last} UTC"


def _strongest(cluster: Sequence[Episode]) -> list[Episode]:
    """The signs that carry the choice: the heaviest of each kind and name, at most five."""
    best: dict[tuple[str, str], Episode] = {}
    for episode in sorted(cluster, key=lambda e: -e.weight):
        best.setdefault((episode.kind, episode.name), episode)
    return list(best.values())[:5]


def _services(events: Sequence[Event], start: datetime, end: datetime, harm: Harm | None) -> tuple[str, ...]:
    """Services with production alerts or pages inside the incident, the loudest first."""
    weight: Counter[str] = Counter()
    loud: Counter[str] = Counter()
    first, last = (harm.start, harm.end) if harm else (start, end)
    for event in events:
        if not event.service or not first - timedelta(minutes=15) <= event.time <= last:
            continue
        if (
            words.NOT_PRODUCTION.match(event.environment or "")
            or (event.severity or "") in words.QUIET_SEVERITY
        ):
            continue
        if event.kind == "page" and event.signal == "triggered":
            weight[event.service] += 5
        elif event.kind == "alert" and event.signal == "fired":
            weight[event.service] += 3
        elif event.kind == "log" and event.severity in ("error", "fatal") and event.count >= 20:
            loud[event.service] += 1
    weight = weight or loud
    if harm and harm.traffic.service:
        weight[harm.traffic.service] += 2
    if harm and harm.traffic.logs:
        failing: Counter[str] = Counter()
        for log in harm.traffic.logs:
            failing.update({n: f for n, (_, f) in log.tally.services.items() if f})
        for name, failed in failing.items():
            if len(failing) <= 20 and failed >= 0.5 * sum(failing.values()):
                weight[name] += 7
    ranked = [name for name, _ in weight.most_common(6)]
    said = [
        e.text.lower()
        for e in events
        if e.kind in ("message", "decision", "page", "log") and start <= e.time <= end + timedelta(minutes=30)
    ]
    if not any(e.kind == "message" and start <= e.time <= end for e in events):
        return tuple(ranked)
    return tuple(ranked[:1] + [n for n in ranked[1:] if any(n.lower() in t for t in said)])
