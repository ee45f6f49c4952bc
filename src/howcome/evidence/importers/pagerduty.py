"""Pages of PagerDuty: incidents, log entries and notes of its REST API, and its v3 webhooks.

How to get them, with a read-only API key, as JSON files:

    curl -H 'Authorization: Token token=KEY' 'https://api.pagerduty.com/incidents/ID' > incident.json
    curl -H 'Authorization: Token token=KEY' \\
        'https://api.pagerduty.com/incidents/ID/log_entries?limit=100' > log_entries.json
    curl -H 'Authorization: Token token=KEY' 'https://api.pagerduty.com/incidents/ID/notes' > notes.json

(`/incidents?since=…&until=…` for many), or keep each webhook payload on a line of a file. The log entries
say most: who was notified when. Formats: https://developer.pagerduty.com/api-reference/ and
https://developer.pagerduty.com/docs/webhooks-overview. Refuses what is not about an incident.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from howcome.evidence.importer import Context, File, missing_time, one_line
from howcome.evidence.json_shape import as_list, as_object, documents, glimpse, place_in, stated_time, word
from howcome.evidence.model import Event, Person, Problem, Record, Signal

_LOG_SIGNALS: Mapping[str, Signal] = {
    "trigger": "triggered",
    "notify": "notified",
    "acknowledge": "acknowledged",
    "escalate": "escalated",
    "repeat_escalation_path": "escalated",
    "annotate": "annotated",
    "resolve": "resolved",
}

_WEBHOOK_SIGNALS: Mapping[str, Signal] = {
    "triggered": "triggered",
    "acknowledged": "acknowledged",
    "escalated": "escalated",
    "annotated": "annotated",
    "resolved": "resolved",
}

_LISTS = ("incidents", "log_entries", "notes")
_SINGLES = {"incident": "incidents", "log_entry": "log_entries", "note": "notes"}
_NUMBER = re.compile(r"^\[#(\d{1,12})\]\s*")

#: Of an incident's fields, those that only this pager has.
_OWN = {"incident_number", "escalation_policy", "first_trigger_log_entry", "incident_key"}


@dataclass(slots=True)
class _Reading:
    """One file while it is read: where records come from and which people were already named."""

    file: File
    source: str
    context: Context
    known: set[str] = field(default_factory=set)

    def people(self, *references: Any) -> Iterator[Person]:
        """A person for each reference to a user that was not met before."""
        for reference in references:
            user = as_object(reference)
            names = [word(user.get("name")), word(user.get("summary")), word(user.get("id"))]
            spelled = tuple(dict.fromkeys(n for n in names if n))
            if not _is_user(user) or not spelled or spelled[-1] in self.known:
                continue
            self.known.add(spelled[-1])
            yield Person(spelled, email=word(user.get("email")), title=word(user.get("job_title")))

    def event(self, place: str, time: Any, text: str, key: str | None, **fields: Any) -> Event | Problem:
        """A page's event, or the problem of one without a time or an id."""
        read = stated_time(self.file, self.context, time)
        if read is None:
            return missing_time(self.file, place, time)
        if key is None:
            return Problem(self.file.name, place, "no id here; expected a PagerDuty object")
        return Event(
            time=read[0],
            certainty=read[1],
            kind="page",
            text=one_line(text),
            source=self.source,
            key=key,
            **fields,
        )


class PagerDuty:
    """Reads the life of pages: triggered, notified, acknowledged, escalated, annotated, resolved."""

    name = "pagerduty"
    title = "PagerDuty"

    def accepts(self, file: File) -> bool:
        """Whether the first value of the file is an object of PagerDuty or an envelope of such."""
        value = glimpse(file)
        if isinstance(value, list):
            return bool(value) and _is_own(value[0])
        return _is_own(value)

    def read(self, file: File, source: str, context: Context) -> Iterator[Record]:
        """Events and the people named in them; an id that stands in the file twice is stated once."""
        reading = _Reading(file, source, context)
        seen: set[str] = set()
        for item in documents(file):
            if isinstance(item, Problem):
                yield item
                continue
            for record in _read_value(reading, item[1], item[0]):
                if isinstance(record, Event):
                    if record.key in seen:
                        continue
                    seen.add(record.key)
                yield record


