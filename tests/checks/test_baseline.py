"""A baseline knows findings by what they are about, not by where they stand."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pytest

from howcome.checks import check
from howcome.checks.baseline import (
    Known,
    Sifted,
    about_settled,
    entries_of,
    read_baseline,
    renewed,
    sift,
    write_baseline,
)
from howcome.document import Document
from howcome.errors import InputError

OLD = """\
---
howcome: 1
status: strange
---
# Outage

## Summary

Yesterday a careless engineer left. TBD

Recently it came back.

## Timeline

- 14:02Z Yesterday's alert fired
"""
SELECT = ("SUM-006", "B01", "DOC-002", "READ")


def known(text: str, select: Sequence[str] = SELECT) -> list[Known]:
    document = Document.parse(text)
    return entries_of("a.md", document, check(document, select=select))


def sifted(text: str, entries: Sequence[Known], select: Sequence[str] = SELECT) -> Sifted:
    document = Document.parse(text)
    return sift("a.md", document, check(document, select=select), entries)


def new(text: str, entries: Sequence[Known]) -> list[str]:
    return [f.code for f in sifted(text, entries).new]


def test_what_is_known_is_not_new() -> None:
    entries = known(OLD)
    assert {e.code for e in entries} == {"SUM-006", "B01", "DOC-002", "READ-005"}
    result = sifted(OLD, entries)
    assert (result.new, result.settled) == ((), ())
    assert sorted(result.known) == sorted(entries)
    assert len(new(OLD, [])) == len(entries)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## Summary\n", "New words here.\n\n## Summary\n\nA line above.\n"),
        ("Yesterday a careless engineer", "Yesterday a\ncareless   engineer"),
        ("# Outage", "# Outage of a service\n\nAn introduction."),
        ("status: strange", "owner: Dana\nstatus:  strange"),
        ("\n", "\r\n"),
        ("Yesterday a careless", "**Yesterday** a careless"),
        ("- 14:02Z", "* 14:02Z"),
    ],
)
def test_it_stays_known_when_lines_move_or_wrap_or_get_other_marks(before: str, after: str) -> None:
    assert new(OLD.replace(before, after), known(OLD)) == []


def test_the_same_words_in_another_sentence_are_new() -> None:
    text = OLD + "\n## Impact\n\nTBD\n"
    assert new(text, known(OLD)) == ["DOC-002"]


def test_a_sentence_that_says_something_else_is_new_and_the_old_one_is_settled() -> None:
    result = sifted(OLD.replace("careless engineer left", "careless engineer pulled the cable"), known(OLD))
    assert sorted(f.code for f in result.new) == ["B01", "SUM-006"]
    assert sorted(k.code for k in result.settled) == ["B01", "SUM-006"]


def test_several_findings_of_one_place_are_counted() -> None:
    text = "## Summary\n\nTBD TBD\n"
    entries = known(text)
    assert [e.code for e in entries] == ["DOC-002"] * len(entries)
    assert new(text, entries[:1]) == ["DOC-002"] * (len(entries) - 1)


def test_sections_that_are_missing_are_told_apart_by_what_is_said() -> None:
    head = "---\nhowcome: 1\nstatus: in-review\n---\n# T\n"
    entries = known(head, ["DOC-001"])
    result = sifted(head + "\n## Summary\n\nOn 2026-11-20 it broke.\n", entries, ["DOC-001"])
    assert (len(result.new), len(result.settled)) == (0, 1)


def test_what_no_longer_occurs_is_said_once_as_info() -> None:
    result = sifted("# Nothing\n", known(OLD))
    finding = about_settled(result.settled)
    assert (finding.code, finding.severity) == ("SUP-005", "info")
    assert "do not occur any more: B01, DOC-002, READ-005, SUM-006" in finding.message


def test_numbers_of_lines_are_not_kept() -> None:
    text = "---\nhowcome: 1\n---\n## Actions\n- [ ] One ^a1\n- [ ] Two ^a1\n"
    (entry,) = known(text, ["READ"])
    assert "line …" in entry.message


# The file


def test_the_file_is_the_same_for_the_same_findings_with_one_line_each() -> None:
    entries = known(OLD)
    text = write_baseline(entries)
    assert text == write_baseline(reversed(entries))
    assert read_baseline(text, "known.json") == sorted(entries)
    assert text.count("\n") == len(entries) + 5
    assert json.loads(text)["howcome-baseline"] == 1
    assert read_baseline(write_baseline([]), "known.json") == []


def test_a_new_finding_adds_one_line() -> None:
    text = OLD + "\n## Impact\n\nIt cost ??? so far.\n"
    before, after = write_baseline(known(OLD)).splitlines(), write_baseline(known(text)).splitlines()
    assert len(set(after) - set(before)) == 1
    assert len(set(before) - set(after)) <= 1


def test_what_was_not_checked_stays_when_it_is_written_again() -> None:
    entries = [Known("a.md", "TL-004", "1", ""), Known("b.md", "TL-004", "2", "")]
    assert renewed(entries, [], lambda k: k.path == "a.md") == entries[1:]


def test_odd_words_can_be_written() -> None:
    entry = Known("a\udc80.md", "TL-004", "1", "\u202e")
    assert "\u202e" not in write_baseline(known("## Summary\n\nYester\u202eday TBD\n"))
    write_baseline([entry])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Outage\n", "known.json:1: no baseline"),
        ('{"howcome-baseline": 1,\n "known": [}', "known.json:2: no baseline"),
        ("[]", "known.json: no baseline"),
        ('{"howcome-baseline": 2, "known": []}', "known.json: a baseline of format 2"),
        ('{"howcome-baseline": 1, "known": [{"path": "a"}]}', "known.json: entry 1"),
        ("[" * 100_000, "known.json:1: no baseline"),
    ],
)
def test_what_is_no_baseline_is_refused_with_its_place(text: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        read_baseline(text, "known.json")
    assert str(refused.value).startswith(said)
    assert refused.value.hint
