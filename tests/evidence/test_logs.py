"""A log becomes few events: bursts of trouble, and what is rare."""

from __future__ import annotations

import random

import pytest

from howcome.evidence.logs import folding
from howcome.evidence.logs.folding import LogFold
from howcome.evidence.model import LogLine

START = 1791986400.0  # 2026-10-14 14:00 UTC


def fold(*rows: tuple[float, str | None, str]) -> LogFold:
    """A fold of (minutes after 14:00, level, text), numbered from 1."""
    made = LogFold()
    for number, (minutes, level, text) in enumerate(rows, 1):
        made.add(LogLine(START + minutes * 60, level, text, "cart", number))
    return made


def test_like_errors_are_one_event_from_first_to_last() -> None:
    (event,) = fold(
        (0, "error", "no basket 1"), (1, "error", "no basket 2"), (1.5, "error", "no basket 3")
    ).events("app")
    assert (event.kind, event.severity, event.service, event.count) == ("log", "error", "cart", 3)
    assert (event.text, event.source, event.key, event.signal) == ("no basket 1", "app", "line 1", None)
    assert event.until is not None
    assert (event.until - event.time).total_seconds() == 90
    assert event.details == {"burst": "1", "per_minute": "2"}


def test_ten_minutes_of_silence_end_a_burst() -> None:
    events = fold((0, "error", "late"), (10, "error", "late"), (20.1, "error", "late")).events("app")
    assert [(e.key, e.count, e.details["burst"]) for e in events] == [("line 1", 2, "1"), ("line 3", 1, "2")]


def test_a_single_line_has_no_end() -> None:
    assert fold((0, "fatal", "gone")).events("app")[0].until is None


def test_rare_information_is_an_event_and_frequent_is_only_counted() -> None:
    made = fold((0, "info", "starting"), *[(n, "info", "request") for n in range(30)])
    assert [(e.text, e.severity) for e in made.events("app")] == [("starting", "info")]
    assert made.lines == 31
    assert sum(sum(levels.values()) for _, levels in made.per_minute()) == 31


def test_a_program_that_starts_at_a_deploy_and_at_its_rollback_is_two_events() -> None:
    events = fold(
        (0, "info", "starting 4.2"), (0.1, "info", "starting 4.2"), (30, "info", "starting 4.1")
    ).events("app")
    assert [(e.text, e.count, e.details) for e in events] == [
        ("starting 4.2", 2, {}),
        ("starting 4.1", 1, {}),
    ]


def test_information_that_comes_again_and_again_is_not_rare() -> None:
    assert fold(*[(n * 15, "info", "checkpoint") for n in range(9)]).events("app") == []


def test_a_few_lines_far_apart_are_told_one_by_one() -> None:
    steps = [
        (0, "info", "share set to 10"),
        (30, "info", "share set to 50"),
        (90, "info", "share set to 100"),
    ]
    assert [e.text for e in fold(*steps).events("app")] == [text for _, _, text in steps]


def test_a_text_without_a_level_counts_as_trouble_by_its_words() -> None:
    rises = fold((0, None, "connection refused"), (1, None, "hello")).rises("app")
    assert [e.text for e in rises] == ["connection refused"]


def test_lines_that_come_late_find_their_burst() -> None:
    rows = [(m, "error", f"late {m}") for m in (0, 1, 2, 30, 31, 60)]
    expected = [(e.time, e.until, e.count) for e in fold(*rows).rises("app")]
    for seed in range(5):
        mixed = rows[:]
        random.Random(seed).shuffle(mixed)
        assert [(e.time, e.until, e.count) for e in fold(*mixed).rises("app")] == expected


def test_lines_without_a_time_are_counted_and_no_event() -> None:
    made = LogFold()
    made.add(LogLine(None, "error", "late", None, 1))
    made.add(LogLine(float("nan"), "error", "late", None, 2))
    assert (made.events("app"), made.undated) == ([], 2)


def test_there_are_at_most_400_events_and_the_rarest_information_goes_first() -> None:
    words = ["".join(chr(97 + int(c)) for c in str(n)) for n in range(500)]
    rows = [(n / 100, "info", w) for n, w in enumerate(words)] + [(6, "info", words[499])]
    made = fold((0, "error", "no basket"), *rows)
    events = made.events("app")
    assert len(events) == 400
    assert made.left_out == 101
    assert {"no basket", words[499]} <= {e.text for e in events}
    assert [e.time for e in events] == sorted(e.time for e in events)


def test_templates_beyond_the_limit_are_folded_by_level(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "MOST_TEMPLATES", 2)
    made = fold((0, "error", "a"), (1, "error", "b"), (2, "error", "c"), (3, "error", "d"), (4, "info", "e"))
    assert made.folded == 3
    assert [(e.text, e.count) for e in made.rises("app")] == [("a", 1), ("b", 1), ("c", 2)]


def test_bursts_beyond_the_limit_are_counted_into_the_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folding, "MOST_BURSTS", 2)
    rises = fold(*[(n * 20, "error", "late") for n in range(5)]).rises("app")
    assert [e.count for e in rises] == [1, 4]


def test_the_certainty_of_the_log_is_that_of_its_events() -> None:
    made = LogFold("zone-assumed")
    made.add(LogLine(START, "error", "late", None, 1))
    assert made.events("app")[0].certainty == "zone-assumed"
