"""Small events for tests of drafting: one line each."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from howcome.drafting.incident import Scope
from howcome.evidence.gather import Collected
from howcome.evidence.model import Event, Person

START = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
_keys = count(1)


def at(clock: str) -> datetime:
    """`10:05` or `10:05:30` on the day of the tests, or `-3d 10:05`."""
    days = 0
    if " " in clock:
        shift, clock = clock.split()
        days = int(shift.rstrip("d"))
    parts = [int(p) for p in clock.split(":")]
    return START.replace(
        hour=parts[0], minute=parts[1], second=parts[2] if len(parts) > 2 else 0
    ) + timedelta(days=days)


def say(clock: str, text: str, who: str = "Ona Petit", channel: str = "inc-1", **more: Any) -> Event:
    """A chat message."""
    return Event(
        time=at(clock),
        kind="message",
        text=text,
        source="chat",
        key=str(next(_keys)),
        actors=(who,),
        group=channel,
        **more,
    )


def deploy(clock: str, service: str, version: str, signal: str = "started", **more: Any) -> Event:
    """A step of a deployment of a version."""
    text = more.pop("text", f"Deployment of {service} {version} to production: {signal}")
    return Event(
        time=at(clock), kind="deploy", text=text, source="deploys", key=str(next(_keys)), service=service,
        signal=signal, group=f"deployment {service} {version}", reference=version, environment="production", **more,
    )  # fmt: skip


def alert(clock: str, name: str, signal: str = "fired", service: str = "ledger", **more: Any) -> Event:
    """An alert that fires or recovers."""
    details = {"alertname": name, **more.pop("details", {})}
    return Event(
        time=at(clock), kind="alert", text=f"Alert {name} {signal}", source="alerts", key=str(next(_keys)),
        service=service, signal=signal, group=name, automatic=True, details=details, **more,
    )  # fmt: skip


def page(clock: str, signal: str, who: str | None = None, **more: Any) -> Event:
    """A step in the life of page #7."""
    return Event(
        time=at(clock), kind="page", text=f"Page #7 {signal}", source="pager", key=str(next(_keys)), service="ledger",
        signal=signal, group="7", actors=(who,) if who else (), **more,
    )  # fmt: skip


def scope(services: tuple[str, ...] = ("ledger",), **more: Any) -> Scope:
    """An incident from 10:00 to 11:00 in the channel #inc-1 with page #7."""
    return Scope(
        START,
        at("11:00"),
        at("08:30"),
        at("12:00"),
        channels=("inc-1",),
        pages=("7",),
        services=services,
        **more,
    )


def collected(*events: Event, people: tuple[Person, ...] = ()) -> Collected:
    """Events as if they had been gathered."""
    return Collected((), tuple(sorted(events, key=lambda e: e.time)), (), (), people, ())
