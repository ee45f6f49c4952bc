"""The pager and the alerts: PagerDuty's log entries and incidents, Alertmanager's API and webhooks.

Formats: https://developer.pagerduty.com/api-reference/ and the OpenAPI of Alertmanager (version 2).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from .story import AROHA, INES, MEILING, PAGE_NUMBER, RAVI, SERVICE, WHEN, Colleague, at, digits, iso

_TITLE = "FareSearchErrorsHigh: more than 5 % of searches fail"


def files() -> Iterator[tuple[str, bytes]]:
    """Everything below `pagerduty/` and `alerts/`."""
    page, week_before = _page(), _earlier_page()
    yield "pagerduty/log_entries.json", _json({"log_entries": _log_entries(), "limit": 100, "more": False})
    yield "pagerduty/incident.json", _json({"incident": page})
    month = {"incidents": [page, week_before], "limit": 100, "offset": 0, "more": False, "total": None}
    yield "pagerduty/incidents.json", _json(month)
    yield "alerts/alertmanager.json", _json(_snapshot())
    yield "alerts/webhooks.jsonl", _webhooks()


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


# ---------------------------------------------------------------- the pager


def _user(person: Colleague) -> dict[str, str]:
    return {"id": f"P{person.id[-5:]}", "type": "user_reference", "summary": person.name}


def _service(name: str) -> dict[str, str]:
    return {"id": f"P{digits(name, 6).upper()}", "type": "service_reference", "summary": name}


def _incident(
    number: int, title: str, service: str, who: Colleague, times: tuple[datetime, datetime, datetime]
) -> dict[str, Any]:
    """An incident of the pager; `times` are when it was triggered, acknowledged and resolved."""
    triggered, acknowledged, resolved = times
    id_ = f"Q{digits(f'page {number}', 12).upper()}"
    return {
        "id": id_,
        "type": "incident",
        "summary": f"[#{number}] {title}",
        "html_url": f"https://{SERVICE}.pagerduty.com/incidents/{id_}",
        "incident_number": number,
        "title": title,
        "created_at": iso(triggered),
        "status": "resolved",
        "urgency": "high",
        "incident_key": digits(title),
        "service": _service(service),
        "priority": {"id": "PPRIO2", "type": "priority_reference", "summary": "P2"},
        "escalation_policy": {"id": "PESC1", "type": "escalation_policy_reference", "summary": "Search"},
        "acknowledgements": [{"at": iso(acknowledged), "acknowledger": _user(who)}],
        "assignments": [{"at": iso(triggered), "assignee": _user(who)}],
        "resolved_at": iso(resolved),
        "last_status_change_at": iso(resolved),
        "last_status_change_by": _user(who),
    }


def _page() -> dict[str, Any]:
    times = (WHEN["page triggered"], WHEN["page acknowledged"], WHEN["resolved"])
    return _incident(PAGE_NUMBER, _TITLE, SERVICE, INES, times)


def _earlier_page() -> dict[str, Any]:
    times = (at("02:14:31", 10), at("02:19:02", 10), at("02:51:40", 10))
    return _incident(7702, "BackupLate: no backup of bookings for 26 hours", "bookings-db", RAVI, times)


def _log_entries() -> list[dict[str, Any]]:
    """Newest first, as the API gives them."""
    service = {"id": "PSVCAM", "type": "service_reference", "summary": "Alertmanager"}
    rows: tuple[tuple[datetime, str, str, dict[str, str]], ...] = (
        (WHEN["page triggered"], "trigger", "Triggered through the API.", service),
        (WHEN["page notified"], "notify", f"Notified {INES.name} by push notification.", service),
        (WHEN["page acknowledged"], "acknowledge", f"Acknowledged by {INES.name}.", _user(INES)),
        (
            WHEN["diagnosed"] + timedelta(seconds=75),
            "annotate",
            f"Note by {MEILING.name}: the fare cache keeps fares for 6 seconds since the change of 15:40 UTC.",
            _user(MEILING),
        ),
        (WHEN["resolved"], "resolve", f"Resolved by {AROHA.name}.", _user(AROHA)),
    )
    page = _page()
    incident = {key: page[key] for key in ("id", "summary", "html_url")} | {"type": "incident_reference"}
    entries = []
    for time, kind, summary, agent in rows:
        entry: dict[str, Any] = {
            "id": f"R{digits(kind, 13).upper()}",
            "type": f"{kind}_log_entry",
            "summary": summary,
            "created_at": iso(time),
            "agent": agent,
            "incident": incident,
            "service": _service(SERVICE),
        }
        if kind == "notify":
            entry["user"] = _user(INES)
        entries.append(entry)
    return entries[::-1]


# ---------------------------------------------------------------- the alerts

_ERRORS = (
    {"alertname": "FareSearchErrorsHigh", "service": SERVICE, "severity": "critical", "env": "production"},
    "More than 5 % of searches failed for 10 minutes",
    "The rule waits for 10 minutes before it fires.",
)
_QUEUE = (
    {"alertname": "QuoteQueueGrows", "service": "pricing", "severity": "warning", "env": "production"},
    "The queue of quotes has grown for 15 minutes",
    "Goes to the dashboard only, not to the pager.",
)
_CERTIFICATE = (
    {"alertname": "CertificateExpires", "service": "sandbox", "severity": "info", "env": "staging"},
    "The certificate of the sandbox expires in 21 days",
    "Renew it in the secrets store.",
)
_DISK = (
    {"alertname": "DiskFillsUp", "service": "ci-runner", "severity": "warning", "env": "build"},
    "The disk of ci-runner-2 is 88 % full",
    "Old images are removed every night.",
)

Rule = tuple[dict[str, str], str, str]
_QUEUE_FIRED = at("17:21:00")


def _alert(rule: Rule, start: datetime, end: datetime | None) -> dict[str, Any]:
    labels, summary, description = rule
    return {
        "labels": labels,
        "annotations": {"summary": summary, "description": description},
        "startsAt": iso(start),
        "endsAt": iso(end) if end else "0001-01-01T00:00:00Z",
        "generatorURL": "https://metrics.fernweh.example.com/graph",
        "fingerprint": digits(labels["alertname"]),
    }


def _snapshot() -> list[dict[str, Any]]:
    """What the API answered at 17:45, while it lasted."""
    now = at("17:45:00")
    rows = ((_ERRORS, WHEN["alert fired"]), (_QUEUE, _QUEUE_FIRED), (_CERTIFICATE, at("06:00:00")))
    found = []
    for rule, start in rows:
        state = {"state": "active", "silencedBy": [], "inhibitedBy": []}
        alert = _alert(rule, start, now + timedelta(minutes=4))
        name = "pager" if rule is _ERRORS else "dashboard"
        found.append(alert | {"updatedAt": iso(now), "status": state, "receivers": [{"name": name}]})
    return found


def _webhooks() -> bytes:
    """One notice a line: a disk of the day before, then the errors and the queue, fired and recovered."""
    rows: tuple[tuple[Rule, datetime, datetime | None], ...] = (
        (_DISK, at("03:10:00", 16), None),
        (_DISK, at("03:10:00", 16), at("03:42:00", 16)),
        (_ERRORS, WHEN["alert fired"], None),
        (_QUEUE, _QUEUE_FIRED, None),
        (_ERRORS, WHEN["alert fired"], WHEN["alert recovered"]),
        (_QUEUE, _QUEUE_FIRED, at("18:05:00")),
    )
    return b"".join(
        notice(rule, start, end, "pager" if rule is _ERRORS else "dashboard") for rule, start, end in rows
    )


def notice(rule: Rule, start: datetime, end: datetime | None, receiver: str) -> bytes:
    """One line: what Alertmanager posts when an alert fires, or recovers where it has an `end`."""
    labels, status = rule[0], "resolved" if end else "firing"
    posted = {
        "version": "4",
        "groupKey": f'{{}}:{{alertname="{labels["alertname"]}"}}',
        "receiver": receiver,
        "status": status,
        "alerts": [{"status": status, **_alert(rule, start, end)}],
        "groupLabels": {"alertname": labels["alertname"]},
        "commonLabels": labels,
        "commonAnnotations": {},
        "externalURL": "https://alerts.fernweh.example.com",
        "truncatedAlerts": 0,
    }
    return f"{json.dumps(posted, ensure_ascii=False)}\n".encode()
