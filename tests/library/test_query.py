"""What a person types becomes words and filters; no text is an error."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from howcome.library import Filter, Query, Term, read_query
from howcome.library.query import MOST_TERMS, MOST_WORDS
from howcome.library.words import fold, fold_in_place, key_of, original_range, words_of


def terms(text: str) -> list[str]:
    return [" ".join(term.words) + ("*" if term.begins else "") for term in read_query(text).terms]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("database timeout", ["database", "timeout*"]),
        ('"connection pool" full', ["connection pool", "full*"]),
        ('full "connection pool"', ["full", "connection pool"]),
        ("checkout-api", ["checkout api*"]),
        ("9.6 %", ["9 6"]),
        ("14:02", ["14 02"]),
        ("db", ["db"]),
        ("timeout status:draft", ["timeout*"]),
        ('"unbalanced quote', ["unbalanced", "quote*"]),
        ("a AND (b OR NEAR) *", ["a", "and", "b", "or", "near*"]),
        ("colour:red", ["colour red*"]),
        ("year:soon", ["year soon*"]),
        ("is:green", ["is green*"]),
        ("status:", ["status*"]),
        ("https://example.com/x", ["https example com x"]),
        ("Größe", ["grosse*"]),
        ("ＡＰＩ", ["api*"]),
        ("障害", ["障 害"]),
        ("DB障害", ["db 障 害"]),
        ("데이터", ["데 이 터"]),
        ("", []),
        ("\0 ^ * ' \" ; -", []),
    ],
)
def test_words_phrases_and_what_is_neither(text: str, expected: list[str]) -> None:
    assert terms(text) == expected


def test_a_minus_leaves_words_phrases_and_values_out() -> None:
    query = read_query('cache -redis -"cold start" -status:draft')
    assert query.terms == (Term(("cache",), begins=True),)
    assert query.excluded == (Term(("redis",)), Term(("cold", "start")))
    assert query.filter == Filter(but_not=Filter(status=("draft",)))


def test_keys_filter_and_may_stand_several_times() -> None:
    query = read_query(
        'severity:sev1 Severity:SEV-2 status:draft service:checkout owner:"Payments team" class:near-miss tag:x '
        "is:open-actions is:overdue is:findings year:2026"
    )
    assert query == Query(
        filter=Filter(
            severity=("sev1", "SEV-2"),
            status=("draft",),
            service=("checkout",),
            owner=("Payments team",),
            category=("near-miss",),
            tag=("x",),
            year=(2026,),
            open_actions=True,
            overdue=True,
            findings=True,
        )
    )


def test_a_pasted_page_is_read_up_to_a_bound() -> None:
    query = read_query(" ".join(f"word{n}" for n in range(10_000)))
    assert len(query.terms) == MOST_TERMS
    assert len(read_query("a." * 5_000).terms[0].words) == MOST_WORDS


@pytest.mark.parametrize("one", ["SEV-1", "sev1", "Sev 1", "ＳＥＶ１"])
def test_spellings_of_one_value_have_one_key(one: str) -> None:
    assert key_of(one) == "sev1"


def test_a_value_of_marks_alone_is_itself() -> None:
    assert key_of("🔥") == "🔥" != key_of("💧")


@settings(deadline=None)
@given(st.text())
def test_any_text_is_a_query(text: str) -> None:
    for term in read_query(text).terms:
        assert term.words
        assert all(words_of(word) == (word,) for word in term.words)


@settings(deadline=None)
@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None)
@given(st.text())
def test_a_place_in_the_folded_text_is_a_place_in_the_text(text: str) -> None:
    folded, offsets = fold_in_place(text)
    assert len(offsets) == len(folded) + 1
    for at in range(len(folded)):
        start, end = original_range(offsets, at, at + 1)
        assert 0 <= start < end <= len(text)
