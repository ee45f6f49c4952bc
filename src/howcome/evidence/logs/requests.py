"""Tallies the requests of one log: per second, per route, per user, with bounded state. It keeps no requests.

Totals and failures (status 500 and above) are exact to the second, and so are the distinct users of failed
requests. Routes are exact to `route_step` minutes: to one, or to more where a log has very many routes over a
long time. Where a bound is reached, the attribute named for it says so.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from typing import Final, NamedTuple

from howcome.evidence.model import Request

MOST_MINUTES: Final = 150_000
MOST_USERS: Final = 2_000_000
MOST_ROUTES: Final = 500
#: Counts of a route in a stretch of time; about 10 MiB.
MOST_ROUTE_COUNTS: Final = 50_000
OTHER_ROUTE: Final = "other"

_ADDRESS = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}$|[0-9a-fA-F:]*:[0-9a-fA-F:.]*$")
_VARIABLE = re.compile(r"[^/]*\d[^/]*|[^/]{40,}|[0-9a-fA-F-]{16,}")
_REMEMBERED = 4_096
_ZEROS = array("I", bytes(480))
_SECOND_BITS = 6


class Count(NamedTuple):
    """Requests in a stretch of time. `users` counts the distinct users of failed ones, None: not known."""

    total: int
    failed: int
    users: int | None


class Span(NamedTuple):
    """The durations of one minute's requests, in seconds."""

    requests: int
    total: float
    longest: float


def route_of(method: str | None, path: str | None) -> str:
    """`GET /cart/*/items` for GET /cart/17/items: path parts with a digit, and very long ones, are `*`."""
    plain = _VARIABLE.sub("*", path[:300]) if path else ""
    return f"{method or ''} {plain}".strip() or "unknown"


