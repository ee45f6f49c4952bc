"""Durations are subtractions of two known marks, with their sign, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from howcome.analysis.durations import MARKS, durations, order_problems, spell

START = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)


def at(**minutes: float) -> dict[str, datetime]:
    return {mark.replace("_", "-"): START + timedelta(minutes=value) for mark, value in minutes.items()}


WHOLE = at(
    introduced=-600, trigger=-2, impact_started=0, detected=4, notified=5, acknowledged=7, declared=9,
    diagnosed=20, mitigated=34, impact_ended=41, resolved=72,
)  # fmt: skip


def test_every_duration_of_a_whole_incident() -> None:
    assert {one.name: one.seconds / 60 for one in durations(WHOLE)} == {
        "time-to-detect": 4,
        "time-to-notify": 1,
        "time-to-acknowledge": 2,
        "time-to-declare": 5,
        "time-to-diagnose": 16,
        "time-to-mitigate": 34,
        "impact-duration": 41,
        "time-to-resolve": 72,
    }


def test_a_missing_mark_is_a_missing_duration() -> None:
    assert durations(at(detected=4)) == []
    assert [one.name for one in durations(at(detected=4, declared=9, mitigated=30))] == ["time-to-declare"]


def test_acknowledgement_counts_from_detection_where_nobody_was_notified() -> None:
    (found,) = durations(at(detected=4, acknowledged=7))
    assert (found.start_mark, found.seconds, found.formula) == ("detected", 180, "acknowledged − detected")


def test_detection_before_the_harm_keeps_its_sign() -> None:
    (found,) = durations(at(impact_started=0, detected=-3))
    assert spell(found.seconds) == "−3 min"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 s"), (-0.2, "0 s"), (45, "45 s"), (59.6, "1 min"), (60, "1 min"), (2040, "34 min"), (3599, "1 h"),
        (3600, "1 h"), (4320, "1 h 12 min"), (-180, "−3 min"), (86_399, "1 d"), (86_400, "1 d"), (187_200, "2 d 4 h"),
    ],
)  # fmt: skip
def test_spelled(seconds: float, words: str) -> None:
    assert spell(seconds) == words


def test_marks_in_their_order_are_no_problem() -> None:
    assert order_problems(WHOLE) == []
    assert list(WHOLE) == list(MARKS)


@pytest.mark.parametrize(
    ("times", "pairs"),
    [
        (at(impact_started=0, detected=-3), [("impact-started", "detected")]),
        (at(detected=5, acknowledged=4), [("detected", "acknowledged")]),
        (at(mitigated=30, resolved=20), [("mitigated", "resolved")]),
        (at(impact_started=0, resolved=-1), [("impact-started", "resolved")]),
        (
            at(detected=5, notified=6, acknowledged=4),
            [("detected", "acknowledged"), ("notified", "acknowledged")],
        ),
    ],
)
def test_marks_that_contradict_each_other(times: dict[str, datetime], pairs: list[tuple[str, str]]) -> None:
    assert set(order_problems(times)) <= set(pairs)
    assert order_problems(times)


def test_equal_times_are_in_order() -> None:
    assert order_problems(dict.fromkeys(MARKS, START)) == []
