"""Alerts of Prometheus Alertmanager: dumps of its API, of Prometheus' own API, and webhook payloads.

How to get them, as a JSON file:

    curl https://ALERTMANAGER/api/v2/alerts > alerts.json          (or /api/v2/alerts/groups)
    curl https://PROMETHEUS/api/v1/alerts > alerts.json            (only what is active right now)
    amtool alert query -o json > alerts.json

or let a webhook receiver append each payload to a file, one a line; that keeps what has recovered.
Formats: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config and the OpenAPI of
Alertmanager. Grafana's webhooks have the same shape and are read as well. Refuses rules and metrics.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any, Literal

from howcome.evidence.importer import Context, File, missing_time, one_line, read_time
from howcome.evidence.json_shape import as_list, as_object, documents, glimpse, place_in, stated_time, word
from howcome.evidence.model import Certainty, Event, Problem, Record

_SERVICE = ("service", "app", "job", "namespace")
_ENVIRONMENT = ("env", "environment", "stage", "cluster")
_SUMMARY = ("summary", "description", "message", "title")

_Origin = Literal["webhook", "api", "prometheus"]


@dataclass(frozen=True, slots=True)
class _Found:
    """One alert as it lies in a document, with what its envelope says about it."""

    place: str
    alert: Any
    origin: _Origin
    receivers: tuple[str, ...] = ()


class Alertmanager:
    """Reads alerts; each gives an event when it fired and, where the source knows, when it recovered."""

    name = "alertmanager"
    title = "Alertmanager alerts"

    def accepts(self, file: File) -> bool:
        """Whether the first value of the file holds alerts with labels and a start."""
        value = glimpse(file)
        if isinstance(value, list):
            return bool(value) and _all_but_cut(value, lambda v: _is_alert(v) or _is_group(v))
        return isinstance(value, dict) and (_is_alert(value) or _holds_alerts(value))

    def read(self, file: File, source: str, context: Context) -> Iterator[Record]:
        """Events of all alerts; the same notification repeated is stated once."""
        seen: set[tuple[str, ...]] = set()
        for item in documents(file):
            if isinstance(item, Problem):
                yield item
                continue
            place, value = item
            for found in _alerts(value, place):
                for record in _read_alert(file, source, context, found, seen):
                    if not isinstance(record, Event) or _first_time(seen, record.key, ""):
                        yield record


importer = Alertmanager()


def _is_alert(value: Any) -> bool:
    alert = as_object(value)
    start = alert.get("startsAt", alert.get("activeAt"))
    return isinstance(alert.get("labels"), dict) and isinstance(start, str)


def _all_but_cut(values: list[Any], of_this_kind: Callable[[Any], bool]) -> bool:
    """Whether all are of this kind; the last may end in the middle, where the file's head ends."""
    last = as_object(values[-1])
    begun = "alertname" in as_object(last.get("labels")) or {"annotations", "fingerprint"} <= last.keys()
    return all(of_this_kind(v) for v in values[:-1]) and (begun or len(values) > 1 or of_this_kind(last))


def _is_group(value: Any) -> bool:
    """A group of `/api/v2/alerts/groups`, or a webhook payload."""
    return isinstance(value, dict) and _holds_alerts(value)


def _holds_alerts(envelope: Mapping[str, Any]) -> bool:
    data = envelope.get("data")
    inner = data.get("alerts") if isinstance(data, dict) else data
    alerts = envelope.get("alerts", inner)
    if not isinstance(alerts, list):
        return False
    if alerts:
        return _all_but_cut(alerts, _is_alert)
    is_webhook = "groupKey" in envelope and "receiver" in envelope
    is_prometheus = isinstance(data, dict) and "status" in envelope
    return is_webhook or is_prometheus


def _alerts(value: Any, place: str) -> Iterator[_Found]:
    """Every alert in `value`, whatever its envelope."""
    envelope = as_object(value)
    data = envelope.get("data")
    if isinstance(value, list):
        for number, one in enumerate(value, 1):
            if isinstance(one, dict) and "alerts" in one:
                yield from _alerts(one, place_in(place, f"group {number}"))
            else:
                yield _Found(place_in(place, f"alert {number}"), one, "api")
    elif "alerts" in envelope:
        webhook = "groupKey" in envelope or "groupLabels" in envelope or "status" in envelope
        receiver = _receiver(envelope.get("receiver"))
        for number, one in enumerate(as_list(envelope["alerts"]), 1):
            origin: _Origin = "webhook" if webhook else "api"
            yield _Found(place_in(place, f"alert {number}"), one, origin, receiver)
    elif isinstance(data, dict):
        for number, one in enumerate(as_list(data.get("alerts")), 1):
            yield _Found(place_in(place, f"alert {number}"), one, "prometheus")
    elif isinstance(data, list):
        yield from _alerts(data, place)
    else:
        yield _Found(place, value, "api")


