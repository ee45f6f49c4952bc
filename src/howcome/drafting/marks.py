"""The marks of the incident, each from one statement of the evidence. What nobody states stays open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from howcome.evidence.model import Event

from . import vocabulary as words
from .changes import Change
from .incident import Scope
from .signs import is_own_status

#: A signal this long before harm began can still be the one that told of it.
_EARLY = timedelta(minutes=15)
#: What bots of incident tools write: "Incident #412 opened", "Status changed *Monitoring* → *Resolved*".
_TOOL = re.compile(
    r"\bincident\b|\b(?:status|milestone|severity) (?:was )?(?:changed|updated)\b|\bINC-\d+", re.IGNORECASE
)
#: Harm that is stated afterwards lasted at most this long, and lay at most this long before its first signs.
_LONGEST = timedelta(hours=20)
#: A change of this score is the trigger even where nobody says so: what was affected, deployed just before.
_PLAIN = 8.0


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: its time, the event that states it (None: counted from requests), and why this one."""

    name: str
    time: datetime
    event: Event | None
    why: str


def find_marks(events: Sequence[Event], scope: Scope, change: Change | None) -> dict[str, Mark]:
    """Marks by name, each only where the evidence states it."""
    inside = [e for e in events if scope.since <= e.time <= scope.until]
    found: dict[str, Mark] = {}
    if change:
        found["trigger"] = Mark("trigger", change.time, change.first, "; ".join(change.reasons))
        plain = change.sure or change.score >= _PLAIN
        if plain and change.merged and change.merged.time < change.time:
            found["introduced"] = Mark(
                "introduced", change.merged.time, change.merged, "the change entered the code"
            )
    harm = scope.harm
    if harm:
        found["impact-started"] = Mark(
            "impact-started", harm.start, None, "the first minute with failed requests above the usual"
        )
        found["impact-ended"] = Mark("impact-ended", harm.end, None, "the end of the last such minute")
    else:
        found |= {mark.name: mark for mark in _stated_window(inside, scope)}
    began = harm.start if harm else scope.start
    detected = _detected(inside, scope, began)
    declared = _declared(inside, scope, began)
    if declared and declared.event and (detected is None or declared.time < detected.time):
        detected = _noticed(inside, declared.event) or declared.event
    if detected:
        found["detected"] = Mark("detected", detected.time, detected, "the first signal that told of it")
        began = min(began, detected.time)
    for mark in (
        _notified(inside, scope, began),
        _acknowledged(inside, scope, began),
        declared,
        _diagnosed(inside, scope, began),
    ):
        if mark:
            found[mark.name] = mark
    resolved = _resolved(inside, scope, harm.end if harm else None, began)
    mitigated = _mitigated(inside, scope, found, resolved)
    for mark in (mitigated, resolved):
        if mark:
            found[mark.name] = mark
    return found


def is_related(event: Event, scope: Scope) -> bool:
    """Whether an alert or page belongs to this incident: production, loud enough, of an affected service."""
    if event.details.get("alertname") in scope.alerts:
        return True
    elsewhere = words.NOT_PRODUCTION.match(event.environment or "") and not scope.exercise
    if elsewhere or (event.severity or "").lower() in words.QUIET_SEVERITY:
        return False
    if scope.harm and event.time < scope.harm.start - timedelta(minutes=20):
        return False
    if event.kind == "page" and scope.pages:
        return event.group in scope.pages or event.group is None
    if event.service is None:
        return _may_concern(event, scope)
    return not scope.services or event.service in scope.services


def _may_concern(event: Event, scope: Scope) -> bool:
    """Whether an alert that names no service may be of this incident: loud, or with a word of its services."""
    if (
        event.kind != "alert"
        or not scope.services
        or (event.severity or "").lower() not in words.LOW_SEVERITY
    ):
        return True
    told = re.sub(r"([a-z])([A-Z])", r"\1 \2", event.text).lower()
    return any(w in told for s in scope.services for w in re.split(r"[-_.\s]", s.lower()) if len(w) > 3)


def _stated_window(events: Sequence[Event], scope: Scope) -> Iterable[Mark]:
    """The edges of the harm as people stated them afterwards in UTC, where no requests count it; the last
    statement speaks."""
    for event in reversed(events):
        ours = event.group in scope.status if event.kind == "status" else _human(event) and _own(event, scope)
        said = words.STATES_WINDOW.search(event.text) if ours else None
        if said is None or words.RULES_OUT.search(event.text) or event.signal == "maintenance":
            continue
        harmful = words.SYMPTOMS, words.REPORTS, words.COUNTS_HARM, words.HARMED
        if not any(pattern.search(event.text) for pattern in harmful):
            continue
        end = _clock_before(said[2], event.time)
        start = _clock_before(said[1], end) if end else None
        if start and end and end - start <= _LONGEST and end >= scope.start - _LONGEST:
            yield Mark("impact-started", start, event, "as it was stated afterwards")
            yield Mark("impact-ended", end, event, "as it was stated afterwards")
            return


