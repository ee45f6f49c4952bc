"""Copies of a text: addressed in code points, merged with others, the same from the same seed."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from howcome.live.replica import BadUpdate, Replica, merged, three_way
from howcome.text import Edit, Source, Span, apply, diff

#: One to four bytes, one or two UTF-16 units, marks that combine, and writing from right to left.
ALPHABET = "ab \né\u0301ß漢🚨👩\u200d🚒עברית\u202e\u00a0"
TEXTS = st.text(ALPHABET, max_size=40)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    text = draw(TEXTS)
    edits, at = [], 0
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(at, len(text)))
        end = draw(st.integers(start, len(text)))
        edits.append(Edit(Span(start, end), draw(st.text(ALPHABET, max_size=5))))
        at = end
        if start == end:
            at = min(end + 1, len(text))
            if at == end:
                break
    return text, edits


@given(edited())
@example(("🚨é", [Edit(Span(1, 2), "e\u0301")]))
@example(("👩\u200d🚒", [Edit(Span(0, 1), "👨"), Edit(Span(2, 3), "")]))
def test_edits_in_code_points_do_what_they_do_to_a_text(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    replica = Replica.seeded(text)
    replica.edit(edits)
    assert str(replica) == apply(Source(text), edits).text


@given(edited())
def test_an_edit_is_one_update_and_brings_another_copy_to_the_same_text(case: tuple[str, list[Edit]]) -> None:
    text, edits = case
    one, other = Replica.seeded(text), Replica.seeded(text)
    updates: list[bytes] = []
    one.observe(updates.append)
    one.edit(edits)
    assert len(updates) <= 1
    if updates:
        other.apply(merged(updates))
    assert str(other) == str(one)


@given(TEXTS)
def test_a_seed_gives_the_same_bytes_for_the_same_text(text: str) -> None:
    assert Replica.seeded(text).state == Replica.seeded(text).state
    twice = Replica.seeded(text)
    twice.apply(Replica.seeded(text).state)
    assert str(twice) == text


def test_seeds_of_different_texts_are_never_taken_for_one_another() -> None:
    one, other = Replica.seeded("one"), Replica.seeded("other")
    one.apply(other.state)
    other.apply(one.state)
    assert str(one) == str(other)
    assert sorted(str(one)) == sorted("oneother")


@given(TEXTS, TEXTS, TEXTS)
@settings(max_examples=60)
def test_two_who_changed_the_same_text_end_with_the_same(base: str, ours: str, theirs: str) -> None:
    one, other = Replica.seeded(base), Replica.seeded(base)
    one.edit(diff(Source(base), Source(ours)))
    other.edit(diff(Source(base), Source(theirs)))
    mine, yours = one.state, other.state
    one.apply(yours)
    other.apply(mine)
    assert str(one) == str(other)


@given(st.lists(st.sampled_from(["alpha", "beta", "gamma 🚨", ""]), max_size=6), st.data())
@settings(max_examples=60)
def test_three_texts_become_one_that_has_both_sides_words(lines: list[str], data: st.DataObject) -> None:
    def with_word(word: str) -> str:
        at = data.draw(st.integers(0, len(lines)))
        return "\n".join([*lines[:at], word, *lines[at:]])

    base = "\n".join(lines)
    both = three_way(base, with_word("‹ours›"), with_word("‹theirs é›"))
    assert both.count("‹ours›") == 1
    assert both.count("‹theirs é›") == 1


@given(TEXTS, TEXTS)
def test_a_side_that_changed_nothing_leaves_the_other(base: str, theirs: str) -> None:
    assert three_way(base, base, theirs) == theirs
    assert three_way(base, theirs, base) == theirs


@given(TEXTS, TEXTS)
def test_what_was_rewritten_outside_is_there_once_however_often_it_is_merged(before: str, after: str) -> None:
    room = Replica.seeded(before)
    state = room.state
    for _ in range(2):
        update = Replica.rewritten(state, before, after)
        assert update is not None
        room.apply(update)
    assert str(room) == after
    assert Replica.rewritten(state, before + "x", after) is None


@given(st.binary(max_size=60))
@example(b"")
@example(b"\x01\x01\x00\x00")
@example(b"\xff" * 12)
@example(b"\x80\x80\x80\x22")
def test_any_bytes_are_an_update_or_refused_and_the_text_stays_whole(data: bytes) -> None:
    replica = Replica.seeded("text 🚨")
    try:
        replica.apply(data)
    except BadUpdate:
        assert str(replica) == "text 🚨"
    with suppress(BadUpdate):
        replica.missing(data)
    replica.edit([Edit(Span(0, 0), "still ")])
    assert str(replica).startswith("still ")


@pytest.mark.parametrize("verb", ["apply", "missing"])
def test_a_few_bytes_that_promise_millions_of_entries_cost_nothing(verb: str) -> None:
    replica = Replica.seeded("text")
    begun = time.perf_counter()
    for _ in range(20):
        with pytest.raises(BadUpdate):
            getattr(replica, verb)(b"\x80\x80\x80\x22")
    assert time.perf_counter() - begun < 0.5


def test_thousands_of_edits_of_a_long_text_take_no_minutes() -> None:
    text = "é line of a log 🚨\n" * 60_000
    replica = Replica.seeded(text)
    edits = [Edit(Span(n * 300, n * 300), "x") for n in range(3000)]
    begun = time.perf_counter()
    replica.edit(edits)
    assert time.perf_counter() - begun < 5
    assert str(replica) == apply(Source(text), edits).text


@pytest.mark.parametrize("text", ["", "\n", "🚨"], ids=["empty", "line", "emoji"])
def test_a_copy_of_a_state_has_its_text_and_lacks_nothing(text: str) -> None:
    one = Replica.seeded(text)
    other = Replica(one.state)
    assert str(other) == text
    assert other.vector == one.vector
    assert one.missing(other.vector) == b"\0\0"
