"""Search finds what holds all words, the best first, whatever is typed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from howcome.library import Filter, Index
from howcome.library.entry import Entry, plain_text
from howcome.library.ranking import MOST_CANDIDATES
from howcome.library.rows import Row

from .material import written

TODAY = date(2026, 12, 1)


@pytest.fixture
def index() -> Iterator[Index]:
    index = Index()
    yield index
    index.close()


def names(index: Index, query: str, filter: Filter | None = None) -> list[str]:
    return [hit.row.name for hit in index.search(query, filter or Filter(), today=TODAY)]


def test_all_words_must_stand_there_and_the_last_may_be_a_beginning(index: Index) -> None:
    index.put("one", written("A", "The connection pool was exhausted by workers."))
    index.put("two", written("B", "The pool was closed."))
    assert names(index, "pool exhausted") == ["one"]
    assert names(index, "pool conn") == ["one"]
    assert names(index, "conn pool") == []
    assert set(names(index, "pool")) == {"one", "two"}


def test_phrases_keep_their_order_and_a_minus_leaves_out(index: Index) -> None:
    index.put("one", written("A", "The connection pool was full."))
    index.put("two", written("B", "A pool with one connection."))
    assert names(index, '"connection pool"') == ["one"]
    assert names(index, 'pool -"connection pool"') == ["two"]
    assert names(index, "-full") == ["two"]


@pytest.mark.parametrize(
    ("body", "query"),
    [
        ("Die Größe der Warteschlange wurde überschritten.", "grösse"),
        ("Die Größe der Warteschlange wurde überschritten.", "UBERSCHRITTEN"),
        ("東京リージョンでデータベースの接続が枯渇した。", "接続"),
        ("東京リージョンでデータベースの接続が枯渇した。", "ベース"),
        ("東京リージョンでデータベースの接続が枯渇した。", "枯"),
        ("ｶﾞｰﾄﾞ", "ｶﾞｰ"),
        ("결제 서비스가 중단되었다", "비스"),
        ("ระบบชำระเงินล้มเหลว", "ชำระเงิน"),
        ("Отказ платёжного сервиса", "платежного"),
        ("The ﬁle system", "file"),
        ("Caf\u0065\u0301 service", "café"),
    ],
)
def test_words_of_many_languages_are_found(index: Index, body: str, query: str) -> None:
    index.put("one", written("A", body))
    index.put("two", written("B", "Something else."))
    hits = index.search(query)
    assert [hit.row.name for hit in hits] == ["one"]
    assert hits[0].snippet.matches


def test_a_title_outweighs_any_number_of_mentions(index: Index) -> None:
    index.put("often", written("Something else", "cache " * 200))
    index.put("title", written("The cache was cold", "Orders failed."))
    index.put("service", written("Orders failed", "Orders failed.", services="[cache]"))
    assert names(index, "cache") == ["title", "service", "often"]


def test_among_equals_the_newest_comes_first(index: Index) -> None:
    for day in ("2026-01-02", "2026-03-02", "2025-12-31"):
        index.put(f"{day}-cache", written("Cold cache"))
    assert names(index, "cache") == ["2026-03-02-cache", "2026-01-02-cache", "2025-12-31-cache"]


def test_more_mentions_weigh_more_among_bodies(index: Index) -> None:
    index.put("2026-01-02-much", written("A", "The cache was cold. The cache was lost. The cache came back."))
    index.put("2026-02-02-little", written("B", "Orders failed, for the cache was cold."))
    assert names(index, "cache") == ["2026-01-02-much", "2026-02-02-little"]


def test_an_old_title_is_found_among_thousands_of_newer_mentions(index: Index) -> None:
    many = MOST_CANDIDATES + 50
    index.write(
        [
            Entry(Row(f"n{n}", day=date(2026, 1, 1)), "", "Orders", "", "the cache was cold")
            for n in range(many)
        ]
    )
    index.write([Entry(Row("old", day=date(2020, 1, 1)), "", "Cold cache", "", "it was slow")])
    assert names(index, "cold cache")[0] == "old"
    assert "old" not in names(index, "cold cache -slow")
    assert len(index.search("cache", limit=10_000)) == MOST_CANDIDATES


def test_a_beginning_of_very_many_words_is_found_too(index: Index) -> None:
    index.write(
        [Entry(Row(f"n{n}"), "", "", "", " ".join(f"trace{n:03}x{m}" for m in range(10))) for n in range(40)]
    )
    assert names(index, "trace039") == ["n39"]
    assert len(index.search("trac", limit=100)) == 40
    assert len(index.search("tracing", limit=100)) == 0


def test_fields_of_items_are_found_and_guiding_questions_are_not(index: Index) -> None:
    document = written(
        body="<!-- ? What did users see? -->\nOrders failed. <!-- hidden -->",
        actions="- [ ] Limit workers ^a7kq2 (owner: Dana; tracker: OPS-512; kind: prevent)",
    )
    index.put("one", document)
    assert names(index, "OPS-512") == names(index, "dana") == names(index, "one") == ["one"]
    assert names(index, "users see") == names(index, "hidden") == []
    assert "^a7kq2" not in plain_text(document)


def test_code_tables_and_quotes_are_found_without_their_marks() -> None:
    document = written(
        body="```text\npool=40\n```\n\n| what | many |\n|---|---|\n| orders | 12 |\n\n> said **so**"
    )
    assert plain_text(document).splitlines()[1:] == ["pool=40", "what many", "orders 12", "said so"]


def test_the_numbers_of_a_chart_are_no_words() -> None:
    document = written(body='Orders failed.\n\n```howcome-chart\n{"series":[1, 2]}\n```')
    assert plain_text(document).splitlines()[1:] == ["Orders failed."]


def test_filters_of_the_query_and_of_the_caller_both_hold(index: Index) -> None:
    index.put("a", written("Cache", status="draft", severity="SEV-1"))
    index.put("b", written("Cache", status="draft", severity="SEV-2"))
    index.put("c", written("Cache", status="closed", severity="SEV-1"))
    assert names(index, "cache status:draft", Filter(severity=("sev1",))) == ["a"]
    assert names(index, "status:draft -severity:sev1") == ["b"]
    assert set(names(index, "")) == {"a", "b", "c"}


def test_an_unreadable_document_is_found_by_its_name(index: Index) -> None:
    index.put_problem("2026-01-02-ledger", "a binary file")
    hit = index.search("ledger")[0]
    assert (hit.row.problem, hit.row.title) == ("a binary file", None)
    assert [hit.title.text[a:b] for a, b in hit.title.matches] == ["ledger"]
    assert names(index, "is:unreadable") == ["2026-01-02-ledger"]


@pytest.fixture(scope="module")
def filled() -> Iterator[Index]:
    index = Index()
    index.put("one", written("Pool exhausted", 'The "pool" was full: 9.6 % AND more. 障害 Größe'))
    index.put("two", written("Cache cold", "OR NEAR(x y) * ^ - + { } [ ]", status="draft"))
    yield index
    index.close()


ODD = st.lists(
    st.one_of(
        st.text(max_size=12),
        st.sampled_from(
            ["pool", '"', "-", "*", "AND", "OR", "NOT", "NEAR(", "^", "{title}:", "status:", "is:", "year:0000",
             "\0", "障", "\udc80", "owner:\udc80", "severity:🔥", "-service:x", "'; DROP TABLE words; --", "%", "_"]
        ),
    ),
    max_size=12,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(ODD)
def test_whatever_is_typed_is_no_error(filled: Index, pieces: list[str]) -> None:
    for joint in (" ", ""):
        for hit in filled.search(joint.join(pieces)):
            for snippet in (hit.title, hit.snippet):
                assert all(0 <= start < end <= len(snippet.text) for start, end in snippet.matches)


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "pool " * 3_000, '"' * 10_000, "-" * 10_000, "(" * 10_000, "障" * 10_000]
)
def test_ten_thousand_characters_are_no_error(filled: Index, text: str) -> None:
    filled.search(text)


WORDS = st.sampled_from(["pool", "poolside", "cache", "full", "cold", "障害", "größe", "害"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(WORDS, max_size=6), min_size=1, max_size=6),
    st.lists(WORDS, min_size=1, max_size=2),
    st.lists(WORDS, max_size=1),
)
def test_what_is_found_is_what_reading_every_text_would_find(
    texts: list[list[str]], asked: list[str], excluded: list[str]
) -> None:
    index = Index()
    index.write([Entry(Row(f"n{n}"), "", "", "", " ".join(words)) for n, words in enumerate(texts)])

    def holds(words: list[str], word: str, *, begins: bool) -> bool:
        if "害" in word:
            return word in " ".join(words)
        return any(w.startswith(word) if begins else w == word for w in words)

    expected = {
        f"n{n}"
        for n, words in enumerate(texts)
        if all(
            holds(words, word, begins=word is asked[-1] and at == len(asked) - 1)
            for at, word in enumerate(asked)
        )
        and not any(holds(words, word, begins=False) for word in excluded)
    }
    query = " ".join([*(f"-{word}" for word in excluded), *asked])
    assert {hit.row.name for hit in index.search(query)} == expected
    index.close()
