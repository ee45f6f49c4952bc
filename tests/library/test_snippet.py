"""A snippet shows where in a text the words stand; its ranges are places in it."""

from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from howcome.library import Snippet, read_query
from howcome.library.snippet import LENGTH, marked, snippet_of
from howcome.library.words import fold

FILLER = "Nothing of note happened in these minutes. " * 40


def shown(text: str, query: str) -> list[str]:
    """The marked parts of a snippet."""
    return parts(snippet_of(text, read_query(query).terms))


def parts(snippet: Snippet) -> list[str]:
    return [snippet.text[start:end] for start, end in snippet.matches]


def test_words_beginnings_and_phrases_are_marked_as_they_are_written() -> None:
    text = "The Pool was exhausted. Connection-pool timeouts followed; the POOL recovered."
    assert shown(text, "pool time") == ["Pool", "pool", "timeouts", "POOL"]
    assert shown(text, '"connection pool"') == ["Connection-pool"]


def test_accents_and_scripts_without_spaces_are_marked_whole() -> None:
    assert shown("Die Größe der Straße", "strasse grosse") == ["Größe", "Straße"]
    assert shown("データベースの接続が枯渇した", "接続") == ["接続"]
    assert shown("데이터베이스가 멈췄다", "이터") == ["이터"]


def test_it_is_cut_out_where_most_of_the_words_stand() -> None:
    text = f"{FILLER}The cache failed.\n{FILLER}The cache lost its lease. {FILLER}"
    snippet = snippet_of(text, read_query("cache lease").terms)
    assert parts(snippet) == ["cache", "lease"]
    assert snippet.text.startswith("… ") and snippet.text.endswith(" …")
    assert len(snippet.text) <= LENGTH + 4


def test_without_a_match_it_is_the_beginning() -> None:
    snippet = snippet_of(FILLER, read_query("elsewhere").terms)
    assert snippet.text.startswith("Nothing of note") and snippet.matches == ()


def test_a_title_is_marked_and_never_cut() -> None:
    snippet = marked("Checkout errors after a release " * 20, read_query("checkout").terms)
    assert len(snippet.matches) == 20 and len(snippet.text) == 640


@settings(deadline=None)
@given(st.text(max_size=600), st.text(max_size=20), st.integers(0, 600))
def test_ranges_lie_in_the_text_in_order_and_hold_what_was_asked(text: str, word: str, at: int) -> None:
    text = unicodedata.normalize("NFC", f"{text[:at]} {word} {text[at:]}")
    query = read_query(word)
    for snippet in (snippet_of(text, query.terms), marked(text, query.terms)):
        last = 0
        for start, end in snippet.matches:
            assert last <= start < end <= len(snippet.text)
            assert fold(snippet.text[start:end]).strip()
            last = end
        assert "\n" not in snippet.text
