"""The file may be lost, broken, foreign, old or impossible: the index is empty then, and works."""

from __future__ import annotations

import os
import random
import sqlite3
import threading
import time
from pathlib import Path

import pytest

from howcome.errors import InputError
from howcome.library import Filter, Index, database, schema
from howcome.library.entry import Entry
from howcome.library.rows import Row

from .material import written


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".howcome" / "index.db"


def filled(path: Path, documents: int = 1) -> None:
    index = Index(path)
    index.write([entry(n) for n in range(documents)])
    index.close()


def entry(number: int, words: str = "the pool was full of workers") -> Entry:
    return Entry(Row(f"n{number}", sha="0"), "0", f"Title {number}", "", words * 20)


def works(index: Index) -> bool:
    index.put("new", written("Cold cache"))
    return [hit.row.name for hit in index.search("cold cache")] == ["new"] and index.row("new") is not None


def test_the_file_is_made_where_it_was_asked_for(path: Path) -> None:
    index = Index(path)
    assert not index.in_memory and path.is_file()
    assert sqlite3.connect(path).execute("PRAGMA journal_mode").fetchone() == ("wal",)


@pytest.mark.parametrize(
    "content", [b"", b"not a database at all " * 500, os.urandom(20_000), b"SQLite format 3\0"]
)
def test_what_is_no_database_is_replaced(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    index = Index(path)
    assert index.known() == {} and not index.in_memory and works(index)


def test_a_database_of_somebody_else_is_replaced(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE documents (id)")
    other.close()
    assert works(Index(path))


def test_another_version_is_replaced(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path)
    assert len(Index(path).known()) == 1
    monkeypatch.setattr(schema, "version", lambda: 12345)
    index = Index(path)
    assert index.known() == {} and works(index)


def test_the_version_changes_with_the_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    before = schema.version()
    assert before == schema.version() != 0
    monkeypatch.setattr(schema, "known_rules", lambda: ())
    assert schema.version() != before


@pytest.mark.parametrize("seed", range(12))
def test_a_file_damaged_anywhere_is_an_index_that_works(path: Path, seed: int) -> None:
    filled(path, 300)
    chance = random.Random(seed)
    content = bytearray(path.read_bytes())
    for _ in range(40):
        at = chance.randrange(100, len(content) - 600)
        content[at : at + 500] = chance.randbytes(500)
    path.write_bytes(content)
    index = Index(path)
    for _ in range(2):
        index.known()
        index.rows()
        index.facets(Filter(severity=("x",)))
        index.search("pool work")
        index.write([entry(n, "other words") for n in range(300)], ["n1"])
    assert works(index)


def test_a_file_cut_short_is_an_index_that_works(path: Path) -> None:
    filled(path, 300)
    os.truncate(path, path.stat().st_size // 2)
    index = Index(path)
    index.rows()
    index.search("pool")
    assert works(index)


def test_rows_that_another_program_wrote_over_are_given_up(path: Path) -> None:
    filled(path, 3)
    with sqlite3.connect(path) as other:
        other.execute("UPDATE texts SET row = '[]'")
    other.close()
    index = Index(path)
    assert index.rows() == [] and works(index)


def test_a_file_that_is_removed_under_us_is_an_index_that_works(path: Path) -> None:
    index = Index(path)
    index.put("a", written())
    index.rows()
    for name in ("index.db", "index.db-wal", "index.db-shm"):
        path.with_name(name).unlink(missing_ok=True)
    index.search("orders")
    index.rows()
    assert works(index)


def test_a_folder_in_the_place_of_the_file_means_memory(path: Path) -> None:
    (path / "something").mkdir(parents=True)
    index = Index(path)
    assert index.in_memory and works(index)
    assert (path / "something").is_dir()


def test_a_place_below_a_file_means_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert works(Index(tmp_path / "file" / "index.db"))


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the administrator may write anywhere"
)
def test_a_read_only_folder_means_memory(path: Path) -> None:
    path.parent.mkdir()
    path.parent.chmod(0o500)
    try:
        index = Index(path)
        assert index.in_memory and works(index)
    finally:
        path.parent.chmod(0o700)


def test_a_place_that_refuses_later_means_memory(path: Path) -> None:
    index = Index(path)
    index.put("a", written())
    index._database._writer.execute("PRAGMA query_only = 1")
    index.put("b", written("Full pool"))
    assert index.in_memory and list(index.known()) == ["b"] and works(index)


def test_a_full_disk_means_memory(path: Path) -> None:
    index = Index(path)
    pages = index._database._writer.execute("PRAGMA page_count").fetchone()[0]
    index._database._writer.execute(f"PRAGMA max_page_count = {pages}")
    index.write([entry(n) for n in range(200)])
    assert index.in_memory and len(index.known()) == 200


def test_who_waits_too_long_is_told_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_SECONDS_TO_WAIT", 0.05)
    index = Index(path)
    index.put("a", written())
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(InputError, match="another program holds it"):
        index.put("b", written())
    assert list(index.known()) == ["a"], "reading goes on"
    other.execute("ROLLBACK")
    index.put("b", written())
    assert len(index.known()) == 2


def test_a_transaction_is_whole_or_not_at_all(path: Path) -> None:
    index = Index(path)
    broken = Entry(Row("b"), None, "", "", "")  # type: ignore[arg-type]
    with pytest.raises(sqlite3.IntegrityError):
        index.write([entry(1), broken])
    assert index.known() == {} and works(index)


def test_two_indexes_of_one_file_see_each_other(path: Path) -> None:
    one, other = Index(path), Index(path)
    one.put("a", written())
    other.put("b", written())
    assert list(one.known()) == list(other.known()) == ["a", "b"]


@pytest.mark.parametrize("kept", [True, False], ids=["in a file", "in memory"])
def test_one_writes_while_four_read_and_every_reader_sees_a_whole_state(path: Path, kept: bool) -> None:
    """The writer puts ten documents of one generation at a time; nobody may ever see two generations."""
    index = Index(path if kept else None)
    index.write([entry(n, "generation0 ") for n in range(10)])
    wrong: list[object] = []
    reads = [0] * 4
    over = threading.Event()

    def read(number: int) -> None:
        try:
            while not over.is_set():
                known = index.known()
                found = index.search("generation", limit=50)
                words = {word for hit in found for word in hit.snippet.text.split() if word != "…"}
                if len(known) != 10 or len(found) != 10 or len(words) != 1:
                    wrong.append((len(known), len(found), words))
                index.rows()
                index.facets()
                reads[number] += 1
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=read, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    end = time.monotonic() + 20
    generation = 0
    while (generation < 60 or min(reads) < 3) and time.monotonic() < end and not wrong:
        generation += 1
        index.write([entry(n, f"generation{generation} ") for n in range(10)])
    over.set()
    for thread in threads:
        thread.join()
    assert wrong == [] and min(reads) >= 3
    index.close()


def test_readers_survive_that_the_file_breaks_under_them(path: Path) -> None:
    index = Index(path)
    index.write([entry(n) for n in range(200)])
    errors: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(20):
                index.search("pool work")
                index.rows(limit=5)
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for name in ("index.db", "index.db-wal"):
        with open(path.with_name(name), "r+b") as stream:
            stream.write(os.urandom(path.with_name(name).stat().st_size))
    for thread in threads:
        thread.join()
    assert errors == [] and works(index)


def test_few_connections_stay_open_however_many_threads_asked(path: Path) -> None:
    index = Index(path)
    threads = [threading.Thread(target=index.rows) for _ in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(index._database._idle) <= 8
