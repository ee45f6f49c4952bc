"""Windows of harm: found where requests fail above chance, with exact counts, and nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from howcome.drafting.impact import choose, find_harm
from howcome.drafting.traffic import Minute, Traffic, complete, of_series
from howcome.evidence.model import Series

START = int(datetime(2026, 3, 2, 10, tzinfo=UTC).timestamp())


def traffic(*failed: float, total: float = 100, name: str = "log") -> Traffic:
    minutes = tuple(Minute(START + 60 * i, total, f) for i, f in enumerate(failed))
    return Traffic(name, ("log",), minutes)


def windows(*failed: float, total: float = 100) -> list[tuple[int, int]]:
    harm = find_harm(traffic(*failed, total=total))
    if harm is None:
        return []
    return [
        (int(w.start.timestamp() - START) // 60, int(w.end.timestamp() - START) // 60) for w in harm.windows
    ]


@pytest.mark.parametrize(
    ("failed", "expected"),
    [
        ([0] * 10 + [30] * 5 + [0] * 10, [(10, 15)]),
        ([0] * 10 + [30, 30, 0, 0, 30] + [0] * 10, [(10, 15)]),
        ([0] * 10 + [30] * 3 + [0] * 12 + [40] * 4 + [0] * 5, [(10, 13), (25, 29)]),
        ([0, 1, 0, 0, 2, 0, 1, 0, 0, 1] * 3, []),
        ([0] * 20 + [4] + [0] * 20, []),
        ([0] * 20 + [60] + [0] * 20, [(20, 21)]),
        ([20] * 30, []),
        ([], []),
    ],
    ids=["one", "gap", "two", "noise", "blip", "burst", "always", "nothing"],
)
def test_windows(failed: list[float], expected: list[tuple[int, int]]) -> None:
    assert windows(*failed) == expected


def test_a_small_share_of_many_requests_counts_when_it_is_far_above_the_usual() -> None:
    assert windows(*[2] * 20, *[60] * 10, *[2] * 20, total=2000) == [(20, 30)]


def test_of_two_counts_of_the_same_failures_the_complete_one_speaks() -> None:
    failures = [0] * 10 + [30] * 5 + [0] * 10
    errors_only = find_harm(traffic(*failures, total=32, name="errors only"))
    everything = find_harm(traffic(*failures, total=100, name="everything"))
    assert errors_only
    assert everything
    chosen = choose([errors_only, everything])
    assert chosen
    assert chosen.traffic.name == "everything"
    assert (chosen.failed, chosen.total) == (150, 500)


def test_few_failures_of_few_requests_are_one_window_though_hardly_a_minute_stands_out() -> None:
    some = [3, 1, 2, 0, 1, 3, 0, 2, 1, 4, 0, 1, 2, 3, 0, 1, 1, 2, 4, 0, 1, 2, 2, 1, 3, 1, 0, 2, 1, 3]
    assert windows(*[0] * 60, *some, *[0] * 60, total=44) == [(60, 90)]
    assert windows(*[0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] * 8, total=44) == []


def test_a_log_of_errors_alone_is_dropped_beside_the_log_of_everything() -> None:
    failures = [0] * 10 + [30, 41, 22, 35, 28] + [0] * 10
    errors_only = traffic(*failures, total=42, name="errors only")
    everything = traffic(*failures, total=100, name="everything")
    assert complete([errors_only, everything]) == [everything]


def test_two_services_that_fail_at_one_time_are_both_kept() -> None:
    ledger = traffic(*[0] * 10, 30, 41, 22, 35, 28, *[0] * 10, total=100, name="ledger")
    search = traffic(*[0] * 10, 40, 25, 37, 24, 39, *[0] * 10, total=300, name="search")
    assert complete([ledger, search]) == [ledger, search]


def series(name: str, values: list[float], step: int = 60, **labels: str) -> Series:
    points = tuple((START + step * (i + 1), v) for i, v in enumerate(values))
    return Series("metrics", f"{name}{labels}", name, labels, points)


def test_rates_increases_and_counters_give_the_same_counts() -> None:
    good, bad = [60.0] * 30, [0.0] * 10 + [30.0] * 5 + [0.0] * 15
    counted_good = [sum(good[: i + 1]) for i in range(30)]
    counted_bad = [sum(bad[: i + 1]) for i in range(30)]
    reset = 20
    counted_good = [v if i < reset else v - counted_good[reset - 1] for i, v in enumerate(counted_good)]
    for one in (
        of_series(
            [
                series("http_requests_rate", [v / 60 for v in good], code="200"),
                series("http_requests_rate", [v / 60 for v in bad], code="503"),
            ]
        ),
        of_series(
            [
                series("http_requests_increase", good, code="200"),
                series("http_requests_increase", bad, code="503"),
            ]
        ),
        of_series(
            [
                series("http_requests_total", counted_good, code="200"),
                series("http_requests_total", counted_bad, code="503"),
            ]
        ),
    ):
        (counted,) = one
        harm = find_harm(counted)
        assert harm
        assert harm.failed == pytest.approx(150)
        assert harm.total == pytest.approx(450)


def test_durations_and_gauges_are_no_requests() -> None:
    assert of_series([series("http_request_duration_seconds", [0.1, 0.2, 9.0], quantile="0.5")]) == []
    assert of_series([series("queue_depth", [1, 2, 3], code="200")]) == []
