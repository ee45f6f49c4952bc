"""Chooses what belongs into the timeline, joins records of one thing, and says of the rest why it is left out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from howcome.evidence.model import Event

from . import vocabulary as words
from .changes import Change, identifiers
from .incident import Scope
from .marks import Mark, is_related
from .relevance import ENOUGH, ENOUGH_AT_HOME, ENOUGH_ELSEWHERE, Entities, Talk, is_foreign, relevance

#: A timeline longer than this is not read; the least telling entries go first.
MOST = 60
_SAME = timedelta(seconds=150)
_VERSION = re.compile(r"(?<![\w.])v?\d+(?:\.\d+){1,4}(?:[-.+]\w+)*(?!\w)")


@dataclass(frozen=True)
class Entry:
    """One entry: the event that speaks, others that state the same, its marks and how much it tells."""

    event: Event
    others: tuple[Event, ...] = ()
    marks: tuple[str, ...] = ()
    weight: float = 1.0
    text: str | None = None

    @property
    def time(self) -> datetime:
        return self.event.time

    @property
    def events(self) -> tuple[Event, ...]:
        return (self.event, *self.others)


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
    foreign = _foreign_channels(events, scope, entities)
    began = min(
        (m.time for n, m in marks.items() if n in ("impact-started", "detected")), default=scope.start
    )
    for event in events:
        at = id(event)
        if at in chain:
            chosen.append(Entry(event, weight=8))
            continue
        weight, reason = _judge(event, Case(scope, entities, began, talk, foreign))
        if weight > 0:
            chosen.append(Entry(event, weight=weight))
        else:
            left.append(LeftOut(event, reason))
    entries = _marked(_joined(chosen), marks)
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


@dataclass(frozen=True)
class Case:
    """What an event is judged by: the incident, what it names, when it began, and its conversation."""

    scope: Scope
    entities: Entities
    began: datetime
    talk: Talk
    foreign: frozenset[str] = frozenset()


def _foreign_channels(events: Sequence[Event], scope: Scope, entities: Entities) -> frozenset[str]:
    found = set()
    for channel in scope.channels:
        said = [e for e in events if e.group == channel and e.kind in ("message", "decision")]
        if is_foreign((e for e in said if scope.since <= e.time <= scope.until), entities):
            found.add(channel)
    return frozenset(found)


def talk_of(events: Sequence[Event], scope: Scope, entities: Entities) -> Talk:
    """The conversation about the incident, learned from the messages that plainly belong to it."""
    chosen, others = [], []
    start, end = scope.start - timedelta(minutes=15), scope.end + timedelta(minutes=15)
    for event in events:
        if event.kind not in ("message", "decision"):
            continue
        inside = start <= event.time <= end
        score = relevance(event, entities)[0]
        if inside and (score >= 4 or (event.group in scope.channels and score >= 2.5)):
            chosen.append(event)
        elif event.group not in scope.channels:
            others.append(event)
    return Talk.of(chosen, others, start, end)


def _judge(event: Event, case: Case) -> tuple[float, str]:
    """How much an event tells (0: left out), and the reason."""
    if not case.scope.since <= event.time <= case.scope.until:
        if event.kind == "status" and event.until and event.until >= case.scope.since:
            return 1.0, ""
        return 0, "outside of the incident's time"
    if not case.scope.exercise and words.NOT_PRODUCTION.match(event.environment or ""):
        return 0, f"of the environment {event.environment}"
    own_page = event.kind == "status" and event.details.get("page") not in case.scope.suppliers
    if own_page and event.signal != "maintenance" and event.group not in case.scope.status:
        return 0, "another incident on the status page"
    judge = {
        "message": _judge_message, "decision": _judge_message, "alert": _judge_signal, "page": _judge_signal,
        "deploy": _judge_deploy, "change": _judge_change, "log": _judge_log, "other": _judge_other,
    }.get(event.kind)  # fmt: skip
    if judge is None:
        return 3.0, ""
    return judge(event, case)


def _judge_message(event: Event, case: Case) -> tuple[float, str]:
    score, reason = relevance(event, case.entities, case.talk)
    if event.group in case.foreign and not words.EMPTY_TALK.match(event.text):
        return max(score, ENOUGH), ""
    own = event.group in case.scope.channels
    home = not case.scope.channels and event.group in case.talk.homes
    if own and score < 1.5 and len(event.text.split()) < 4:
        return 0, f"talk in #{event.group}: says little"
    insider = bool(event.actors) and event.actors[0] in case.talk.insiders
    enough = ENOUGH if own else ENOUGH_ELSEWHERE
    if home:
        enough = ENOUGH_AT_HOME - (0.75 if insider else 0.0)
    if score >= enough:
        return score, reason
    return 0, f"talk in #{event.group}: {reason}" if event.group else f"talk: {reason}"


def _judge_signal(event: Event, case: Case) -> tuple[float, str]:
    if not is_related(event, case.scope):
        return 0, "an alert or page of something that was not affected"
    if event.kind == "page" and event.signal is None:
        return 0, "housekeeping of the pager"
    return (5.0 if event.signal in ("fired", "triggered", "acknowledged", "resolved") else 3.0), ""


def _judge_deploy(event: Event, case: Case) -> tuple[float, str]:
    kubernetes = event.details.get("reason") is not None
    if case.scope.services and event.service and event.service not in case.scope.services:
        near = case.began - timedelta(minutes=45) <= event.time <= case.began + timedelta(minutes=10)
        if near and event.signal == "started" and not kubernetes:
            return 2.0, ""
        return 0, "a change of a service that was not affected"
    if kubernetes:
        return 0, "a step of a deployment that is told already"
    if event.signal == "progressed":
        return (
            (3.0, "")
            if words.WAITS.search(event.text)
            else (0, "a step of a deployment that is told already")
        )
    if (event.group or "").startswith("run ") and event.signal == "started" and event.time < case.began:
        return 1.5, ""
    return 4.0, ""


def _judge_change(event: Event, case: Case) -> tuple[float, str]:
    strong, _ = case.entities.named_in(event.text)
    if event.signal == "reverted" and event.time > case.began:
        return 4.0, ""
    if strong or (event.reference in case.entities.references and event.time > case.began):
        return 3.0, ""
    return 0, "a change with no sign that it has to do with it"


def _judge_log(event: Event, case: Case) -> tuple[float, str]:
    end = case.scope.harm.end if case.scope.harm else case.scope.end
    early, late = case.began - timedelta(minutes=10), end + timedelta(minutes=2)
    strong, _ = case.entities.named_in(event.text)
    if not early <= event.time <= late:
        return 0, "log lines of another time"
    if strong:
        return 2.0, ""
    if words.STATE_CHANGES.search(event.text) and event.count <= 5:
        return 1.8, ""
    if event.severity in ("error", "fatal", "warning") or event.severity is None:
        trouble = event.severity in ("error", "fatal")
        if int(event.details.get("burst", "1")) > 3 and event.count < 20:
            return 0, "log lines that come as on any other day"
        if event.count >= 10 or (trouble and event.time <= case.began + timedelta(minutes=5)):
            return (3.0 if trouble else 2.0) + min(event.count, 1000) / 1000, ""
    return 0, "a log line that says little"


def _judge_other(event: Event, case: Case) -> tuple[float, str]:
    if event.details.get("subtype") or event.key == "created":
        return 0, "housekeeping of the chat"
    if (event.group or "").startswith("run "):
        named = any(case.entities.named_in(event.text))
        return (2.0, "") if named else (0, "a workflow run with no sign that it has to do with it")
    related = not case.scope.services or event.service in case.scope.services
    if event.severity == "warning" and related and event.time >= case.began - timedelta(minutes=10):
        return 1.5 + min(event.count, 100) / 100, ""
    if event.details.get("reason") == "Killing" and related and event.time >= case.began:
        return 1.2, ""
    if "reason" not in event.details and not event.automatic:
        near = bool(event.actors) and event.time >= case.began - timedelta(minutes=30)
        told = (
            words.SYMPTOMS.search(event.text)
            or words.REPORTS.search(event.text)
            or any(case.entities.named_in(event.text))
        )
        return (2.0, "") if near or told else (0, "no word about the incident")
    return 0, "routine of the cluster"


# ------------------------------------------------------------------ joining records of one thing


def _joined(entries: Sequence[Entry]) -> list[Entry]:
    """Records of one thing become one entry: the most structured speaks, all are cited."""
    merged: list[Entry] = []
    for entry in sorted(_condensed(entries), key=lambda e: e.time):
        for i in range(len(merged) - 1, max(-1, len(merged) - 25), -1):
            if _is_same(merged[i].event, entry.event):
                first, second = sorted((merged[i], entry), key=lambda e: _rank(e.event))
                merged[i] = replace(
                    first, others=(*first.others, *second.events), weight=max(first.weight, second.weight)
                )
                break
        else:
            merged.append(entry)
    return merged


def _condensed(entries: Sequence[Entry]) -> Iterable[Entry]:
    """Repeats of one cluster event (a probe that fails on six pods) become one entry with its count."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        event = entry.event
        if event.kind == "other" and event.details.get("reason") and event.group:
            groups[event.group].append(entry)
        elif event.kind == "other" and event.key.startswith("row "):
            groups[f"{event.source}:{event.text}"].append(entry)
        else:
            yield entry
    for group in groups.values():
        group.sort(key=lambda e: e.time)
        first = group[0].event
        if len(group) == 1:
            yield group[0]
            continue
        last = max(e.event.until or e.event.time for e in group)
        count = sum(e.event.count for e in group)
        if "reason" in first.details:
            message = first.text.split(" – ", 1)[-1]
            text = f"{first.service or first.group}: {message} ({len(group)} objects, {count} times)"
        else:
            text = f"{first.text} ({count} times)"
        event = replace(first, text=text, until=last, count=count)
        yield replace(group[0], event=event, others=tuple(e.event for e in group))


