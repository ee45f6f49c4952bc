"""Alerts, deployments, the service's log and two metrics of the second incident."""

from __future__ import annotations

import json
from collections.abc import Iterator

from howcome.example.code_host import deployment
from howcome.example.logs import json_line
from howcome.example.metrics import answer, between, gauge, rates
from howcome.example.paging import Rule, notice
from howcome.example.story import MEILING, OKELLO, digits
from howcome.example.traffic import by_minute

from .story import DATABASE, LOGGED, MIGRATION, NEW, OLD, PULL, SERVICE, WHEN, on, tries

_BUDGET: Rule = (
    {"alertname": "BookingBudgetBurns", "service": SERVICE, "severity": "critical", "env": "production"},
    "Bookings fail 14 times faster than their budget allows",
    "Looks at 5 minutes and at 1 hour together.",
)
_SESSIONS: Rule = (
    {"alertname": "SessionsWait", "service": DATABASE, "severity": "warning", "env": "production"},
    "More than 60 sessions wait for a lock",
    "Goes to the dashboard only, not to the pager.",
)


def files() -> Iterator[tuple[str, bytes]]:
    """Everything below `alerts/`, `github/`, `logs/` and `metrics/`."""
    yield "alerts/webhooks.jsonl", b"".join(_notices())
    yield "github/deployments.json", _deployments()
    yield "logs/booking-api.jsonl", "".join(_service()).encode()
    yield "logs/migrations.jsonl", "".join(_migration()).encode()
    writes = rates("booking_writes:rate1m", SERVICE, by_minute(tries()), LOGGED)
    yield "metrics/booking_writes.json", answer(writes)
    waiting = {"__name__": "sessions_waiting_for_lock", "service": DATABASE}
    yield "metrics/lock_waits.json", answer([(waiting, gauge(_waiting, "lock waits", 0, LOGGED))])


def _notices() -> Iterator[bytes]:
    began = on("09:52:10")
    yield notice(_BUDGET, WHEN["alert fired"], None, "pager")
    yield notice(_SESSIONS, began, None, "dashboard")
    yield notice(_SESSIONS, began, on("10:08:10"), "dashboard")
    yield notice(_BUDGET, WHEN["alert fired"], WHEN["alert recovered"], "pager")


def _deployments() -> bytes:
    """Newest first."""
    rows = (
        (OLD, OKELLO, f"Roll {SERVICE} back to {OLD}", "rollback"),
        (NEW, MEILING, f"Release {NEW} of {SERVICE}: Index bookings by travel day (#{PULL})", "rollout"),
    )
    made = [
        deployment(
            SERVICE,
            version,
            digits(f"{SERVICE} {version}", 40),
            who,
            text,
            (WHEN[f"{key} started"], WHEN[f"{key} finished"]),
            "5 of 5 pods",
        )
        for version, who, text, key in rows
    ]
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def _service() -> Iterator[str]:
    """Every try to store a booking."""
    for call in tries():
        about = {"method": call.method, "path": call.path, "status": call.status}
        about |= {"duration": call.seconds, "request_id": digits(str(call.time), 12)}
        if call.status >= 500:
            fields = {"level": "error", "msg": "booking not stored: lock timeout after 10 s", **about}
        else:
            fields = {"level": "info", "msg": "booking stored", **about}
        yield json_line(call.time, SERVICE, fields)


def _migration() -> Iterator[str]:
    """The job that changes tables; it belongs to the release and runs on its own."""
    rows = (
        (WHEN["migration started"], "info", f"migration {MIGRATION} started"),
        (on("09:41:58"), "info", "index on bookings_2026_11: building, 1 of 14"),
        (WHEN["second month locked"], "info", "index on bookings_2026_12: building, 2 of 14"),
        (
            WHEN["migration ended"],
            "error",
            f"migration {MIGRATION} ended by an administrator; nothing changed",
        ),
    )
    for time, level, text in rows:
        yield json_line(time.timestamp(), "booking-migrations", {"level": level, "msg": text})


def _waiting(time: float) -> float:
    if time < WHEN["migration ended"].timestamp():
        return between(time, WHEN["first failures"], WHEN["migration ended"], 2, 148)
    return between(time, WHEN["migration ended"], on("10:07:00"), 148, 2)
