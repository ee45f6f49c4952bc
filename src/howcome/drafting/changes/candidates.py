"""Candidate triggers: what changed shortly before, ranked. What counts as a change is decided here.

A change is a deployment, a merge, a commit, a configuration change, something that gave way by itself, or an
outside event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from howcome.drafting import vocabulary as words
from howcome.drafting.incident import Scope
from howcome.evidence.model import Event

from .grouping import grouped, merge_of, speaker, stated_start
from .naming import VERSION, identifiers
from .weighing import SLACK, Verdict, rolled_back, weigh

_LOOK_BACK = timedelta(hours=26)
#: Changes that people name during the incident are looked for further back.
_NAMED_BACK = timedelta(days=60)
#: A rare line of a log or the cluster counts this long before the first sign.
_LINES_BACK = timedelta(minutes=45)
#: What is deployed is told to be in effect at most this long afterwards.
_TAKES_EFFECT = timedelta(minutes=15)


@dataclass(frozen=True)
class Change:
    """One change: the event that speaks for it (and is cited), all its events, and what was weighed.

    `merged` is when it entered the code; `stated` when it happened as a supplier says afterwards.
    """

    first: Event
    events: tuple[Event, ...]
    verdict: Verdict
    merged: Event | None = None
    stated: datetime | None = None

    @property
    def score(self) -> float:
        return self.verdict.score

    @property
    def reasons(self) -> tuple[str, ...]:
        return self.verdict.reasons

    @property
    def sure(self) -> bool:
        return self.verdict.is_sure

    @property
    def is_likely(self) -> bool:
        """Whether it may carry the trigger's mark: responders named it or took it back, it changed what was
        affected shortly before, or something ran out at that moment."""
        near = bool(self.verdict.affected) and self.score >= 5.5 and self.verdict.minutes <= 30
        said = self.first.kind == "message" and self.verdict.minutes <= 5
        announced = said and words.SWITCHES.search(self.first.text) is not None
        gave_way = words.GIVES_WAY.search(self.first.text) is not None
        return self.score >= 3 and (self.sure or near or announced or gave_way)

    @property
    def time(self) -> datetime:
        """When it happened: as a supplier states it afterwards, else the first record of it."""
        return self.stated or self.first.time


def candidates(events: Sequence[Event], scope: Scope, began: datetime) -> list[Change]:
    """Changes before `began` (when harm or the first sign began), the most likely first."""
    named, diagnosed = _named_in_talk(events, scope), _diagnosed_names(events, scope)
    outside = [
        e for e in events if e.kind == "status" and is_outside(e, scope) and began < e.time <= scope.end
    ]
    changes = [
        e
        for e in events
        if e.time <= began + SLACK
        and (_is_change(e, scope) or _is_told(e, diagnosed, began))
        and (e.time >= began - _LOOK_BACK or (e.time >= began - _NAMED_BACK and _is_named(e, named)))
        and not _is_usual(e, began)
    ]
    after = [e for e in events if began < e.time <= scope.until]
    taken_back = rolled_back(events, began)
    found = []
    for group in grouped([*changes, *outside]):
        first = speaker(group)
        verdict = weigh(first, group, after, scope, began, taken_back)
        stated = stated_start(group, began) if first.kind == "status" else None
        found.append(Change(first, tuple(group), verdict, merge_of(group, events), stated))
    explained = any(c.sure and c.first.kind == "deploy" and c.verdict.affected for c in found)
    ranked = sorted(found, key=lambda c: (explained and _gave_way(c), *_rank(c)))
    return [_with_merge(c, ranked) for c in ranked]


def _gave_way(change: Change) -> bool:
    """Whether it is only a line that tells that something ran out: where people name a deployment, its effect."""
    return change.first.kind in ("log", "other") and words.GIVES_WAY.search(change.first.text) is not None


def _rank(change: Change) -> tuple[bool, float, bool, float]:
    """The surest and heaviest first; of equals the latest, but of lines of logs the first of the burst."""
    line = change.first.kind == "log"
    time = change.time.timestamp()
    return not (change.sure and change.score >= 2.5), -change.score, line, time if line else -time


def _with_merge(change: Change, others: Sequence[Change]) -> Change:
    """Where only a message tells that it took effect: the merge of what was deployed just before it, if
    responders named that too."""
    if change.merged or not change.sure or change.first.kind not in ("message", "log"):
        return change
    for other in others:
        if other.sure and other.merged and timedelta(0) <= change.time - other.time <= _TAKES_EFFECT:
            return replace(change, merged=other.merged)
    return change


def _is_change(event: Event, scope: Scope) -> bool:
    """Whether something was changed, switched, or gave way by itself."""
    elsewhere = words.NOT_PRODUCTION.match(event.environment or "") and not scope.exercise
    if elsewhere or (event.severity or "").lower() in words.QUIET_SEVERITY - {"info"}:
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
    return event.time >= began - _LINES_BACK and any(n in event.text for n in names)


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
                for n in VERSION.findall(event.text)
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
    return event.details.get("burst", "1") != "1" or event.time < began - _LINES_BACK


def is_outside(event: Event, scope: Scope) -> bool:
    """Whether a status page is somebody else's: a supplier's, not the one that we write."""
    return event.details.get("page") in scope.suppliers
