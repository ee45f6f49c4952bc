"""Judges each event: how much it tells of the incident, or why it is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from howcome.evidence.model import Event

from . import vocabulary as words
from .incident import Scope
from .marks import is_related
from .relevance import ENOUGH, ENOUGH_AT_HOME, ENOUGH_ELSEWHERE, Entities, Talk, is_foreign, relevance
from .signs import is_own_status


@dataclass(frozen=True)
class Case:
    """What an event is judged by: the incident, what it names, when it began, and its conversation."""

    scope: Scope
    entities: Entities
    began: datetime
    talk: Talk
    foreign: frozenset[str] = frozenset()


def foreign_channels(events: Sequence[Event], scope: Scope, entities: Entities) -> frozenset[str]:
    """Channels of the incident whose language cannot be weighed."""
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
        score = relevance(event, entities)[0] if inside else 0.0
        if score >= 4 or (event.group in scope.channels and score >= 2.5):
            chosen.append(event)
        elif event.group not in scope.channels:
            others.append(event)
    return Talk.of(chosen, others, start, end)


def judge(event: Event, case: Case) -> tuple[float, str]:
    """How much an event tells (0: left out), and the reason."""
    if not case.scope.since <= event.time <= case.scope.until:
        if event.kind == "status" and event.until and event.until >= case.scope.since:
            return 1.0, ""
        return 0, "outside of the incident's time"
    if not case.scope.exercise and words.NOT_PRODUCTION.match(event.environment or ""):
        return 0, f"of the environment {event.environment}"
    if is_own_status(event, case.scope.suppliers) and event.group not in case.scope.status:
        return 0, "another incident on the status page"
    ask = {
        "message": _judge_message, "decision": _judge_message, "alert": _judge_signal, "page": _judge_signal,
        "deploy": _judge_deploy, "change": _judge_change, "log": _judge_log, "other": _judge_other,
    }.get(event.kind)  # fmt: skip
    if ask is None:
        return 3.0, ""
    return ask(event, case)


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