importer = PagerDuty()


def _is_own(value: Any) -> bool:
    envelope = as_object(value)
    if _kind(envelope):
        return True
    if isinstance(envelope.get("page"), dict):  # a status page has incidents, too
        return False
    for single, many in _SINGLES.items():
        if single in envelope and _kind(envelope[single], many):
            return True
    for many in _LISTS:
        listed = envelope.get(many)
        if isinstance(listed, list):
            paged = {"limit", "offset", "more"} <= envelope.keys()
            sole = many != "incidents" and len(envelope) == 1
            begun = paged and as_object(listed[0]).get("type") == "incident" if listed else paged or sole
            return begun or bool(listed and _kind(listed[0], many) == many)
    return False


def _kind(value: Any, expected: str = "") -> str:
    """Which of incidents, log_entries, notes or webhooks an object is; "" for none of them.

    `expected` is what the envelope calls it, which helps where a note, or the begin of an object, is bare.
    """
    one = as_object(value)
    stated = str(one.get("type") or "")
    if stated.endswith("_log_entry"):
        return "log_entries"
    event = as_object(one.get("event"))
    if str(event.get("event_type") or "").startswith(("incident.", "service.", "pagey.")):
        return "webhooks"
    if _OWN & one.keys() and ("id" in one or "title" in one):
        return "incidents"
    if stated == "incident" and "urgency" in one and "service" in one:
        return "incidents"
    if "pagerduty.com/" in f"{one.get('self')} {one.get('html_url')}" and stated in ("incident", ""):
        return expected or "incidents"
    if expected == "notes" and "user" in one and ("content" in one or _is_user(as_object(one["user"]))):
        return "notes"
    if expected == "log_entries" and "id" in one and "agent" in one:
        return "log_entries"
    return ""


def _read_value(reading: _Reading, value: Any, place: str) -> Iterator[Record]:
    if isinstance(value, list):
        for number, one in enumerate(value, 1):
            yield from _read_value(reading, one, place_in(place, f"item {number}"))
        return
    envelope = as_object(value)
    if kind := _kind(envelope):
        yield from _READERS[kind](reading, envelope, place)
        return
    found = False
    for single, many in _SINGLES.items():
        if single in envelope:
            found = True
            yield from _read_one(reading, envelope[single], many, place_in(place, single))
    for many in _LISTS:
        if isinstance(envelope.get(many), list):
            found = True
            for number, one in enumerate(envelope[many], 1):
                yield from _read_one(reading, one, many, place_in(place, f"{many} {number}"))
    if not found:
        yield Problem(reading.file.name, place, "no incident, log entry, note or webhook of PagerDuty here")


def _read_one(reading: _Reading, value: Any, kind: str, place: str) -> Iterator[Record]:
    if isinstance(value, dict):
        yield from _READERS[kind](reading, value, place)
    else:
        yield Problem(reading.file.name, place, "expected an object")


def _read_incident(reading: _Reading, one: Mapping[str, Any], place: str) -> Iterator[Record]:
    key = word(one.get("id"))
    common = _common(one, one)
    named = f"Page {_numbered(one)}"
    yield from reading.people(*(as_object(a).get("assignee") for a in as_list(one.get("assignments"))))
    text = f"{named}: {_title(one)}" if _title(one) else named
    yield reading.event(place, one.get("created_at"), text, key, signal="triggered", **common)
    for number, stated in enumerate(as_list(one.get("acknowledgements")), 1):
        by = as_object(as_object(stated).get("acknowledger"))
        yield from reading.people(by)
        yield reading.event(
            place_in(place, f"acknowledgement {number}"),
            as_object(stated).get("at"),
            f"{named} acknowledged",
            f"{key}:ack:{number}",
            signal="acknowledged",
            actors=_actors(by),
            **common,
        )
    resolved = one.get("resolved_at")
    if not resolved and one.get("status") == "resolved":
        resolved = one.get("last_status_change_at")
    if resolved:
        by = as_object(one.get("last_status_change_by"))
        yield from reading.people(by)
        ended = f"{key}:resolved"
        said = f"{named} resolved"
        yield reading.event(place, resolved, said, ended, signal="resolved", actors=_actors(by), **common)


