"""Edits touch only their own span, and refuse a text that has changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from howcome.errors import StaleChange
from howcome.text import Change, Edit, Source, Span, apply, diff, minimal_edit


def test_an_edit_replaces_only_its_span() -> None:
    source = Source("owner: Ana\r\ndue: soon\r\n")
    assert apply(source, [Edit(Span(7, 10), "Dana")]).text == "owner: Dana\r\ndue: soon\r\n"


def test_a_change_against_another_text_is_refused() -> None:
    with pytest.raises(StaleChange):
        apply(Source("new"), Change(Source("old").sha, (Edit(Span(0, 0), "x"),)))


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        apply(Source("abc"), [Edit(Span(0, 2), "x"), Edit(Span(1, 3), "y")])


def test_insertions_at_one_place_keep_their_order() -> None:
    assert apply(Source("ab"), [Edit(Span(1, 1), "1"), Edit(Span(1, 1), "2")]).text == "a12b"


@given(st.text("ab\n", max_size=30), st.text("ab\n", max_size=30))
def test_a_diff_turns_one_text_into_the_other(old: str, new: str) -> None:
    assert apply(Source(old), diff(Source(old), Source(new))).text == new


@given(st.text("ab", max_size=12), st.text("ab", max_size=12))
def test_the_minimal_edit_turns_one_text_into_the_other(old: str, new: str) -> None:
    edit = minimal_edit(old, new)
    assert apply(Source(old), [edit] if edit else []).text == new


def test_the_minimal_edit_is_trimmed_on_both_sides() -> None:
    assert minimal_edit("owner: Ana", "owner: Dana", 100) == Edit(Span(107, 108), "Da")
