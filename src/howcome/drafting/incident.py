"""Finds the incident in evidence that holds more than it: its time, channel, pages and services.

Each sign of an incident (failed requests, a channel made for it, a page, alerts, a status page) is an
episode with a weight. Episodes that overlap form a cluster; the heaviest cluster is the incident, and the
reasons are told. What the person said (`--incident`, `--channel`, `--from`, `--to`) decides before that.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from howcome.errors import InputError
from howcome.evidence.gather import Collected
from howcome.evidence.model import Event

from . import vocabulary as words
from .impact import Harm, choose, find_harm, within
from .signs import GAP, Episode, is_own_status, of_events, of_harms, of_talk, suppliers_of
from .traffic import complete, of_requests, of_series

#: Signs of this weight together are an incident; where there are none, talk in any channel is read for it.
_PLAIN = 4.0
_LEAD = timedelta(minutes=75)
_TAIL = timedelta(minutes=60)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person said about which incident is meant."""

    incident: str | None = None
    channel: str | None = None
    since: datetime | None = None
    until: datetime | None = None


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
    episodes = [*of_harms(harms), *of_events(collected.events, exercise)]
    clusters = _clusters(episodes, wanted.incident)
    if not any(_weight(c) >= _PLAIN for c in clusters):
        clusters = _clusters([*episodes, *of_talk(collected.events)], wanted.incident)
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
        if end is not None and episode.start <= end + GAP:
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
    harm = choose([h for h in (within(h, start - GAP, end + GAP) for h in harms) if h])
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
    suppliers = suppliers_of(collected.events)
    first, last = (harm.start, harm.end) if harm else (start, end)
    return Scope(
        start, end, since, until, tuple(channels), pages,
        _services(collected.events, start, end, harm), harm, tuple(how), tuple(others),
        suppliers, _alerts_of(collected.events, pages), _status_of(collected.events, suppliers, first, last, pages), exercise,
    )  # fmt: skip


def _alerts_of(events: Sequence[Event], pages: Sequence[str]) -> frozenset[str]:
    """Names of alerts that the incident's pages carry in their titles."""
    titles = [e.text for e in events if e.kind == "page" and e.group in pages]
    names = {e.details.get("alertname", "") for e in events if e.kind == "alert"}
    return frozenset(n for n in names if len(n) > 4 and any(n in t for t in titles))


def _status_of(
    events: Sequence[Event], suppliers: frozenset[str], start: datetime, end: datetime, pages: Sequence[str]
) -> frozenset[str]:
    """Incidents on our own status page that are this one: where several overlap, the one that shares most
    words with the page and the alerts, else the one that was opened nearest to the beginning."""
    groups: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.group and is_own_status(event, suppliers):
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
