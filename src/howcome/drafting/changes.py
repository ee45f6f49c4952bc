"""Candidate triggers: what changed shortly before, ranked, with the reasons said.

A change is a deployment, a merge, a commit, a configuration change, or an outside event. Several records of
one change (its pull request, its deployment, the bot's message) are one candidate.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from howcome.evidence.model import Event

from . import vocabulary as words
from .incident import Scope

_LOOK_BACK = timedelta(hours=26)
_LATENT = timedelta(days=60)
#: The first minute of harm is known to the minute, so a trigger may seem this much later.
_SLACK = timedelta(seconds=60)
_VERSION = re.compile(r"\bv\d{2,5}\b|\bv?\d+(?:\.\d+){1,4}(?:[-.+][\w.]+)?\b|#\d{2,7}\b|\b[0-9a-f]{10,40}\b")
_IS_IT = re.compile(r"(?:^|\b[Ss]o |\b[Tt]hen |[.,;] )[Ii]t(?:'s| is) (?:the |our )?[A-Z]\w+", re.MULTILINE)
_ROLLBACK = re.compile(r"\broll(?:ed|ing)?[ -]?back|\brollback|\brevert", re.IGNORECASE)


@dataclass(frozen=True)
class Change:
    """One change: its first event (what is cited), all its events, and why it may have been the trigger."""

    first: Event
    events: tuple[Event, ...]
    score: float
    reasons: tuple[str, ...]
    merged: Event | None = field(default=None)
    stated: datetime | None = None
    sure: bool = False
    minutes: float = 0.0

    @property
    def is_likely(self) -> bool:
        """Whether it may carry the trigger's mark: responders named it or took it back, it changed what was
        affected shortly before, or something ran out at that moment."""
        near = any("affected" in r for r in self.reasons) and self.score >= 5.5 and self.minutes <= 30
        announced = (
            self.first.kind == "message"
            and self.minutes <= 5
            and bool(words.SWITCHES.search(self.first.text))
        )
        return self.score >= 3 and (
            self.sure or near or announced or bool(words.GIVES_WAY.search(self.first.text))
        )

    @property
    def time(self) -> datetime:
        """When it happened: as a supplier states it afterwards, else the first record of it."""
        return self.stated or self.first.time


def candidates(events: Sequence[Event], scope: Scope, began: datetime) -> list[Change]:
    """Changes before `began` (when harm or the first sign began), the most likely first."""
    latest = began + _SLACK
    named = _named_in_talk(events, scope)
    spoken = _diagnosed_names(events, scope)
    outside = [
        e for e in events if e.kind == "status" and is_outside(e, scope) and began < e.time <= scope.end
    ]
    changes = [
        e
        for e in events
        if (_is_change(e, scope) or _is_told(e, spoken, began))
        and e.time <= latest
        and (e.time >= began - _LOOK_BACK or (e.time >= began - _LATENT and _is_named(e, named)))
        and not _is_usual(e, began)
    ]
    after = [e for e in events if e.time > began and e.time <= scope.until]
    taken_back = _undone(events, began)
    found = []
    for group in _grouped([*changes, *outside]):
        first = _speaker(group)
        score, reasons = _score(first, group, after, scope, began, taken_back)
        sure = any("named" in r or "taken back" in r for r in reasons) and not any(
            "ruled out" in r for r in reasons
        )
        stated = _stated(group, began) if first.kind == "status" else None
        minutes = max(0.0, (began - (stated or max(e.time for e in group))).total_seconds() / 60)
        merged = _merge_of(group, events)
        found.append(Change(first, tuple(group), score, tuple(reasons), merged, stated, sure, minutes))
    return sorted(found, key=lambda c: (not (c.sure and c.score >= 2.5), -c.score, -c.time.timestamp()))


def latent(events: Sequence[Event], scope: Scope, began: datetime) -> list[Event]:
    """Statements that a safeguard was off or skipped, made in the weeks before: conditions, not triggers."""
    found: dict[str, Event] = {}
    for event in events:
        if event.kind not in ("change", "deploy", "message", "decision") or event.time > scope.until:
            continue
        if event.time < began - _LATENT or (
            event.kind in ("message", "decision") and event.time < scope.since
        ):
            continue
        for pattern in (words.SAFEGUARD_OFF, words.SAFEGUARD_SKIPPED):
            said = pattern.search(event.text)
            if said and not event.text.rstrip().endswith("?"):
                found.setdefault(said.group(1).lower().rstrip("s"), event)
                break
    return list(found.values())


_IDENTIFIER = re.compile(r"(?<![\w/.])(?=[\w.-]*[A-Za-z])(?=[\w.-]*[\d_.-])[\w][\w.-]{4,60}\w(?![\w/])")


def identifiers(text: str) -> set[str]:
    """Names that only one thing has: `feed.rank-cache-v2`, `0147_add_index`; no plain words or numbers."""
    return {m for m in _IDENTIFIER.findall(text) if any(c.isalpha() for c in m) and not m.endswith(".md")}


def warnings_before(
    events: Sequence[Event], scope: Scope, began: datetime, likely: Change | None
) -> list[Event]:
    """Alerts of the weeks before that told of the very thing: same service, and a word of the trigger."""
    if likely is None:
        return []
    told = {w for w in _tokens(likely.events) if len(w) >= 6}
    found: dict[str, Event] = {}
    for event in events:
        if (
            event.kind != "alert"
            or event.signal != "fired"
            or not began - _LATENT <= event.time < began - timedelta(hours=1)
        ):
            continue
        if event.service in scope.services and told & _words(re.sub(r"([a-z])([A-Z])", r"\1 \2", event.text)):
            found.setdefault(event.details.get("alertname", event.text), event)
    return list(found.values())[:3]


def _stated(group: Sequence[Event], began: datetime) -> datetime | None:
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


def _is_change(event: Event, scope: Scope) -> bool:
    """Whether something was changed, switched, or gave way by itself."""
    if words.NOT_PRODUCTION.match(event.environment or "") or (
        event.severity or ""
    ).lower() in words.QUIET_SEVERITY - {"info"}:
        return False
    text = event.text
    if event.kind == "change" and "audit" in event.details:
        return True
    if event.kind in ("deploy", "change"):
        return event.signal in ("started", "merged", "committed", "reverted", "finished")
    if event.kind in ("external", "action"):
        return True
    if event.kind == "status":
        return event.signal == "maintenance" or is_outside(event, scope)
    if event.kind in ("message", "decision"):
        announced = words.SWITCHES.search(text) or (event.automatic and words.ANNOUNCES.search(text))
        return bool(announced or words.GIVES_WAY.search(text)) and not text.rstrip().endswith("?")
    if event.kind == "log" or event.kind == "other":
        return bool(words.GIVES_WAY.search(text) or words.SWITCHES.search(text))
    return False


def _diagnosed_names(events: Sequence[Event], scope: Scope) -> set[str]:
    """Names of single things in what people say about the cause."""
    found: set[str] = set()
    for event in events:
        human = event.kind in ("message", "decision", "page") and not event.automatic
        if human and scope.start <= event.time <= scope.until and words.DIAGNOSES.search(event.text):
            found |= {n for n in identifiers(event.text) if not n[0].isdigit()}
    return found


def _is_told(event: Event, names: set[str], began: datetime) -> bool:
    """A rare line of a log shortly before, about a thing that people later name as the cause."""
    if event.kind != "log" or event.count > 3 or event.severity in ("error", "fatal"):
        return False
    return event.time >= began - timedelta(minutes=45) and any(n in event.text for n in names)


def _named_in_talk(events: Sequence[Event], scope: Scope) -> set[str]:
    """Numbers and versions that people name during the incident."""
    found: set[str] = set()
    for event in events:
        if (
            event.kind in ("message", "decision", "page")
            and not event.automatic
            and scope.start <= event.time <= scope.until
        ):
            found.update(
                n
                for n in _VERSION.findall(event.text)
                if n.startswith("#") or n.count(".") > 1 or len(n) >= 10
            )
    return found


def _is_named(event: Event, named: set[str]) -> bool:
    if event.reference in named:
        return True
    return any(n in event.text for n in named) if event.kind in ("change", "deploy") else False


def _is_usual(event: Event, began: datetime) -> bool:
    """A log line or cluster event that says nothing new: only its first burst near the beginning counts."""
    if event.kind not in ("log", "other") or event.key.startswith("row "):
        return False
    return event.details.get("burst", "1") != "1" or event.time < began - timedelta(minutes=45)


def is_outside(event: Event, scope: Scope) -> bool:
    """Whether a status page is somebody else's: a supplier's, not the one that we write."""
    return event.details.get("page") in scope.suppliers


def _speaker(group: Sequence[Event]) -> Event:
    """Which event speaks for a change: of settings that were moved in steps the last step, else the start."""
    audited = [e for e in group if "audit" in e.details]
    return audited[-1] if audited else min(group, key=_place)


def _place(event: Event) -> tuple[float, datetime]:
    """Which event of a change speaks for it: the start of its deployment, else its merge."""
    order = {"deploy": 0, "action": 0, "change": 1}.get(event.kind, 2)
    started = 0 if event.signal in ("started", "merged") else 1
    run = 0.5 if (event.group or "").startswith("run ") else 0.0
    return order + started + run, event.time


def _grouped(changes: Sequence[Event]) -> list[list[Event]]:
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
        found = _VERSION.findall(event.text)
        keys |= {f"named:{n}" for n in found if n.startswith("#") or (versions and n.count(".") > 1)}
    if "audit" in event.details or (
        event.kind == "message" and event.automatic and words.SWITCHES.search(event.text)
    ):
        keys |= {f"ref:{n}" for n in identifiers(event.text)}
    return keys or {f"key:{event.source}#{event.key}"}


def _merge_of(group: Sequence[Event], events: Sequence[Event]) -> Event | None:
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
        for n in (*_VERSION.findall(e.text), *identifiers(e.text))
        if n.count(".") > 1 or "_" in n or "-" in n
    }
    first = min(e.time for e in group)
    found = [
        e
        for e in events
        if e.kind == "change"
        and e.signal in ("committed", "merged")
        and first - _LATENT / 2 <= e.time < first
        and any(n in e.text for n in names)
        and not re.search(r"\b(?:staging|test|dev|sandbox)\b", e.text)
    ]
    return found[-1:]


def _score(
    first: Event,
    group: Sequence[Event],
    after: Sequence[Event],
    scope: Scope,
    began: datetime,
    taken_back: set[int],
) -> tuple[float, list[str]]:
    score, reasons = _nearness(group, began)
    services = {e.service for e in group if e.service}
    quiet = max(0.0, (began - max(e.time for e in group)).total_seconds() / 60)
    if services & set(scope.services):
        score += max(0.3, 1 / (1 + max(0.0, quiet - 15) / 60)) * 3 - 0.5 * min(
            (scope.services.index(s) for s in services if s in scope.services), default=0
        )
        reasons.append(f"it changed {', '.join(sorted(services & set(scope.services)))}, which was affected")
    elif services and scope.services and any(e.kind == "deploy" for e in group):
        score -= 1.5
    if any(e.kind == "deploy" for e in group):
        score += 1.5
    elif first.kind in ("change", "message", "decision", "log"):
        score += 0.5
    if any(e.kind == "status" and e.signal == "maintenance" for e in group):
        score -= 1
    if any(words.GIVES_WAY.search(e.text) for e in group):
        score += 2
    score, reasons = _said_later(score, reasons, group, after, taken_back)
    if any(words.SAFEGUARD_SKIPPED.search(e.text) for e in group):
        score += 1
    if _ROLLBACK.search(first.text):
        score -= 2
    return score, reasons


def _nearness(group: Sequence[Event], began: datetime) -> tuple[float, list[str]]:
    """The nearer to the first sign, the likelier: half after 30 minutes."""
    times = [e.time for e in group if e.time <= began + _SLACK]
    if not times:
        return 2.0, ["a supplier told of a failure of its own while it lasted"]
    minutes = max(0.0, (began - max(times)).total_seconds() / 60)
    return 4.0 / (1 + minutes / 30), [
        f"{_ago(minutes)} before the first sign" if max(times) <= began else "as the first sign came"
    ]


def _said_later(
    score: float, reasons: list[str], group: Sequence[Event], after: Sequence[Event], taken_back: set[int]
) -> tuple[float, list[str]]:
    """What responders said and did about the change after it began."""
    names, tokens = _names(group), _tokens(group)
    named = ruled_out = False
    spoken = 0
    undone = any(id(e) in taken_back for e in group)
    for event in after:
        text = event.text
        if event.kind in ("message", "decision", "page") and not event.automatic:
            mentioned = any(n in text for n in names) or len(tokens & _words(text)) >= 2
            target = any(re.search(rf"\b(?:to|on|now|back to) {re.escape(n)}", text) for n in names)
            if mentioned and not target:
                spoken += 1
                ruled_out = ruled_out or bool(words.RULES_OUT.search(text))
                blames = words.DIAGNOSES.search(text) or _ROLLBACK.search(text) or _IS_IT.search(text)
                named = named or bool(blames and not words.RULES_OUT.search(text))
        undone = undone or _reverts(event, group, names) or _set_back(event, names)
    if named:
        score += 3
        reasons.append("responders named it")
    elif spoken and not ruled_out:
        score += 1.5
        reasons.append("responders spoke of it")
    if undone:
        score += 4
        reasons.append("it was taken back afterwards")
    if ruled_out:
        score -= 4
        reasons.append("but it was ruled out in chat")
    return score, reasons


_COMMON = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "of",
        "to",
        "in",
        "on",
        "at",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "it",
        "this",
        "that",
        "with",
        "for",
        "from",
        "by",
        "we",
        "i",
        "you",
        "they",
        "not",
        "no",
        "all",
        "our",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "will",
        "can",
        "could",
        "would",
        "should",
        "now",
        "then",
        "so",
        "but",
        "if",
        "as",
        "up",
        "down",
        "out",
        "over",
        "after",
        "before",
        "again",
        "please",
        "still",
        "just",
        "only",
        "also",
        "than",
        "more",
        "some",
        "any",
        "error",
        "errors",
        "failed",
        "fails",
        "failing",
        "request",
        "requests",
        "production",
        "deploy",
        "deployed",
        "deployment",
        "deploying",
        "release",
        "started",
        "success",
        "succeeded",
        "status",
        "page",
        "investigating",
        "identified",
        "monitoring",
        "resolved",
        "service",
        "services",
        "issue",
        "problem",
        "change",
        "changes",
        "live",
        "update",
        "updates",
    ]
)


def _words(text: str) -> set[str]:
    return {w for w in re.findall(r"[a-z][a-z0-9_.-]{2,}[a-z0-9]", text.lower()) if w not in _COMMON}


def _tokens(group: Sequence[Event]) -> set[str]:
    """Words of a change by which others may call it."""
    return set().union(*(_words(e.text) for e in group)) if group else set()


def _names(group: Sequence[Event]) -> set[str]:
    """What people would call the change: its versions and numbers."""
    names = {e.reference for e in group if e.reference}
    for event in group:
        if event.kind in ("message", "change", "log"):
            names |= identifiers(event.text)
    names |= {e.details["page"].split()[0] for e in group if e.details.get("page")}
    for event in group:
        names.update(_VERSION.findall(event.text))
    return {n for n in names if len(n) > 2}


def _undone(events: Sequence[Event], began: datetime) -> set[int]:
    """Deployments that were taken back: the last one of a service before a rollback of that service."""
    found: set[int] = set()
    for event in events:
        rolls_back = event.kind == "deploy" and event.signal == "started" and _ROLLBACK.search(event.text)
        if not rolls_back or event.time <= began or event.service is None:
            continue
        before = [
            e
            for e in events
            if e.kind == "deploy"
            and e.signal == "started"
            and e.service == event.service
            and e.time <= began
            and not (e.group or "").startswith("run ")
        ]
        if before:
            found.add(id(max(before, key=lambda e: e.time)))
    return found


def _set_back(event: Event, names: set[str]) -> bool:
    """Whether a later setting switches the same thing off."""
    off = re.search(
        r"\bto (?:0 ?%|0\b|off|false|none|disabled)|\b(?:disabled|deleted|removed|archived|turned off)\b",
        event.text,
    )
    return "audit" in event.details and event.reference in names and off is not None


def _reverts(event: Event, group: Sequence[Event], names: set[str]) -> bool:
    """Whether a later commit reverts the change, by its number or its subject."""
    if event.signal != "reverted":
        return False
    subject = event.details.get("revert", "")
    return any(n in event.text for n in names if n.startswith("#") or len(n) > 6) or bool(
        len(subject) > 8 and any(subject[:40] in e.text for e in group)
    )


def _ago(minutes: float) -> str:
    if minutes < 1:
        return "less than a minute"
    if minutes < 90:
        return f"{minutes:.0f} min"
    return f"{minutes / 60:.0f} h"
