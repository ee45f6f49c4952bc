"""Answers of Prometheus to range queries: requests by status, the queue of quotes, hits of the fare cache.

Format: https://prometheus.io/docs/prometheus/latest/querying/api/
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from random import Random
from typing import Any

from .story import LOGGED, SERVICE, WHEN, at, stream
from .traffic import by_minute, calls, minutes

_WATCHED = (at("15:00:00"), LOGGED[1])


def files() -> Iterator[tuple[str, bytes]]:
    """Everything below `metrics/`."""
    yield "metrics/requests.json", answer(rates("http_requests:rate1m", SERVICE, by_minute(calls()), LOGGED))
    depth = ({"__name__": "quote_queue_depth", "service": "pricing"}, gauge(_depth, "queue", 0, _WATCHED))
    yield "metrics/queue_depth.json", answer([depth])
    ratio = (
        {"__name__": "fare_cache_hit_ratio", "service": SERVICE},
        gauge(_hit_ratio, "cache", 3, _WATCHED),
    )
    yield "metrics/cache_hit_ratio.json", answer([ratio])


Values = list[tuple[int, str]]


def answer(series: list[tuple[Mapping[str, str], Values]]) -> bytes:
    """The file that holds these series."""
    result: list[dict[str, Any]] = [{"metric": labels, "values": values} for labels, values in series]
    answer = {"status": "success", "data": {"resultType": "matrix", "result": result}}
    return (json.dumps(answer) + "\n").encode()


def rates(
    name: str, service: str, counted: Mapping[int, Mapping[int, int]], window: tuple[datetime, datetime]
) -> list[tuple[Mapping[str, str], Values]]:
    """The rate a second of each status; a value stands at the end of the minute that it is about."""
    found: list[tuple[Mapping[str, str], Values]] = []
    for status, counts in counted.items():
        labels = {"__name__": name, "service": service, "code": str(status)}
        values = [(minute + 60, repr(counts.get(minute, 0) / 60)) for minute in minutes(*window)]
        found.append((labels, values))
    return found


def gauge(
    curve: Callable[[float], float], name: str, places: int, window: tuple[datetime, datetime]
) -> Values:
    """A curve, minute by minute, with a little noise that is the same for the same `name`."""
    dice: Random = stream(name)
    values = []
    for minute in minutes(*window):
        noisy = curve(minute) * (1 + dice.uniform(-0.02, 0.02))
        values.append((minute, f"{noisy:.{places}f}"))
    return values


def between(time: float, start: datetime, end: datetime, low: float, high: float) -> float:
    """From `low` at `start` to `high` at `end` in a straight line, and constant outside."""
    begin = start.timestamp()
    part = (time - begin) / (end.timestamp() - begin)
    return low + (high - low) * min(1.0, max(0.0, part))


def _hit_ratio(time: float) -> float:
    fallen = between(time, WHEN["rollout started"], WHEN["rollout finished"], 0.94, 0.31)
    risen = between(time, WHEN["revert started"], at("17:55:00"), 0.0, 0.63)
    return fallen + risen


def _depth(time: float) -> float:
    if time < WHEN["scaled out"].timestamp():
        return between(time, at("16:58:00"), WHEN["scaled out"], 6, 980)
    if time < WHEN["revert finished"].timestamp():
        return between(time, WHEN["scaled out"], WHEN["revert finished"], 980, 2350)
    return between(time, WHEN["revert finished"], WHEN["queue empty"], 2350, 0)
