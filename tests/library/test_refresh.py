"""A refresh reads what has changed, drops what has vanished, and never stops at one bad document."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from howcome.checks import Settings
from howcome.document import Document
from howcome.errors import InputError
from howcome.library import Index, Listed, Progress, refresh, row_of

from .material import written


class Folder:
    """Texts with stamps, which counts how often each is loaded."""

    def __init__(self) -> None:
        self.texts: dict[str, tuple[str, Document]] = {}
        self.loaded: list[str] = []

    def put(self, name: str, document: Document, stamp: str) -> None:
        self.texts[name] = (stamp, document)

    def listed(self) -> list[Listed]:
        return [Listed(name, stamp, self._loader(name), 1.0) for name, (stamp, _) in self.texts.items()]

    def _loader(self, name: str) -> Callable[[], Document]:
        def load() -> Document:
            self.loaded.append(name)
            return self.texts[name][1]

        return load


def refreshed(index: Index, folder: Folder) -> Progress:
    folder.loaded.clear()
    return list(refresh(index, folder.listed()))[-1]


def test_only_what_has_changed_is_loaded_and_what_vanished_is_dropped() -> None:
    index, folder = Index(), Folder()
    for name in ("a", "b", "c"):
        folder.put(name, written(f"Title {name}"), "1")
    assert refreshed(index, folder) == Progress(3, 3, read=3)
    assert refreshed(index, folder) == Progress(3, 3)
    assert folder.loaded == []
    folder.put("b", written("Changed"), "2")
    del folder.texts["c"]
    assert refreshed(index, folder) == Progress(2, 2, read=1, dropped=1)
    assert folder.loaded == ["b"]
    assert {row.name: row.title for row in index.rows()} == {"a": "Title a", "b": "Changed"}


def test_a_text_that_was_only_touched_gets_its_new_stamp() -> None:
    index, folder = Index(), Folder()
    document = written()
    index.put("a", document)
    folder.put("a", document, "2")
    refreshed(index, folder)
    assert folder.loaded == ["a"]
    assert index.rows() == [row_of("a", document, 1.0)]
    refreshed(index, folder)
    assert folder.loaded == []


def test_a_text_whose_checks_are_configured_otherwise_is_checked_again() -> None:
    index, document = Index(), Document.parse("---\nhowcome: 1\n---\n# T\n\nTBD\n")

    def look(settings: Settings) -> tuple[int, int | None]:
        listed = Listed("a", "1", lambda: document, 1.0, settings)
        done = list(refresh(index, [listed]))[-1]
        row = index.row("a")
        return done.read, row and row.errors + row.warnings + row.infos

    one = Settings(select=("DOC-002",), version="one")
    assert look(one) == (1, 1)
    assert look(one) == (0, 1)
    assert look(Settings(select=("TL-004",), version="two")) == (1, 0)


def test_what_cannot_be_loaded_is_listed_with_its_problem_until_it_changes() -> None:
    def refuse() -> Document:
        raise InputError("a.md: larger than 64 MiB")

    def gone() -> Document:
        raise FileNotFoundError(2, "No such file or directory")

    def wrong() -> Document:
        raise RecursionError("too deep")

    index = Index()
    texts = [
        Listed("a", "1", refuse),
        Listed("b", "1", gone),
        Listed("c", "1", wrong),
        Listed("d", "1", written),
    ]
    assert list(refresh(index, texts))[-1] == Progress(4, 4, read=4, problems=3)
    assert [row.problem for row in index.rows()] == [
        "a.md: larger than 64 MiB",
        "it cannot be read: No such file or directory",
        "it cannot be understood: RecursionError: too deep",
        None,
    ]
    assert list(refresh(index, texts))[-1].read == 0
    list(refresh(index, [Listed("a", "2", written)]))
    assert [(row.name, row.problem) for row in index.rows()] == [("a", None)]


def test_progress_is_told_on_the_way_and_what_was_told_is_written() -> None:
    index, folder = Index(), Folder()
    for number in range(150):
        folder.put(f"n{number:03}", written(), "1")
    steps = refresh(index, folder.listed())
    assert next(steps) == Progress(0, 150)
    told = next(steps)
    assert 0 < told.done < 150 and len(index.known()) == told.done
    steps.close()
    assert len(index.known()) == told.done
    assert list(refresh(index, folder.listed()))[-1] == Progress(150, 150, read=150 - told.done)


def test_an_empty_library_is_refreshed_too() -> None:
    assert list(refresh(Index(), [])) == [Progress(0, 0)]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["x", "y", "z"])), max_size=4))
def test_after_any_refreshes_the_index_is_what_the_last_listing_says(listings: list[dict[str, str]]) -> None:
    index = Index()
    listings = [*listings, {"a": "x"}]
    for listing in listings:
        texts = {name: written(f"Title {title}") for name, title in listing.items()}
        list(refresh(index, [Listed(n, d.source.sha, lambda d=d: d) for n, d in texts.items()]))  # type: ignore[misc]
        assert {row.name: row.title for row in index.rows()} == {n: f"Title {t}" for n, t in listing.items()}
    index.close()