def _clock_before(text: str, latest: datetime) -> datetime | None:
    """The last time before `latest` at which a clock in UTC showed `text`."""
    time = words.clock_on(text, latest.astimezone(UTC))
    return time - timedelta(days=1) if time and time > latest else time


def _first(events: Iterable[Event], test: Callable[[Event], object]) -> Event | None:
    return next((e for e in events if test(e)), None)


def _human(event: Event) -> bool:
    """Words of a person: a message, a note on a page, or a row of a table that somebody wrote."""
    if event.kind == "other":
        return event.key.startswith("row ")
    if event.kind == "page":
        return event.signal == "annotated" and bool(event.actors)
    return event.kind in ("message", "decision") and not event.automatic


def _is_monitor(event: Event, scope: Scope) -> bool:
    """A bot that says that something is down, and not that it is up again or of another environment."""
    text = event.text
    if (
        not words.MONITOR.search(text)
        or words.RECOVERS.search(text)
        or re.search(r"(?i)\bresolved|\bup again|\bok\b", text)
    ):
        return False
    if not scope.exercise and re.search(r"(?i)\b(?:staging|sandbox|pre-?prod)\b", text):
        return False
    started = scope.harm.start if scope.harm else scope.start
    return event.time >= started - timedelta(minutes=2)


def _of_incident_tool(event: Event) -> bool:
    """A bot's word about the incident's own state, in the name of whoever pressed the button."""
    return event.kind == "message" and event.automatic and _TOOL.search(event.text) is not None


def _own(event: Event, scope: Scope) -> bool:
    """Whether a statement is made where the incident is led: its channel, its page, or a table of its events."""
    if event.kind == "page":
        return event.group in scope.pages
    return event.group in scope.channels or not scope.channels or event.key.startswith("row ")


def _detected(events: Sequence[Event], scope: Scope, began: datetime) -> Event | None:
    early = began - _EARLY
    latest = scope.harm.end if scope.harm else scope.end
    signals = [e for e in events if early <= e.time <= latest]
    return _first(
        signals,
        lambda e: (
            (e.kind == "alert" and e.signal == "fired" and is_related(e, scope))
            or (e.kind == "page" and e.signal == "triggered" and is_related(e, scope))
            or (
                _human(e)
                and e.kind != "other"
                and words.REPORTS.search(e.text)
                and not words.RECOVERS.search(e.text)
            )
            or (_human(e) and e.group in scope.channels and words.DECLARES.search(e.text))
            or (e.kind == "message" and e.automatic and _is_monitor(e, scope))
            or (e.signal == "investigating" and is_own_status(e, scope.suppliers))
        ),
    )


def _noticed(events: Sequence[Event], declared: Event) -> Event | None:
    """What somebody wrote in the same channel shortly before it was declared: something looked wrong."""
    return _first(
        events,
        lambda e: (
            _human(e)
            and e.group == declared.group
            and timedelta(0) < declared.time - e.time <= timedelta(minutes=30)
            and len(e.text.split()) >= 5
            and (words.REPORTS.search(e.text) or words.SYMPTOMS.search(e.text) or words.ODD.search(e.text))
        ),
    )


def _notified(events: Sequence[Event], scope: Scope, began: datetime) -> Mark | None:
    event = _first(
        events,
        lambda e: e.kind == "page" and e.signal == "notified" and is_related(e, scope) and e.time >= began,
    )
    return Mark("notified", event.time, event, "the pager reached a person") if event else None


def _acknowledged(events: Sequence[Event], scope: Scope, began: datetime) -> Mark | None:
    event = _first(
        events,
        lambda e: (
            e.kind == "page" and e.signal == "acknowledged" and is_related(e, scope) and e.time >= began
        ),
    )
    if event:
        return Mark("acknowledged", event.time, event, "the page was acknowledged")
    if any(e.kind == "page" and e.signal == "triggered" and is_related(e, scope) for e in events):
        return None
    event = _first(events, lambda e: _human(e) and e.time >= began and words.TAKES_ON.search(e.text))
    return Mark("acknowledged", event.time, event, "somebody wrote that they look at it") if event else None


def _declared(events: Sequence[Event], scope: Scope, began: datetime) -> Mark | None:
    talk = [e for e in events if (_human(e) or e.kind == "message") and e.time >= began - _EARLY]
    own = [e for e in talk if _own(e, scope)]
    for pool in (own, talk):
        event = _first(pool, lambda e: words.DECLARES.search(e.text) and not e.text.rstrip().endswith("?"))
        if event:
            return Mark("declared", event.time, event, "it was declared in chat")
    event = _first(
        events, lambda e: e.group in scope.channels and e.key == "created" and e.time >= began - _EARLY
    )
    return Mark("declared", event.time, event, "the incident's channel was made") if event else None


