"""Lists, filters, facets; and that the index is no more than what was put into it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from howcome.document import Document
from howcome.library import Count, Facets, Filter, Hit, Index, Known, Row, Sort, row_of

from .material import written

TODAY = date(2026, 12, 1)
DUE = "- [ ] Limit workers ^a1 (owner: Dana; due: 2026-11-30)"
LATER = "- [ ] Limit workers ^a1 (owner: Dana; due: 2026-12-01)"
LIBRARY = {
    "2026-11-20-checkout": written(
        "Checkout errors", severity="SEV-1", status="published", services="[checkout, payments]",
        owner="Payments team", tags="[deploy]", actions=DUE, **{"class": "incident"},
    ),
    "2026-03-02-cache": written(
        "Cold cache", severity="sev1", status="draft", services="[Checkout]", owner="Search",
        actions=LATER, **{"class": "near-miss"},
    ),
    "2025-07-01-ledger": written(
        "Ärger with the ledger", severity="SEV-3", status="draft", services="[ledger]",
        owner="payments", **{"class": "incident"},
    ),
    "notes": written("Without anything"),
}  # fmt: skip


@pytest.fixture(scope="module")
def index() -> Index:
    index = Index()
    for name, document in LIBRARY.items():
        index.put(name, document, modified=float(len(name)))
    return index


def names(rows: list[Row]) -> list[str]:
    return [row.name for row in rows]


def test_a_list_is_the_newest_first_and_what_has_no_day_is_last(index: Index) -> None:
    assert names(index.rows()) == list(LIBRARY)
    assert names(index.rows(limit=2, offset=1)) == list(LIBRARY)[1:3]


def test_rows_come_out_as_the_document_says(index: Index) -> None:
    for name, document in LIBRARY.items():
        assert index.row(name) == row_of(name, document, float(len(name)))
    assert index.row("elsewhere") is None


@pytest.mark.parametrize(
    ("filter", "expected"),
    [
        (Filter(severity=("sev 1",)), {"2026-11-20-checkout", "2026-03-02-cache"}),
        (Filter(severity=("SEV-1",), status=("draft",)), {"2026-03-02-cache"}),
        (Filter(status=("draft", "published")), set(LIBRARY) - {"notes"}),
        (Filter(service=("checkout",)), {"2026-11-20-checkout", "2026-03-02-cache"}),
        (Filter(service=("check",)), set()),
        (Filter(tag=("Deploy",)), {"2026-11-20-checkout"}),
        (Filter(owner=("payments",)), {"2026-11-20-checkout", "2025-07-01-ledger"}),
        (Filter(category=("near miss",)), {"2026-03-02-cache"}),
        (Filter(year=(2026,)), {"2026-11-20-checkout", "2026-03-02-cache"}),
        (Filter(open_actions=True), {"2026-11-20-checkout", "2026-03-02-cache"}),
        (Filter(overdue=True), {"2026-11-20-checkout"}),
        (
            Filter(findings=True),
            {n for n, d in LIBRARY.items() if row_of(n, d).errors + row_of(n, d).warnings},
        ),
        (Filter(unreadable=True), set()),
        (Filter(but_not=Filter(severity=("sev1",))), {"2025-07-01-ledger", "notes"}),
        (Filter(but_not=Filter(year=(2026,), status=("draft",))), {"notes"}),
        (Filter(but_not=Filter(overdue=True)), set(LIBRARY) - {"2026-11-20-checkout"}),
        (Filter(severity=("'; DROP TABLE documents; --",)), set()),
    ],
)
def test_a_filter_leaves_what_it_says(index: Index, filter: Filter, expected: set[str]) -> None:
    assert set(names(index.rows(filter, today=TODAY))) == expected
    assert index.count(filter, today=TODAY) == len(expected)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        (
            Sort("day", descending=False),
            ["2025-07-01-ledger", "2026-03-02-cache", "2026-11-20-checkout", "notes"],
        ),
        (
            Sort("title", descending=False),
            ["2025-07-01-ledger", "2026-11-20-checkout", "2026-03-02-cache", "notes"],
        ),
        (
            Sort("status", descending=False),
            ["2025-07-01-ledger", "2026-03-02-cache", "2026-11-20-checkout", "notes"],
        ),
        (Sort("severity"), ["2025-07-01-ledger", "2026-03-02-cache", "2026-11-20-checkout", "notes"]),
        (Sort("modified"), ["2026-11-20-checkout", "2025-07-01-ledger", "2026-03-02-cache", "notes"]),
    ],
    ids=lambda value: value.by if isinstance(value, Sort) else "",
)
def test_a_list_is_sorted_by_what_is_asked_and_what_says_nothing_is_last(
    index: Index, sort: Sort, expected: list[str]
) -> None:
    assert names(index.rows(sort=sort)) == expected


def test_every_sort_works_in_both_directions(index: Index) -> None:
    for by in ("day", "name", "title", "severity", "status", "minutes", "sections", "findings", "open-actions", "modified"):  # fmt: skip
        for descending in (True, False):
            assert len(index.rows(sort=Sort(by, descending))) == len(LIBRARY)


def test_facets_count_each_value_once_for_a_document(index: Index) -> None:
    assert index.facets() == Facets(
        severity=(Count("SEV-1", 2), Count("SEV-3", 1)),
        status=(Count("draft", 2), Count("published", 1)),
        service=(Count("Checkout", 2), Count("ledger", 1), Count("payments", 1)),
        category=(Count("incident", 2), Count("near-miss", 1)),
        year=(Count("2026", 2), Count("2025", 1)),
    )


def test_a_group_is_counted_without_its_own_part_of_the_filter(index: Index) -> None:
    facets = index.facets(Filter(severity=("sev1",), service=("checkout",)))
    assert facets.severity == (Count("SEV-1", 2),)
    assert facets.status == (Count("draft", 1), Count("published", 1))
    assert facets.service == (Count("Checkout", 2), Count("payments", 1))
    assert index.facets(Filter(overdue=True), today=TODAY).status == (Count("published", 1),)


@pytest.mark.parametrize("filter", [Filter(), Filter(status=("draft",)), Filter(severity=("SEV1",), year=(2026,)),
                                    Filter(service=("ledger",), but_not=Filter(year=(2026,)))])  # fmt: skip
def test_choosing_a_value_gives_as_many_documents_as_its_count_says(index: Index, filter: Filter) -> None:
    for field in ("severity", "status", "service", "category", "year"):
        for choice in getattr(index.facets(filter), field):
            value = int(choice.value) if field == "year" else choice.value
            said: dict[str, Any] = {field: (value,)}
            chosen = replace(filter, **said)
            assert index.count(chosen) == choice.count


def test_two_spellings_in_one_document_are_one_document() -> None:
    index = Index()
    index.put("a", written(services="[checkout, Checkout, check-out]"))
    assert index.facets().service == (Count("checkout", 1),)


def test_a_new_title_replaces_the_old_words() -> None:
    index = Index()
    index.put("a", written("Cold cache"))
    index.put("a", written("Full pool"))
    assert names([hit.row for hit in index.search("pool")]) == ["a"]
    assert index.search("cold") == []
    index.drop("a")
    assert index.search("pool") == [] and index.rows() == [] and index.known() == {}
    index.drop("a")


@pytest.mark.parametrize("name", ["ordinary", "sub/2026-01-01-x", "half \udc80", "名前", "a\0b", ""])
def test_any_name_is_a_key(name: str) -> None:
    index = Index()
    index.put(name, written("Cold cache"))
    assert (
        list(index.known())
        == [name]
        == names(index.rows())
        == [hit.row.name for hit in index.search("cache")]
    )
    index.drop(name)
    assert index.known() == {}


def test_what_is_known_is_the_hash_and_the_stamp() -> None:
    index = Index()
    document = written()
    index.put("a", document)
    index.put("b", document, stamp="12:34")
    index.put_problem("c", "gone")
    sha = document.source.sha
    assert index.known() == {"a": Known(sha, sha), "b": Known(sha, "12:34"), "c": Known("", "")}


NAMES = st.sampled_from(["2026-01-01-a", "2026-01-01-b", "2025-05-05-c", "d", "sub/e"])
DOCUMENTS = st.builds(
    lambda title, body, severity, status, services: written(
        title, body, severity=severity, status=status, services=f"[{', '.join(services)}]"
    ),
    st.sampled_from(["Cold cache", "Full pool", "Pool and cache"]),
    st.text(alphabet="pool cache\n", max_size=40),
    st.sampled_from(["SEV-1", "sev1", "SEV-2"]),
    st.sampled_from(["draft", "closed"]),
    st.lists(st.sampled_from(["checkout", "mail"]), max_size=2),
)
STEPS = st.lists(st.one_of(st.tuples(NAMES, DOCUMENTS), st.tuples(NAMES, st.none())), max_size=12)
QUESTIONS = ("pool", "cache pool", "po", '"full pool"', "-pool", "status:draft", "")


def answers(index: Index) -> tuple[list[Row], Facets, dict[str, Known], list[list[Hit]]]:
    hits = [index.search(question, today=TODAY) for question in QUESTIONS]
    return index.rows(), index.facets(), index.known(), hits


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_any_putting_and_dropping_equals_a_plain_dictionary_and_an_index_made_anew(
    steps: list[tuple[str, Document | None]],
) -> None:
    index = Index()
    model: dict[str, Document] = {}
    for name, document in steps:
        if document is None:
            index.drop(name)
            model.pop(name, None)
        else:
            index.put(name, document)
            model[name] = document
    assert {row.name: row for row in index.rows()} == {n: row_of(n, d) for n, d in model.items()}
    assert {name: known.sha for name, known in index.known().items()} == {
        n: d.source.sha for n, d in model.items()
    }
    anew = Index()
    for name in sorted(model, reverse=True):
        anew.put(name, model[name])
    assert answers(anew) == answers(index)
    index.close()
    anew.close()


def test_dropping_the_file_and_making_it_anew_gives_the_same_answers(tmp_path: Path) -> None:
    def made() -> Index:
        index = Index(tmp_path / "index.db")
        for name, document in LIBRARY.items():
            index.put(name, document)
        return index

    first = made()
    before = answers(first)
    first.close()
    for path in tmp_path.iterdir():
        path.unlink()
    assert answers(made()) == before


def test_an_index_that_is_opened_again_says_the_same(tmp_path: Path) -> None:
    first = Index(tmp_path / "index.db")
    for name, document in LIBRARY.items():
        first.put(name, document)
    before = answers(first)
    first.close()
    assert answers(Index(tmp_path / "index.db")) == before