def _read_log_entry(reading: _Reading, one: Mapping[str, Any], place: str) -> Iterator[Record]:
    incident = as_object(one.get("incident"))
    agent = as_object(one.get("agent"))
    kind = str(one.get("type") or "").removesuffix("_reference").removesuffix("_log_entry")
    signal = _LOG_SIGNALS.get(kind)
    text = word(one.get("summary"), 1000) or kind.replace("_", " ").capitalize() or "Log entry"
    title = _title(incident)
    if signal == "triggered" and title and title not in text:
        text = f"{text.rstrip('.')}: {title}"
    yield from reading.people(agent, one.get("user"), *as_list(one.get("assignees")))
    yield reading.event(
        place,
        one.get("created_at"),
        text,
        word(one.get("id")),
        signal=signal,
        actors=_actors(agent),
        automatic=not _is_user(agent),
        details={} if signal or not kind else {"entry": kind[:60]},
        **_common(one, incident),
    )


def _read_note(reading: _Reading, one: Mapping[str, Any], place: str) -> Iterator[Record]:
    user = as_object(one.get("user"))
    yield from reading.people(user)
    yield reading.event(
        place,
        one.get("created_at"),
        f"Note: {one.get('content') or ''}",
        word(one.get("id")),
        signal="annotated",
        actors=_actors(user),
    )


def _read_webhook(reading: _Reading, one: Mapping[str, Any], place: str) -> Iterator[Record]:
    event = as_object(one.get("event"))
    kind = str(event.get("event_type") or "")
    if not kind.startswith("incident."):
        return
    happened = kind.removeprefix("incident.")
    data = as_object(event.get("data"))
    incident = as_object(data.get("incident")) or data
    agent = as_object(event.get("agent"))
    named = f"Page {_numbered(incident)}"
    title = _title(incident)
    if happened == "triggered":
        text = f"{named}: {title}" if title else named
    elif happened == "annotated":
        text = f"Note: {data.get('content') or ''}"
    else:
        text = f"{named} {happened.replace('.', ' ').replace('_', ' ')}"
    signal = _WEBHOOK_SIGNALS.get(happened)
    yield from reading.people(agent, *as_list(data.get("assignees")), data.get("user"))
    yield reading.event(
        place,
        event.get("occurred_at"),
        text,
        word(event.get("id")),
        signal=signal,
        actors=_actors(agent),
        automatic=not _is_user(agent),
        details={} if signal else {"entry": happened[:60]},
        **_common(data, incident),
    )


_READERS: Mapping[str, Callable[[_Reading, Mapping[str, Any], str], Iterator[Record]]] = {
    "incidents": _read_incident,
    "log_entries": _read_log_entry,
    "notes": _read_note,
    "webhooks": _read_webhook,
}


def _common(one: Mapping[str, Any], incident: Mapping[str, Any]) -> dict[str, str | None]:
    """What every event of an incident shares: its service, how bad it is, and which page it belongs to."""
    service = _summary(one.get("service")) or _summary(incident.get("service"))
    severity = _summary(incident.get("priority")) or word(incident.get("urgency"))
    return {"service": service, "severity": severity, "group": _number(incident) or word(incident.get("id"))}


def _summary(value: Any) -> str | None:
    reference = as_object(value)
    return word(reference.get("summary")) or word(reference.get("name"))


def _number(incident: Mapping[str, Any]) -> str | None:
    stated = word(incident.get("incident_number")) or word(incident.get("number"))
    found = _NUMBER.match(str(incident.get("summary") or ""))
    return stated or (found.group(1) if found else None)


def _numbered(incident: Mapping[str, Any]) -> str:
    number = _number(incident)
    return f"#{number}" if number else word(incident.get("id")) or "without a number"


def _title(incident: Mapping[str, Any]) -> str | None:
    return word(incident.get("title"), 300) or word(_NUMBER.sub("", str(incident.get("summary") or "")), 300)


def _is_user(reference: Mapping[str, Any]) -> bool:
    return str(reference.get("type") or "").startswith("user")


def _actors(reference: Mapping[str, Any]) -> tuple[str, ...]:
    name = _summary(reference) if _is_user(reference) else None
    return (name,) if name else ()