def _diagnosed(events: Sequence[Event], scope: Scope, began: datetime) -> Mark | None:
    named = re.compile(
        r"\bfound (?:it|the)\b|\broot cause\b|\bthe (?:cause|reason|culprit) (?:is|was)\b|\bcaused by\b", re.I
    )
    event = _first(
        events,
        lambda e: (
            _human(e)
            and e.time >= began
            and _own(e, scope)
            and named.search(e.text)
            and not e.text.rstrip().endswith("?")
            and not words.RULES_OUT.search(e.text)
        ),
    )
    return Mark("diagnosed", event.time, event, "a mechanism was named") if event else None


def _resolved(
    events: Sequence[Event], scope: Scope, harm_ended: datetime | None, began: datetime
) -> Mark | None:
    earliest = harm_ended - timedelta(minutes=2) if harm_ended else began
    later = [e for e in events if e.time >= earliest]
    said = [
        e
        for e in later
        if (_human(e) or _of_incident_tool(e))
        and (_own(e, scope) or _of_incident_tool(e))
        and words.RESOLVES.search(e.text)
        and not words.NOT_YET.search(e.text)
    ]
    if said:
        return Mark("resolved", said[-1].time, said[-1], "it was called resolved in chat")
    pages = [e for e in later if e.kind == "page" and e.signal == "resolved" and is_related(e, scope)]
    by_people = [e for e in pages if e.actors]
    status = [e for e in later if e.signal == "status-resolved" and is_own_status(e, scope.suppliers)]
    for pool, why in (
        (by_people, "the page was resolved by a person"),
        (status, "the status page says resolved"),
        (pages, "the page was resolved"),
    ):
        if pool:
            return Mark("resolved", pool[-1].time, pool[-1], why)
    return None


def _mitigated(
    events: Sequence[Event], scope: Scope, found: dict[str, Mark], resolved: Mark | None
) -> Mark | None:
    """The last act that worked before the harm ended: a finished deployment, or words that say it is done."""
    start = min(
        (m.time for n, m in found.items() if n in ("detected", "impact-started", "declared")),
        default=scope.start,
    )
    end = _harm_ended(events, scope, found, resolved)
    acts = [e for e in events if start < e.time <= end + timedelta(minutes=3)]
    said = [
        e
        for e in acts
        if _human(e)
        and _own(e, scope)
        and not words.NO_HELP.search(e.text)
        and not e.text.rstrip().endswith("?")
    ]
    plain = [e for e in said if re.search(r"\bmitigated\b|\bmitigation\b", e.text, re.IGNORECASE)]
    plain = plain or [
        e for e in acts if _of_incident_tool(e) and re.search(r"(?i)(?:→|->)\W*mitigated\b", e.text)
    ]
    if plain:
        return Mark("mitigated", plain[-1].time, plain[-1], "it was called mitigated in chat")
    near = end - timedelta(minutes=25)
    done = [
        e for e in said if e.time >= near and (words.MITIGATED.search(e.text) or words.DONE.search(e.text))
    ]
    finished = [e for e in acts if e.time >= near and _is_finished(e, events, start, scope)]
    before = [e for e in done if e.time <= end + timedelta(seconds=45)]
    pool = [*finished[-1:], *(before or done)[-1:]]
    if not pool:
        return None
    event = max(pool, key=lambda e: e.time)
    if (
        finished
        and event.kind in ("message", "other")
        and event.time - finished[-1].time <= timedelta(minutes=5)
    ):
        event = finished[-1]
    return Mark("mitigated", event.time, event, "the last act before the harm ended")


def _harm_ended(
    events: Sequence[Event], scope: Scope, found: dict[str, Mark], resolved: Mark | None
) -> datetime:
    """The end of the counted or stated harm; else the last recovery of a related alert; else when it was resolved."""
    if "impact-ended" in found:
        return found["impact-ended"].time
    recovered = [
        e.time for e in events if e.kind == "alert" and e.signal == "recovered" and is_related(e, scope)
    ]
    if recovered:
        return max(recovered)
    return resolved.time if resolved else scope.end


def _is_finished(event: Event, events: Sequence[Event], start: datetime, scope: Scope) -> bool:
    """A deployment (or the workflow run of a revert) that began after the first sign and ended well."""
    if event.kind not in ("deploy", "other") or event.signal != "finished":
        return False
    if scope.services and event.service and event.service not in scope.services and event.kind == "deploy":
        run = (event.group or "").startswith("run ")
        if not run:
            return False
    if event.kind == "other" and not re.search(r"\brevert|\broll", event.text, re.IGNORECASE):
        return False
    return _began_after(event, events, start)


def _began_after(finish: Event, events: Sequence[Event], start: datetime) -> bool:
    starts = [
        e.time for e in events if e.kind == "deploy" and e.signal == "started" and e.group == finish.group
    ]
    return bool(starts) and min(starts) >= start