class RequestTally:
    """Takes the requests of one source one at a time."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.total = 0
        self.failed = 0
        #: Requests that were not counted because the log spans more minutes than are kept.
        self.left_out = 0
        #: Whether users are no longer collected because there are too many; `Count.users` is None then.
        self.users_stopped = False
        #: How many minutes a count of a route covers.
        self.route_step = 1
        self._route_counts = 0
        #: Requests and failed ones by the service that the records name (at most 200).
        self.services: dict[str, list[int]] = {}
        self._named = 0
        self._addresses = 0
        self._user_count = 0
        self._seconds: dict[int, array[int]] = {}
        self._users: dict[int, set[int]] = {}
        self._routes: dict[str, dict[int, list[int]]] = {}
        self._route_names: dict[tuple[str | None, str | None], str] = {}
        self._spans: dict[int, list[float]] = {}
        self._last_minute = -1
        self._last: array[int] = array("I", bytes(480))

    @property
    def users_are_addresses(self) -> bool:
        """Whether what stands for users on failed requests are network addresses, at least nine in ten."""
        return self._named > 0 and self._addresses * 10 >= self._named * 9

    def add(self, request: Request) -> None:
        """Count one request."""
        time, status, method, path, user, duration, service, _ = request
        second = int(time // 1)
        minute, place = divmod(second, 60)
        if minute != self._last_minute:
            seconds = self._seconds.get(minute)
            if seconds is None:
                if len(self._seconds) >= MOST_MINUTES:
                    self.left_out += 1
                    return
                seconds = self._seconds[minute] = array("I", _ZEROS)
            self._last_minute, self._last = minute, seconds
        self.total += 1
        counts = self._last
        counts[place] += 1
        failed = status >= 500
        if failed:
            self.failed += 1
            counts[60 + place] += 1
            if user is not None:
                self._add_user(minute, place, user)
        self._add_route(minute, method, path, failed)
        if service is not None:
            of_service = self.services.get(service)
            if of_service is None and len(self.services) < 200:
                of_service = self.services[service] = [0, 0]
            if of_service is not None:
                of_service[0] += 1
                of_service[1] += failed
        if duration is not None:
            self._add_duration(minute, duration)

    def _add_user(self, minute: int, place: int, user: str) -> None:
        self._named += 1
        if _ADDRESS.match(user):
            self._addresses += 1
        if self.users_stopped:
            return
        users = self._users.get(minute)
        if users is None:
            users = self._users[minute] = set()
        before = len(users)
        users.add((hash(user) << _SECOND_BITS) | place)
        self._user_count += len(users) - before
        if self._user_count >= MOST_USERS:
            self.users_stopped = True
            self._users.clear()

    def _add_route(self, minute: int, method: str | None, path: str | None, failed: bool) -> None:
        names = self._route_names
        route = names.get((method, path))
        if route is None:
            if len(names) >= _REMEMBERED:
                names.clear()
            route = route_of(method, path)
            if route not in self._routes and len(self._routes) >= MOST_ROUTES:
                route = OTHER_ROUTE
            names[(method, path)] = route
        minutes = self._routes.get(route)
        if minutes is None:
            minutes = self._routes[route] = {}
        stretch = minute // self.route_step
        counts = minutes.get(stretch)
        if counts is None:
            minutes[stretch] = [1, int(failed)]
            self._route_counts += 1
            while self._route_counts > MOST_ROUTE_COUNTS:
                self._coarsen()
        else:
            counts[0] += 1
            counts[1] += failed

    def _coarsen(self) -> None:
        """Joins the counts of every two stretches, so that a longer log takes no more memory."""
        self.route_step *= 2
        self._route_counts = 0
        for route, stretches in self._routes.items():
            joined: dict[int, list[int]] = {}
            for stretch, (total, failed) in stretches.items():
                counts = joined.setdefault(stretch // 2, [0, 0])
                counts[0] += total
                counts[1] += failed
            self._routes[route] = joined
            self._route_counts += len(joined)

    def _add_duration(self, minute: int, duration: float) -> None:
        span = self._spans.get(minute)
        if span is None:
            self._spans[minute] = [1, duration, duration]
            return
        span[0] += 1
        span[1] += duration
        if duration > span[2]:
            span[2] = duration

    def minutes(self) -> list[tuple[int, int, int]]:
        """(epoch seconds of the minute's start, requests, failed requests), in time order."""
        return [
            (minute * 60, sum(counts[:60]), sum(counts[60:]))
            for minute, counts in sorted(self._seconds.items())
        ]

    def durations(self) -> list[tuple[int, Span]]:
        """(epoch seconds of the minute's start, durations), for minutes in which any was stated."""
        return [
            (minute * 60, Span(int(n), total, most))
            for minute, (n, total, most) in sorted(self._spans.items())
        ]

    def count(self, start: float, end: float) -> Count:
        """Requests from `start` on and before `end` (epoch seconds), exact to the second."""
        total = failed = 0
        users: set[int] = set()
        for minute, low, high in self._stretch(start, end):
            counts = self._seconds[minute]
            total += sum(counts[low:high])
            failed += sum(counts[60 + low : 60 + high])
            for mark in self._users.get(minute, ()):
                if low <= mark & 63 < high:
                    users.add(mark >> _SECOND_BITS)
        known = not self.users_stopped and (self._named > 0 or self.failed == 0)
        return Count(total, failed, len(users) if known else None)

    def first_failure(self, start: float, end: float) -> int | None:
        """Epoch second of the first failed request in [start, end)."""
        return next(self._failures(start, end), None)

    def last_failure(self, start: float, end: float) -> int | None:
        """Epoch second of the last failed request in [start, end)."""
        last = None
        for minute, low, high in reversed(self._stretch(start, end)):
            counts = self._seconds[minute]
            last = next((minute * 60 + s for s in range(high - 1, low - 1, -1) if counts[60 + s]), None)
            if last is not None:
                break
        return last

    def _failures(self, start: float, end: float) -> Iterator[int]:
        for minute, low, high in self._stretch(start, end):
            counts = self._seconds[minute]
            for second in range(low, high):
                if counts[60 + second]:
                    yield minute * 60 + second

    def routes(self, start: float, end: float) -> list[tuple[str, int, int]]:
        """(route, requests, failed requests) of the minutes that [start, end) touches, most failures first.

        Of stretches of `route_step` minutes where that is more than one.
        """
        seconds = 60 * self.route_step
        low, high = _whole(start) // seconds, (_whole(end) - 1) // seconds
        found = []
        for route, minutes in self._routes.items():
            chosen = [counts for minute, counts in minutes.items() if low <= minute <= high]
            if chosen:
                found.append((route, sum(c[0] for c in chosen), sum(c[1] for c in chosen)))
        return sorted(found, key=lambda r: (-r[2], -r[1], r[0]))

    def _stretch(self, start: float, end: float) -> list[tuple[int, int, int]]:
        """Minutes with their first and last second (exclusive) in [start, end), in time order."""
        low, high = _whole(start), _whole(end)
        found = []
        for minute in sorted(m for m in self._seconds if low // 60 <= m <= (high - 1) // 60):
            found.append((minute, max(low - minute * 60, 0), min(high - minute * 60, 60)))
        return found


def _whole(seconds: float) -> int:
    """Up to the next whole second: a start at .5 leaves the second out, an end at .5 takes it in."""
    return -int(-seconds // 1)
