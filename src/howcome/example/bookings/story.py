"""What happened on 3 November 2026, and every booking that was tried meanwhile.

Owns the moments and the counts; refuses to write any format.

A release brought a migration that builds an index on each month of the bookings in one transaction. While
the index of a month is built, and until the transaction ends, no booking of that month can be stored. Taking
the release back did not end the migration, which runs as a job of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from types import MappingProxyType

from howcome.example.story import at, stream
from howcome.example.traffic import Call, Impact, minutes, sum_up

SERVICE = "booking-api"
DATABASE = "bookings-db"
TEAM_CHANNEL = "team-bookings"
INCIDENT_CHANNEL = "inc-20261103-bookings"
PULL = 233
NEW, OLD = "2.14.0", "2.13.4"
MIGRATION = "0147_index_by_travel_day"


def on(clock: str, day: int = 3) -> datetime:
    """A moment of November 2026 in UTC."""
    return at(clock, day, 11)


WHEN: Mapping[str, datetime] = MappingProxyType({
    "merged": at("14:05:22", 30, 10),
    "rollout started": on("09:40:05"),
    "migration started": on("09:41:32"),
    "first failures": on("09:42:00"),
    "rollout finished": on("09:44:10"),
    "alert fired": on("09:46:20"),
    "second month locked": on("09:48:00"),
    "acknowledged": on("09:48:15"),
    "declared": on("09:51:30"),
    "rollback decided": on("09:53:20"),
    "rollback started": on("09:54:05"),
    "rollback finished": on("09:57:20"),
    "diagnosed": on("10:01:50"),
    "end decided": on("10:03:10"),
    "migration ended": on("10:04:15"),
    "last failures": on("10:06:00"),
    "alert recovered": on("10:12:30"),
    "resolved": on("10:20:00"),
})  # fmt: skip

#: From when to when every try to store a booking is logged.
LOGGED = (on("09:15:00"), on("10:40:00"))

#: (start, end, the share of bookings that fail): one month locked, two of them, and while connections return.
_PHASES = (
    (WHEN["first failures"], WHEN["second month locked"], 0.44),
    (WHEN["second month locked"], WHEN["migration ended"], 0.71),
    (WHEN["migration ended"], WHEN["last failures"], 0.3),
)


@cache
def tries() -> tuple[Call, ...]:
    """Every try to store a booking in the logged time, in order."""
    dice = stream("bookings")
    made: list[Call] = []
    for minute in minutes(*LOGGED):
        for moment in sorted(dice.random() * 59.9 for _ in range(dice.randrange(17, 26))):
            time = round(minute + moment, 3)
            fails = dice.random() < _share(time)
            status, size = (503, 161) if fails else (201, dice.randrange(700, 1900))
            seconds = round(dice.uniform(10.0, 10.2) if fails else dice.uniform(0.05, 0.4), 3)
            made.append(Call(time, "POST", "/api/bookings", status, size, seconds, dice.randrange(900)))
    return tuple(made)


def impact() -> Impact:
    """What the tries between the first and the last failing minute add up to."""
    return sum_up(tries(), WHEN["first failures"], WHEN["last failures"])


def _share(time: float) -> float:
    for start, end, share in _PHASES:
        if start.timestamp() <= time < end.timestamp():
            return share
    return 0.0
