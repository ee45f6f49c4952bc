"""One document of the format, read: every kind of item with its fields."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from howcome.document import Document
from howcome.document.blocks import split
from howcome.document.inline import escape, plain
from howcome.document.quantity import Quantity, read_quantity

TEXT = """\
---
howcome: 1
title: "Checkout: errors"
services: [checkout-api, "orders db"]
status: draft
roles:
  incident commander: Rasa
times:
  declared: 2026-11-20 14:11Z
---
# Checkout: errors

## Incident Summary

Orders **failed** for [some](https://example.com) users.

## Timeline of Events

All times in UTC.

- 2026-11-20 14:02Z [impact-started, detected] Alert `ErrorRate` fired ^t5fk2 (evidence: alerts#1812:f3, log#4)
- ~14:05 On-call looked (not a field) ^t2
  with a second line
- 23:50–00:10 A night passed
- 2026-11-21T01:00:30+02:00: recovered

## Impact Assessment

- **Failed requests:** 182 340 of 1.9 M (9.6 %) ^i9ma4 (evidence: metrics#http; method: "count; by hand (twice)")

## Root Cause Analysis

- Why did it begin? ^wq3x7 (root: began)
  - The pool ran out [contributing] ^w81bd (status: confirmed)
    - No limit on workers [systemic] ^wk0zz (since: 2024-06)
  - The canary was off ^w4
- Why was it not known sooner? ^wq3x8 (root: not-known-sooner)

### Open questions

- Did the cache lie? ^q1 (owner: Teun)

## Contributing factors

- Another document's factor

## Lessons Learned

### What went well

- The pager

### Where we got lucky

- It was a Tuesday

## Action Items

- [x] Limit workers ^a7kq2 (owner: Dana; due: 2026-12-04; kind: prevent; addresses: wk0zz, w4; custom: kept)

| Action | Owner | Due date |
| --- | --- | --- |
| Alert on the pool | Ann | 2026-01-02 |

## Communication Plan

- [ ] **Customers:** what happened ^c1 (channel: status page; by: 2026-11-22)

## Continuous Improvement

Not applicable: a drill.

## Appendix

### Evidence

- alerts/am.json ^alerts (kind: alertmanager; sha256: 9f; events: 5)
"""


@pytest.fixture(scope="module")
def document() -> Document:
    return Document.parse(TEXT, "2026-11-20-checkout")


def test_the_head(document: Document) -> None:
    assert (document.id, document.title) == ("2026-11-20-checkout", "Checkout: errors")
    assert document.head.services == ("checkout-api", "orders db")
    assert document.front_matter.maps["roles"]["incident commander"].raw == "Rasa"


def test_the_states_of_sections(document: Document) -> None:
    assert document.states["incident-summary"] == "present"
    assert document.states["improvement"] == "not-applicable"
    assert document.states["measures"] == "absent"
    assert Document.parse("## Impact\n\n<!-- ? how many -->\n\n### Users\n").states["impact"] == "empty"


def test_a_timeline_entry(document: Document) -> None:
    entry = document.timeline[0]
    assert entry.text == "Alert ErrorRate fired"
    assert entry.marks == entry.labels == ("impact-started", "detected")
    assert entry.evidence == ("alerts#1812:f3", "log#4")
    assert entry.moment is not None
    assert entry.moment.time == datetime(2026, 11, 20, 14, 2, tzinfo=UTC)


def test_times_without_a_date_or_zone(document: Document) -> None:
    about, night, offset = document.timeline[1:]
    assert about.moment and about.moment.certainty == "approximate"
    assert about.text == "On-call looked (not a field) ^t2 with a second line"
    assert night.moment and night.moment.time == datetime(2026, 11, 20, 23, 50, tzinfo=UTC)
    assert night.end and night.end.time == datetime(2026, 11, 21, 0, 10, tzinfo=UTC)
    assert offset.moment and offset.moment.time == datetime(2026, 11, 20, 23, 0, 30, tzinfo=UTC)


def test_a_time_without_any_date_stays_words() -> None:
    (entry,) = Document.parse("## Timeline\n- 14:05 looked").timeline
    assert entry.moment is not None
    assert entry.moment.time is None
    (assumed,) = Document.parse("## Timeline\n- 2026-01-01 14:05 looked").timeline
    assert assumed.moment is not None
    assert assumed.moment.certainty == "zone-assumed"


def test_marks_come_from_the_head_and_the_timeline(document: Document) -> None:
    assert document.marked["declared"] == datetime(2026, 11, 20, 14, 11, tzinfo=UTC)
    assert document.marked["detected"] == datetime(2026, 11, 20, 14, 2, tzinfo=UTC)
    assert "resolved" not in document.times


def test_impact_states_a_quantity(document: Document) -> None:
    (impact,) = document.impact
    assert impact.name == "Failed requests"
    assert impact.quantity == Quantity(182340, 1900000, 0.096, None)
    assert impact.method == "count; by hand (twice)"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("34 min", Quantity(34, unit="min")),
        ("1 h 12 min of degraded service", Quantity(72, unit="min")),
        ("about 90 seconds", Quantity(1.5, unit="min")),
        ("9.6 %", Quantity(None, None, 0.096, "%")),
        ("14 812 of 478 100 accounts", Quantity(14812, 478100, 14812 / 478100, None)),
        ("1.9 M requests", Quantity(1900000, unit="requests")),
        ("$50k lost", Quantity(50000, unit="USD")),
        ("none", Quantity()),
        ("", Quantity()),
        ("3 of 5 zones, 14:02 to 14:36", Quantity(3, 5, 0.6, None)),
    ],
)
def test_quantities(words: str, expected: Quantity) -> None:
    assert read_quantity(words) == expected


def test_whys_are_a_tree_with_several_roots(document: Document) -> None:
    pairs = [(c.text, p.id if p else None) for c, p in document.parents()]
    assert pairs == [
        ("Why did it begin?", None),
        ("The pool ran out", "wq3x7"),
        ("No limit on workers", "w81bd"),
        ("The canary was off", "wq3x7"),
        ("Why was it not known sooner?", None),
        ("Another document's factor", None),
    ]
    assert document.causes[2].label == ("systemic",)
    assert document.questions[0].owner == "Teun"


def test_lessons_know_their_group(document: Document) -> None:
    assert [(x.text, x.lesson_group) for x in document.lessons] == [
        ("The pager", "went-well"),
        ("It was a Tuesday", "lucky"),
    ]


def test_actions_from_a_list_and_a_table(document: Document) -> None:
    listed, row = document.actions
    assert (listed.done, listed.owner, listed.due, listed.type) == (
        True,
        "Dana",
        date(2026, 12, 4),
        "prevent",
    )
    assert listed.addresses == ("wk0zz", "w4")
    assert listed.unknown["custom"].raw == "kept"
    assert (row.text, row.owner, row.due) == ("Alert on the pool", "Ann", date(2026, 1, 2))


def test_communication_and_evidence(document: Document) -> None:
    (told,) = document.communications
    assert (told.audience, told.channel, told.done) == ("Customers", "status page", False)
    (attachment,) = document.attachments
    assert (attachment.id, attachment.type, attachment.events) == ("alerts", "alertmanager", 5)


def test_nothing_is_a_problem_in_it(document: Document) -> None:
    assert document.problems == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("caf\udce9", "READ-001"),
        ("---\ntitle: &anchor x\n---\n", "READ-002"),
        ("---\nnonsense\n---\n", "READ-002"),
        ("## Actions\n- x ^a1 (due: 2026-02-30)", "READ-003"),
        ("## Timeline\n- 2026-13-40 10:00 x", "READ-003"),
        ("## Actions\n- x ^a1\n- y ^a1", "READ-004"),
        ("---\nstatus: nearly\n---\n", "READ-005"),
        ("```\nopen", "READ-006"),
        ("<!-- open", "READ-006"),
        ("---\ntimezone: Mars/Base\n---\n", "READ-007"),
    ],
)
def test_problems(text: str, code: str) -> None:
    assert [p.code for p in Document.parse(text).problems] == [code]


@given(st.text(max_size=200))
def test_any_text_is_a_document(text: str) -> None:
    document = Document.parse(text)
    for item in document.items:
        for cell in item.cells.values():
            assert 0 <= cell.span.start <= cell.span.end <= len(text)
    for problem in document.problems:
        assert 0 <= problem.span.start <= problem.span.end <= len(text)


@given(st.text(max_size=60))
def test_plain_words_survive_escaping(words: str) -> None:
    assert plain(escape(words)) == " ".join(words.split())


def test_every_published_postmortem_parses(postmortems: list[bytes]) -> None:
    from howcome.text import Source

    for raw in postmortems:
        document = Document.parse(Source.from_bytes(raw))
        assert (
            "".join(document.source[b.span] for b in split(document.source)).encode(errors="surrogateescape")
            == raw
        )
        assert document.states
        assert len(document.items) >= 0
        assert list(document.problems) is not None
