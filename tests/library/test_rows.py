"""A row is what one document says in a list."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from howcome.checks import check
from howcome.document import Document
from howcome.library import Row, row_of
from howcome.library.rows import read_row, write_row

from .material import written

TIMELINE = """\
- 2026-11-20 13:58Z [trigger] Release 4.31 ^t1 (kind: deploy)
- 2026-11-20 14:02Z [impact-started] One order in ten failed ^t2
- 2026-11-20 14:36Z [impact-ended] Orders went through ^t3
- 2026-11-20 15:00Z [resolved] Closed ^t4"""
ACTIONS = """\
- [ ] Limit workers per release ^a1 (owner: Dana; due: 2026-12-04)
- [ ] Alert on the age of the queue ^a2 (owner: Teun; due: 2026-11-27)
- [ ] Tell the shops sooner ^a3
- [x] Roll back faster ^a4 (due: 2026-11-21)
- [ ] Buy more disks ^a5 (due: 2026-11-21; state: wont-do)"""


def test_a_row_says_what_stands_in_the_head() -> None:
    row = row_of(
        "sub/checkout",
        written(
            "Checkout **errors**", severity="SEV-2", services="[checkout, orders, checkout]", status="draft",
            owner="Payments team", tags="[database]", **{"class": "near-miss"},
        ),
        modified=12.5,
    )  # fmt: skip
    assert (row.name, row.title, row.severity, row.status) == (
        "sub/checkout",
        "Checkout **errors**",
        "SEV-2",
        "draft",
    )
    assert (row.owner, row.category, row.modified) == ("Payments team", "near-miss", 12.5)
    assert row.services == ("checkout", "orders")
    assert row.tags == ("database",)
    assert row.problem is None


def test_the_duration_is_that_of_the_impact_in_minutes() -> None:
    assert row_of("x", written(timeline=TIMELINE)).minutes == 34


def test_without_an_end_of_the_impact_the_resolution_ends_it() -> None:
    assert row_of("x", written(timeline=TIMELINE.replace("[impact-ended]", ""))).minutes == 58


def test_a_duration_that_would_be_negative_is_not_known() -> None:
    assert row_of("x", written(timeline=TIMELINE.replace("14:36Z", "13:36Z"))).minutes is None


IMPACT = "- 2026-11-20 00:30+02:00 [impact-started] x"
DETECTED = "- 2026-03-03 10:00Z [detected] x"
TRIGGER = "- 2026-03-01 10:00Z [trigger] x"
INTRODUCED = "- 2024-03-01 10:00Z [introduced] x"


@pytest.mark.parametrize(
    ("timeline", "head", "name", "day"),
    [
        (f"{DETECTED}\n{IMPACT}", {"date": "2025-05-05"}, "x", date(2026, 11, 20)),
        (f"{INTRODUCED}\n{TRIGGER}\n{DETECTED}", {}, "2025-01-01-x", date(2026, 3, 3)),
        (f"{INTRODUCED}\n{TRIGGER}", {}, "x", date(2026, 3, 1)),
        (INTRODUCED, {}, "x", date(2024, 3, 1)),
        ("", {"date": "2026-02-03"}, "2025-01-01-x", date(2026, 2, 3)),
        ("", {}, "sub/2025-01-01-x", date(2025, 1, 1)),
        ("", {}, "2025-13-01-x", None),
        ("", {}, "notes-2025-01-01", None),
    ],
    ids=[
        "impact",
        "detection",
        "first mark",
        "introduced",
        "head",
        "name",
        "no such day",
        "not its beginning",
    ],
)
def test_the_day_is_the_first_that_is_known_as_the_clocks_showed(
    timeline: str, head: dict[str, str], name: str, day: date | None
) -> None:
    assert row_of(name, written(timeline=timeline, **head)).day == day


def test_what_is_overdue_depends_on_the_day_that_asks() -> None:
    row = row_of("x", written(actions=ACTIONS))
    assert (row.actions, row.open_actions) == (5, 3)
    assert row.due == (date(2026, 11, 27), date(2026, 12, 4))
    assert [row.overdue(date(2026, 11, day)) for day in (27, 28)] == [0, 1]
    assert row.overdue(date(2027, 1, 1)) == 2


def test_findings_are_counted_by_severity_as_the_check_says() -> None:
    document = written(body="It was human error. TBD.", actions=ACTIONS)
    row = row_of("x", document)
    found: list[str] = [finding.severity for finding in check(document)]
    assert found
    assert (row.errors, row.warnings, row.infos) == tuple(map(found.count, ("error", "warning", "info")))


def test_only_sections_with_content_count_as_written() -> None:
    assert row_of("x", written()).sections == 1
    assert row_of("x", written(timeline=TIMELINE, actions=ACTIONS)).sections == 3
    assert row_of("x", Document.parse("")).sections == 0


@settings(deadline=None)
@given(st.text(), st.text(max_size=30))
def test_any_text_has_a_row_that_survives_being_written(text: str, name: str) -> None:
    row = row_of(name, Document.parse(f"---\nhowcome: 1\ntitle: {text}\nservices: [{text}]\n---\n{text}"))
    assert read_row(write_row(row)) == row


def test_bytes_that_are_no_text_leave_no_half_characters() -> None:
    row = row_of("x", Document.parse("---\nhowcome: 1\ntitle: a\udc80b\n---\n"))
    assert row.title == "a\ufffdb"
    assert read_row(write_row(Row("\udc80"))).name == "\udc80"
