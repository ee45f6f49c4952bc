"""Joins records of one thing: an alert in two exports, a deployment and the bot that announces it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from howcome.evidence.model import Event

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


def joined(entries: Sequence[Entry]) -> list[Entry]:
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
