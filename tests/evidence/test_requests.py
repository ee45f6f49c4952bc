"""Requests are tallied exactly to the second, in bounded memory."""

from __future__ import annotations

import random

import pytest

from howcome.evidence.logs import requests
from howcome.evidence.logs.requests import Count, RequestTally, route_of
from howcome.evidence.model import Request

START = 1791986400  # 2026-10-14 14:00 UTC


def tally(*rows: tuple[float, int, str | None]) -> RequestTally:
    """A tally of (seconds after 14:00, status, user) on one route."""
    made = RequestTally("access")
    for seconds, status, user in rows:
        made.add(Request(START + seconds, status, "GET", f"/cart/{int(seconds)}", user, None, None))
    return made


def test_a_count_is_exact_to_the_second_and_its_end_is_exclusive() -> None:
    made = tally((58.2, 200, "a"), (59.9, 503, "a"), (60, 500, "b"), (61, 499, "c"))
    assert made.count(START, START + 60) == Count(2, 1, 1)
    assert made.count(START + 59, START + 61) == Count(2, 2, 2)
    assert made.count(START + 60, START + 60) == Count(0, 0, 0)
    assert made.count(START + 61, START + 3600) == Count(1, 0, 0)


def test_minutes_are_in_time_order_even_if_the_log_is_not() -> None:
    made = tally((120, 200, None), (0, 503, None), (121, 200, None))
    assert made.minutes() == [(START, 1, 1), (START + 120, 2, 0)]


def test_the_first_and_the_last_failure() -> None:
    made = tally((5, 200, None), (10, 503, None), (400, 502, None), (500, 200, None))
    assert made.first_failure(START, START + 600) == START + 10
    assert made.last_failure(START, START + 600) == START + 400
    assert made.last_failure(START, START + 400) == START + 10
    assert made.first_failure(START + 401, START + 600) is None
    assert made.last_failure(START + 401, START + 600) is None


def test_like_paths_are_one_route_and_the_most_failures_come_first() -> None:
    made = RequestTally("access")
    for path, status in (("/cart/1", 200), ("/cart/2", 200), ("/pay", 503), ("/cart/3", 500), ("/pay", 503)):
        made.add(Request(START, status, "GET", path, None, None, None))
    assert made.routes(START, START + 60) == [("GET /pay", 2, 2), ("GET /cart/*", 3, 1)]
    assert made.routes(START + 60, START + 120) == []


@pytest.mark.parametrize(
    ("method", "path", "route"),
    [
        ("GET", "/cart/17/items", "GET /cart/*/items"),
        (None, "/cart", "/cart"),
        ("GET", None, "GET"),
        (None, None, "unknown"),
        ("GET", "/f/deadbeefdeadbeefdead/x", "GET /f/*/x"),
    ],
)
def test_a_route(method: str | None, path: str | None, route: str) -> None:
    assert route_of(method, path) == route


def test_users_are_those_of_failed_requests() -> None:
    assert (
        tally((0, 503, "a"), (1, 503, "a"), (2, 503, "b"), (3, 200, "c")).count(START, START + 60).users == 2
    )


def test_users_are_unknown_where_failed_requests_name_none() -> None:
    assert tally((0, 503, None)).count(START, START + 60) == Count(1, 1, None)


def test_addresses_in_place_of_users_are_told() -> None:
    assert tally((0, 503, "203.0.113.9"), (1, 503, "2001:db8::7")).users_are_addresses
    assert not tally((0, 503, "dora"), (1, 503, "u17")).users_are_addresses
    assert not tally().users_are_addresses


def test_too_many_users_are_told_as_unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "MOST_USERS", 2)
    made = tally((0, 503, "a"), (1, 503, "b"), (2, 503, "c"))
    assert made.users_stopped
    assert made.count(START, START + 60) == Count(3, 3, None)


def test_routes_beyond_the_limit_are_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "MOST_ROUTES", 1)
    made = RequestTally("access")
    for path in ("/a", "/b", "/c"):
        made.add(Request(START, 200, "GET", path, None, None, None))
    assert made.routes(START, START + 1) == [("other", 2, 0), ("GET /a", 1, 0)]


def test_minutes_beyond_the_limit_are_counted_as_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests, "MOST_MINUTES", 1)
    made = tally((0, 200, None), (90, 200, None), (1, 200, None))
    assert (made.total, made.left_out) == (2, 1)


def test_durations_by_minute() -> None:
    made = RequestTally("access")
    for seconds in (0.5, 1.5):
        made.add(Request(START, 200, "GET", "/", None, seconds, None))
    assert made.durations() == [(START, (2, 2.0, 1.5))]


def test_any_stretch_counts_as_a_plain_loop_would() -> None:
    chance = random.Random(7)
    rows = [(chance.uniform(0, 600), chance.choice((200, 503)), chance.choice("abcde")) for _ in range(400)]
    made = tally(*rows)
    for _ in range(50):
        low, high = sorted((chance.randint(0, 600), chance.randint(0, 600)))
        inside = [r for r in rows if low <= r[0] < high]
        failed = [r for r in inside if r[1] == 503]
        expected = Count(len(inside), len(failed), len({r[2] for r in failed}))
        assert made.count(START + low, START + high) == expected