def _rank(event: Event) -> tuple[int, int, datetime]:
    """Who speaks for a joined entry: structured records before messages, deployments before runs."""
    kind = {"deploy": 0, "alert": 0, "page": 0, "change": 1, "status": 0, "decision": 2, "message": 3}.get(
        event.kind, 1
    )
    run = 1 if (event.group or "").startswith("run ") or event.details.get("receiver") == "" else 0
    prefer_pull = 0 if event.text.startswith("Merged pull") else 1
    return kind + run, prefer_pull, event.time


def _is_same(a: Event, b: Event) -> bool:
    """Whether two events state one thing."""
    apart = abs(b.time - a.time)
    if a.kind == b.kind == "alert":
        same = a.group == b.group or a.details.get("alertname") == b.details.get("alertname")
        return same and a.signal == b.signal and apart <= _SAME
    if a.kind == b.kind == "page":
        if a.signal == b.signal == "annotated":
            return apart <= _SAME and _alike(a.text, b.text)
        return a.signal == b.signal and (a.group == b.group or not a.group or not b.group) and apart <= _SAME
    if a.kind == b.kind == "change":
        return _commit(a) == _commit(b) is not None or (
            a.reference is not None
            and a.reference == b.reference
            and a.signal == b.signal
            and apart <= timedelta(minutes=10)
        )
    if {a.kind, b.kind} == {"alert", "message"}:
        alert, said = (a, b) if a.kind == "alert" else (b, a)
        name = alert.details.get("alertname", "")
        recovered = re.search(r"(?i)resolved|recovered|\bok\b", said.text) is not None
        return (
            said.automatic
            and len(name) > 3
            and name in said.text
            and recovered == (alert.signal == "recovered")
            and apart <= _SAME
        )
    if {a.kind, b.kind} == {"change", "message"}:
        change, said = (a, b) if a.kind == "change" else (b, a)
        reference = change.reference or ""
        return said.automatic and reference.startswith("#") and reference in said.text and apart <= _SAME
    if {a.kind, b.kind} <= {"deploy", "message"} and "deploy" in (a.kind, b.kind):
        return _same_deploy(a, b, apart)
    if a.kind == b.kind == "log":
        return a.text == b.text and apart <= _SAME
    return a.kind == b.kind and a.text == b.text and apart <= timedelta(seconds=60)