def _receiver(value: Any) -> tuple[str, ...]:
    name = word(value.get("name") if isinstance(value, dict) else value)
    return (name,) if name else ()


def _read_alert(
    file: File, source: str, context: Context, found: _Found, seen: set[tuple[str, ...]]
) -> Iterator[Record]:
    alert = as_object(found.alert)
    labels = {str(k): str(v) for k, v in as_object(alert.get("labels")).items()}
    if not labels:
        yield Problem(file.name, found.place, "no alert with labels here")
        return
    if found.origin == "prometheus" and alert.get("state") != "firing":
        return
    stated = alert.get("activeAt") if found.origin == "prometheus" else alert.get("startsAt")
    read = stated_time(file, context, stated)
    if read is None:
        yield missing_time(file, found.place, stated)
        return
    start, certainty = read
    if found.origin == "prometheus":
        certainty = "approximate"  # activeAt is when the rule began to hold, before its `for` had passed
    fingerprint = word(alert.get("fingerprint")) or _fingerprint(labels)
    if _first_time(seen, fingerprint, "fired", start.isoformat()):
        yield _event(source, found, labels, fingerprint, "fired", start, certainty)
    end = _end(found, alert, start.tzinfo)
    if end is not None and _first_time(seen, fingerprint, "recovered", start.isoformat()):
        yield _event(source, found, labels, fingerprint, "recovered", end, certainty)


def _first_time(seen: set[tuple[str, ...]], *notice: str) -> bool:
    if notice in seen:
        return False
    seen.add(notice)
    return True


def _end(found: _Found, alert: Mapping[str, Any], zone: tzinfo | None) -> datetime | None:
    """When the alert recovered. The end of an alert that still fires is only a timeout in the future."""
    end = read_time(alert.get("endsAt"), zone)
    if found.origin == "webhook":
        return end if alert.get("status") == "resolved" else None
    updated = read_time(alert.get("updatedAt"), zone)
    return end if end is not None and updated is not None and end <= updated else None


def _fingerprint(labels: Mapping[str, str]) -> str:
    stated = json.dumps(sorted(labels.items()), ensure_ascii=True)
    return hashlib.sha1(stated.encode(), usedforsecurity=False).hexdigest()[:16]


def _event(
    source: str,
    found: _Found,
    labels: Mapping[str, str],
    fingerprint: str,
    signal: Literal["fired", "recovered"],
    time: datetime,
    certainty: Certainty,
) -> Event:
    alert = as_object(found.alert)
    notes = as_object(alert.get("annotations"))
    name = word(labels.get("alertname")) or "without a name"
    summary = next((s for key in _SUMMARY if (s := word(notes.get(key), 400))), None)
    fired = f"Alert {name} fired: {summary}" if summary else f"Alert {name} fired"
    return Event(
        time=time,
        kind="alert",
        text=one_line(fired if signal == "fired" else f"Alert {name} recovered"),
        source=source,
        key=f"{fingerprint}:{signal}:{int(time.timestamp())}",
        certainty=certainty,
        service=_label(labels, _SERVICE),
        severity=_label(labels, ("severity",)),
        signal=signal,
        group=fingerprint,
        environment=_label(labels, _ENVIRONMENT),
        automatic=True,
        details=_details(found, name, notes),
    )


def _label(labels: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((w for name in names if (w := word(labels.get(name)))), None)


def _details(found: _Found, name: str, notes: Mapping[str, Any]) -> dict[str, str]:
    alert = as_object(found.alert)
    details = {"alertname": name}
    if description := word(notes.get("description"), 198):
        details["description"] = description
    own = [n for r in as_list(alert.get("receivers")) for n in _receiver(r)]
    if receivers := dict.fromkeys([*own, *found.receivers]):
        details["receiver"] = one_line(", ".join(receivers), 200)
    if as_object(alert.get("status")).get("state") == "suppressed":
        details["state"] = "suppressed"
    return details
