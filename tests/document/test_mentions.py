"""Ids: every place where one stands is known, and another name for it changes these places and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from howcome.document import Document
from howcome.document.grammar import Action, Attachment, Cause, Lesson
from howcome.document.mentions import (
    IdRefused,
    IdTaken,
    NoSuchId,
    kinds_of,
    mention_at,
    mentions,
    mentions_of,
    rename,
)
from howcome.errors import UsageError
from howcome.text import apply

TEXT = """\
# Orders failed 🚨

## Incident Summary

Orders failed for half an hour. (evidence: alerts#1812, chat)

## Timeline of Events

- 2026-11-20 14:02Z [detected] alerts of wk0zz fired ^t5fk2 (evidence: alerts#1812:f3, chat#1.5)

## Root Cause Analysis

- Why did it begin? ^wq3x7 (root: began)
  - Nothing limits workers ^wk0zz (since: 2024-06; also: wq3x7)

## Action Items

- [ ] Limit workers ^a7kq2 (owner: wk0zz; addresses: "^wk0zz, wq3x7, gone1")

| action | cause | owner |
| --- | --- | --- |
| Watch the pool | wk0zz | Ines |
| Say so | a slow pool | Ines |

## Preventive Measures

- Roll it out ^m2pp8 (for: a7kq2)

## Appendix

### Evidence

- alertmanager.json ^alerts (kind: alertmanager)
"""
READ = Document.parse(TEXT)


def places(id: str) -> list[tuple[int, str]]:
    return [(READ.source.line_at(m.span.start), m.field) for m in mentions_of(READ, id)]


def test_every_place_of_an_id_is_known() -> None:
    assert places("wk0zz") == [(14, "id"), (18, "addresses"), (22, "addresses")]
    assert places("wq3x7") == [(13, "id"), (14, "also"), (18, "addresses")]
    assert places("a7kq2") == [(18, "id"), (27, "for")]
    assert places("alerts") == [(5, "evidence"), (9, "evidence"), (33, "id")]
    assert places("gone1") == [(18, "addresses")]
    assert places("chat") == [(5, "evidence"), (9, "evidence")]


def test_a_mention_covers_the_id_alone() -> None:
    for mention in mentions(READ):
        assert READ.source[mention.span] == mention.id
    assert [m.address for m in mentions_of(READ, "alerts")] == ["alerts#1812", "alerts#1812:f3", None]


@pytest.mark.parametrize(
    ("words", "inside", "id"),
    [
        ("^t5fk2", 0, "t5fk2"),
        ("^t5fk2", 6, "t5fk2"),
        ("^wk0zz, wq3x7", 10, "wq3x7"),
        ("alerts#1812:f3", 12, "alerts"),
        ("Limit workers ^a7kq2", 3, None),
        ("owner: wk0zz", 9, None),
    ],
)
def test_an_id_is_found_under_the_cursor(words: str, inside: int, id: str | None) -> None:
    found = mention_at(READ, TEXT.index(words) + inside)
    assert (found and found.id) == id


def test_a_new_name_changes_every_place_and_nothing_else() -> None:
    after = apply(READ.source, rename(READ, "wk0zz", "^wnew1")).text
    assert after == (
        TEXT.replace("workers ^wk0zz", "workers ^wnew1")
        .replace('"^wk0zz,', '"^wnew1,')
        .replace("| wk0zz |", "| wnew1 |")
    )
    after = apply(READ.source, rename(READ, "alerts", "am-1")).text
    assert after == TEXT.replace("alerts#", "am-1#").replace("^alerts", "^am-1")


def test_the_same_name_changes_nothing() -> None:
    assert rename(READ, "wk0zz", "wk0zz").edits == ()


@pytest.mark.parametrize(
    ("old", "new", "error", "said"),
    [
        ("wk0zz", "a7kq2", IdTaken, "stands already in line 18"),
        ("wk0zz", "two words", IdRefused, "cannot be an id"),
        ("wk0zz", "", IdRefused, "cannot be an id"),
        ("wk0zz", "-x", IdRefused, "cannot be an id"),
        ("wk0zz", "x" * 65, IdRefused, "cannot be an id"),
        ("wk0zz", "head", IdRefused, "front matter"),
        ("gone1", "wnew1", NoSuchId, "no item has the id 'gone1'"),
    ],
)
def test_a_name_that_is_taken_or_malformed_is_refused(
    old: str, new: str, error: type[UsageError], said: str
) -> None:
    with pytest.raises(error, match=said) as caught:
        rename(READ, old, new)
    assert caught.value.hint


def test_an_id_that_stands_twice_is_not_renamed() -> None:
    document = Document.parse("## Action Items\n\n- One ^a1\n- Two ^a1\n")
    with pytest.raises(IdTaken, match="lines 3 and 4"):
        rename(document, "a1", "a2")


@given(st.text(alphabet=st.sampled_from("abc#,;()^\"' \n-"), max_size=60))
def test_any_value_has_mentions_inside_of_it(value: str) -> None:
    document = Document.parse(
        f"## Action Items\n\n- Do it ^a1 (addresses: {value})\n- Two (evidence: {value})\n"
    )
    for mention in mentions(document):
        assert document.source[mention.span] == mention.id


def test_fields_say_which_kinds_they_refer_to() -> None:
    assert kinds_of("addresses", Action) == (Cause, Lesson)
    assert kinds_of("evidence", Action) == (Attachment,)
    assert kinds_of("owner", Action) == ()
