"""Objectives as people write them, and the arithmetic of what they leave for failure."""

from __future__ import annotations

from fractions import Fraction

import pytest

from howcome.analysis.error_budget import (
    Slo,
    budget_by_requests,
    budget_by_time,
    burn_rate,
    full_equivalent,
    parse_slo,
)
from howcome.errors import UsageError

THREE_NINES = Slo(Fraction(999, 1000), 30)


@pytest.mark.parametrize(
    ("text", "target", "days"),
    [
        ("99.9", "0.999", 30), ("99.9%", "0.999", 30), ("99.9%/30d", "0.999", 30), ("99.95 % over 28 days", "0.9995", 28),
        ("99,5 % / 4 weeks", "0.995", 28), (" 99% in a 7 day ", "0.99", 7), ("99.9% over the last 90 days", "0.999", 90),
        ("99.9/28", "0.999", 28), ("99.99% per 1 year", "0.9999", 365),
    ],
)  # fmt: skip
def test_objectives_that_are_read(text: str, target: str, days: int) -> None:
    assert parse_slo(text) == Slo(Fraction(target), days)


@pytest.mark.parametrize(
    "text", ["", "good", "100%", "0", "250", "99.9%/0d", "99.9%/9999d", "99.9 99.9", "9" * 5000]
)
def test_objectives_that_are_not(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_slo(text)
    assert "99.9%/30d" in (caught.value.hint or "")
    assert "\n" not in str(caught.value)


def test_three_nines_over_thirty_days_leave_43_minutes() -> None:
    assert budget_by_time(THREE_NINES, []).allowed == pytest.approx(43.2 * 60)


def test_a_part_of_the_users_for_a_time_counts_in_part() -> None:
    budget = budget_by_time(THREE_NINES, [(52 * 60, 0.31)])
    assert budget.used / 60 == pytest.approx(16.12)
    assert budget.consumed == pytest.approx(0.373, abs=0.001)
    assert budget.remaining == pytest.approx(0.627, abs=0.001)


def test_a_budget_of_requests() -> None:
    budget = budget_by_requests(THREE_NINES, eligible=1_000_000, bad=250, bad_before=500)
    assert (budget.allowed, budget.consumed, budget.remaining) == pytest.approx((1000, 0.25, 0.25))


def test_an_overdrawn_budget_is_shown_as_such() -> None:
    budget = budget_by_requests(THREE_NINES, eligible=1_000_000, bad=1500)
    assert (budget.consumed, budget.remaining) == pytest.approx((1.5, -0.5))


def test_burn_rate_of_one_lasts_the_window() -> None:
    assert burn_rate(THREE_NINES, 0.001) == pytest.approx(1)
    assert burn_rate(THREE_NINES, 0.0144) == pytest.approx(14.4)


@pytest.mark.parametrize(
    "segment", [(-1, 0.5), (10, 1.1), (10, -0.1), (float("nan"), 0.5), (10, float("nan"))]
)
def test_segments_that_cannot_be(segment: tuple[float, float]) -> None:
    with pytest.raises(UsageError):
        full_equivalent([segment])


@pytest.mark.parametrize("counts", [(0, 0, 0), (10, -1, 0), (10, 1, -1), (10, 8, 3)])
def test_counts_that_cannot_be(counts: tuple[int, int, int]) -> None:
    with pytest.raises(UsageError):
        budget_by_requests(THREE_NINES, *counts)
