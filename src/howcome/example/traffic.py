"""Every request that customers sent during the logged two hours, and what they add up to.

Owns the counts; refuses to write them anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache
from random import Random
from typing import NamedTuple

from .story import BASE_SHARE, LOGGED, PHASES, WHEN, stream

_ROUTES = (
    ("GET", "/api/search?from={a}&to={b}", 62),
    ("GET", "/api/fares/{n}", 21),
    ("POST", "/api/search/{n}/hold", 9),
    ("GET", "/api/stations?q={a}", 8),
)
_STATIONS = ("LIS", "OPO", "FAO", "EVR", "CBR", "BRG", "AVR", "VIG")
_CUSTOMERS = 420


class Call(NamedTuple):
    """One request. `time` is in epoch seconds when it was answered, `seconds` how long that took."""

    time: float
    method: str
    path: str
    status: int
    size: int
    seconds: float
    customer: int


class Impact(NamedTuple):
    """Requests between the first and the last failing minute: `failed` of `total`, over `minutes`."""

    failed: int
    total: int
    minutes: int

    @property
    def ratio(self) -> float:
        """The failed share of all, between 0 and 1."""
        return self.failed / self.total


@cache
def calls() -> tuple[Call, ...]:
    """All requests of the logged time, in order."""
    dice = stream("traffic")
    start, end = (int(t.timestamp()) for t in LOGGED)
    made: list[Call] = []
    for minute in range(start, end, 60):
        for moment in sorted(dice.random() * 59.99 for _ in range(_in_minute(minute, dice))):
            made.append(_call(round(minute + moment, 3), dice))
    return tuple(made)


def impact() -> Impact:
    """What the requests between the first and the last failing minute add up to."""
    return sum_up(calls(), WHEN["first failures"], WHEN["last failures"])


def sum_up(made: Iterable[Call], start: datetime, end: datetime) -> Impact:
    """What the requests from `start` to `end` add up to."""
    inside = [c for c in made if start.timestamp() <= c.time < end.timestamp()]
    failed = sum(c.status >= 500 for c in inside)
    return Impact(failed, len(inside), round((end - start).total_seconds() / 60))


def by_minute(made: Iterable[Call]) -> Mapping[int, Mapping[int, int]]:
    """Requests for each status and minute: `{200: {start of the minute in epoch seconds: count}}`."""
    counts: dict[int, dict[int, int]] = {}
    for call in made:
        minutes = counts.setdefault(call.status, {})
        minute = int(call.time // 60) * 60
        minutes[minute] = minutes.get(minute, 0) + 1
    return {status: counts[status] for status in sorted(counts)}


def minutes(start: datetime, end: datetime) -> Iterator[int]:
    """The beginning of each minute, in epoch seconds."""
    yield from range(int(start.timestamp()), int(end.timestamp()), 60)


def _in_minute(minute: int, dice: Random) -> int:
    """About sixty, and a quarter more at the evening peak around 17:25 UTC."""
    away = abs(minute - PHASES[0][0].timestamp() - 1200) / 3600
    return max(30, round(56 + 18 * max(0.0, 1 - away) + dice.uniform(-6, 6)))


def _share(time: float) -> float:
    for start, end, share in PHASES:
        if start.timestamp() <= time < end.timestamp():
            return share
    return BASE_SHARE


def _call(time: float, dice: Random) -> Call:
    method, path, _ = dice.choices(_ROUTES, [r[2] for r in _ROUTES])[0]
    a, b = dice.sample(_STATIONS, 2)
    path = path.replace("{a}", a).replace("{b}", b).replace("{n}", str(dice.randrange(1000, 9999)))
    share = _share(time)
    customer = dice.randrange(_CUSTOMERS)
    if dice.random() < share:
        status = dice.choice((503, 503, 504))
        return Call(
            time, method, path, status, 178, round(dice.uniform(8, 10) + (status == 504) * 20, 3), customer
        )
    slow = 9.0 if share > BASE_SHARE else 1.0
    good = dice.choices((200, 304, 404), (92, 6, 2))[0]
    size = 0 if good == 304 else dice.randrange(400, 7000)
    return Call(time, method, path, good, size, round(slow * dice.uniform(0.08, 0.4), 3), customer)