def _commit(event: Event) -> str | None:
    sha = event.details.get("sha") or event.key
    return sha[:10] if re.fullmatch(r"[0-9a-f]{10,40}", sha) else None


_PHASES = (
    ("started", re.compile(r"\b(?:deploying|starting|rolling out|releasing|started)\b", re.IGNORECASE)),
    (
        "finished",
        re.compile(
            r"\b(?:is live|deployed|finished|complete|completed|succeeded|released|is done)\b", re.IGNORECASE
        ),
    ),
)


def _phase(event: Event) -> str | None:
    if event.kind == "deploy":
        return event.signal
    return (
        next((name for name, pattern in _PHASES if pattern.search(event.text)), None)
        if event.automatic
        else None
    )


def _same_deploy(a: Event, b: Event, apart: timedelta) -> bool:
    phase = _phase(a)
    if phase is None or phase != _phase(b) or apart > _SAME:
        return False
    versions_a, versions_b = _versions(a), _versions(b)
    if versions_a and versions_b and not versions_a & versions_b:
        return False
    if a.kind == b.kind and a.service and b.service:
        return a.service == b.service
    service = a.service or b.service
    return bool(service and service in a.text and service in b.text) or bool(versions_a & versions_b)


def _versions(event: Event) -> set[str]:
    found = set(_VERSION.findall(event.text))
    if event.reference and _VERSION.fullmatch(event.reference):
        found.add(event.reference)
    return found


def _alike(a: str, b: str) -> bool:
    one, two = set(re.findall(r"\w+", a.lower())), set(re.findall(r"\w+", b.lower()))
    return len(one & two) >= 0.7 * min(len(one), len(two))


# ------------------------------------------------------------------ marks


def _marked(entries: Sequence[Entry], marks: dict[str, Mark]) -> list[Entry]:
    """Marks go to the entry that holds their event."""
    by_event = {id(e): i for i, entry in enumerate(entries) for e in entry.events}
    labels: dict[int, list[str]] = defaultdict(list)
    for mark in marks.values():
        told_later = mark.event is not None and abs(mark.time - mark.event.time) > timedelta(minutes=1)
        if mark.event is not None and not told_later and id(mark.event) in by_event:
            labels[by_event[id(mark.event)]].append(mark.name)
    return [replace(e, marks=tuple(labels[i])) if i in labels else e for i, e in enumerate(entries)]
