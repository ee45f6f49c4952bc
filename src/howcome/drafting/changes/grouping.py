"""Joins the records of one change (its pull request, its deployment, the bot's word) and finds who speaks for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta

from howcome.drafting import vocabulary as words
from howcome.evidence.model import Event

from .naming import VERSION, identifiers

#: How long before a change its commit may lie.
_COMMIT_BEFORE = timedelta(days=30)


def grouped(changes: Sequence[Event]) -> list[list[Event]]:
    """Events of one change: the same deployment, or the same service with the same version, commit or number."""
    groups: list[tuple[set[str], list[Event]]] = []
    for event in changes:
        keys = _keys(event)
        joined = [g for g in groups if g[0] & keys]
        target = joined[0] if joined else (set[str](), [])
        for other in joined[1:]:
            target[0].update(other[0])
            target[1].extend(other[1])
            groups.remove(other)
        if not joined:
            groups.append(target)
        target[0].update(keys)
        target[1].append(event)
    return [sorted(events, key=lambda e: e.time) for _, events in groups]


def _keys(event: Event) -> set[str]:
    keys = {f"{event.kind}:{event.group}"} if event.group and event.kind in ("deploy", "status") else set()
    sha = event.details.get("sha") or (event.key if re.fullmatch(r"[0-9a-f]{40}", event.key) else "")
    if sha and event.signal != "reverted":
        keys.add(f"sha:{sha[:10]}")
    if event.reference:
        keys.add(
            f"ref:{event.service or ''}:{event.reference}"
            if event.kind == "deploy"
            else f"ref:{event.reference}"
        )
        if event.reference.startswith("#"):
            keys.add(f"ref:{event.reference}")
    if event.kind in ("message", "deploy", "change") and event.signal != "reverted":
        versions = event.kind != "change"
        found = VERSION.findall(event.text)
        keys |= {f"named:{n}" for n in found if n.startswith("#") or (versions and n.count(".") > 1)}
    if "audit" in event.details or (
        event.kind == "message" and event.automatic and words.SWITCHES.search(event.text)
    ):
        keys |= {f"ref:{n}" for n in identifiers(event.text)}
    return keys or {f"key:{event.source}#{event.key}"}


def speaker(group: Sequence[Event]) -> Event:
    """Which event speaks for a change: of settings that were moved in steps the last step, else the start."""
    audited = [e for e in group if "audit" in e.details]
    return audited[-1] if audited else min(group, key=_place)


def _place(event: Event) -> tuple[float, datetime]:
    """Which event of a change speaks for it: the start of its deployment, else its merge."""
    order = {"deploy": 0, "action": 0, "change": 1}.get(event.kind, 2)
    started = 0 if event.signal in ("started", "merged") else 1
    run = 0.5 if (event.group or "").startswith("run ") else 0.0
    return order + started + run, event.time


def merge_of(group: Sequence[Event], events: Sequence[Event]) -> Event | None:
    """When the change entered the code: the earliest merge or commit that the group's deployment carries."""
    audited = [e for e in group if "audit" in e.details and "creat" not in e.text.lower()]
    if audited:
        return audited[0]
    shas = {e.details["sha"][:10] for e in group if e.details.get("sha")}
    refs = {e.reference for e in group if e.reference and e.reference.startswith("#")}
    found = [
        e
        for e in events
        if e.kind == "change"
        and e.signal in ("merged", "committed")
        and (e.key[:10] in shas or (e.details.get("sha") or "-")[:10] in shas or e.reference in refs)
        and e.time <= group[-1].time
    ]
    found = found or _naming(group, events)
    merged = [e for e in found if e.signal == "merged"]
    return min(merged or found, key=lambda e: e.time) if found else None


def _naming(group: Sequence[Event], events: Sequence[Event]) -> list[Event]:
    """The last commit before a change that names the same version or thing; none that is about a test."""
    names = {
        n
        for e in group
        for n in (*VERSION.findall(e.text), *identifiers(e.text))
        if n.count(".") > 1 or "_" in n or "-" in n
    }
    first = min(e.time for e in group)
    found = [
        e
        for e in events
        if e.kind == "change"
        and e.signal in ("committed", "merged")
        and first - _COMMIT_BEFORE <= e.time < first
        and any(n in e.text for n in names)
        and not re.search(r"\b(?:staging|test|dev|sandbox)\b", e.text)
    ]
    return found[-1:]


def stated_start(group: Sequence[Event], began: datetime) -> datetime | None:
    """When a supplier says that its failure began: a clock in its words, within a day before or at `began`."""
    for event in reversed(group):
        for said in re.finditer(
            r"\b(?:at|from|since|between|began at|started at)\s+(\d{1,2}):(\d\d)\b(?:\s?UTC)?", event.text
        ):
            if int(said[1]) > 23 or int(said[2]) > 59:
                continue
            time = began.replace(hour=int(said[1]), minute=int(said[2]), second=0, microsecond=0)
            if timedelta(0) <= began + timedelta(minutes=5) - time <= timedelta(hours=6):
                return time
    return None
