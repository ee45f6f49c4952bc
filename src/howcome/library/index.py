"""The index of a library: what many documents say, in one file that may be dropped at any time.

Everything in it derives from the texts and is the same after being rebuilt. It decides nothing about
documents and never reads a file: who keeps the texts says what has changed (`refresh`, `put`, `drop`).

One thread may write while others read: see `database` for how and why.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from howcome.document import Document

from .database import Database
from .entry import Entry, entry_of, problem_entry
from .facets import Facets, facets_of
from .query import Filter, Query, read_query
from .ranking import MOST_CANDIDATES, found_by
from .reading import Shown, rows_of, shown_of
from .rows import Row
from .schema import name_bytes, name_text
from .selection import Sort, condition_of, order_of
from .snippet import Snippet, marked, snippet_of
from .writing import remove, set_stamp, write_entries

_EVERYTHING = Filter()
_NEWEST_FIRST = Sort()


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found: its row, how well it fits, its title and a piece of its text, both marked."""

    row: Row
    weight: float
    title: Snippet
    snippet: Snippet


@dataclass(frozen=True, slots=True)
class Known:
    """What the index holds of a text: its hash, and the stamp with which it was put."""

    sha: str
    stamp: str


class Index:
    """Rows and words of all documents of a library. All methods may be called by any thread."""

    def __init__(self, path: Path | None = None) -> None:
        """Opens the file, or makes it: a broken, foreign or outdated one is replaced by an empty one.

        Without a path, and where the place cannot be written, all is kept in memory.
        """
        self._database = Database(path)

    @property
    def in_memory(self) -> bool:
        """Whether the index ends with the process."""
        return self._database.in_memory

    def close(self) -> None:
        """Closes the file; nothing can be asked afterwards."""
        self._database.close()

    def put(
        self, name: str, document: Document, modified: float | None = None, stamp: str | None = None
    ) -> Row:
        """Reads and checks a document and replaces what was known under its name. Gives its row.

        `modified` is seconds since 1970. `stamp` is anything that changes with the text (default: its sha).
        """
        entry = entry_of(name, document, modified, stamp)
        self.write([entry])
        return entry.row

    def put_problem(self, name: str, message: str, modified: float | None = None, stamp: str = "") -> Row:
        """Lists a document that cannot be read, with one line why."""
        entry = problem_entry(name, message, modified, stamp)
        self.write([entry])
        return entry.row

    def drop(self, name: str) -> None:
        """Forgets a document; one that is not known is no error."""
        self.write(dropped=[name])

    def write(self, entries: Sequence[Entry] = (), dropped: Collection[str] = ()) -> None:
        """Drops and puts many documents in one transaction. Of two entries with one name the last counts."""
        latest = {entry.row.name: entry for entry in entries}
        gone = {name_bytes(name) for name in (*dropped, *latest)}
        if not gone:
            return

        def work(connection: sqlite3.Connection) -> None:
            remove(connection, gone)
            write_entries(connection, latest.values())

        self._database.write(work)

    def restamp(self, name: str, stamp: str, modified: float | None) -> None:
        """The text is the same, but another stamp tells so from now on."""
        self._database.write(lambda connection: set_stamp(connection, name, stamp, modified))

    def known(self) -> dict[str, Known]:
        """All documents by name, with what tells whether they have changed."""

        def work(connection: sqlite3.Connection) -> dict[str, Known]:
            found = connection.execute("SELECT name, sha, stamp FROM states ORDER BY name")
            return {name_text(name): Known(sha, stamp) for name, sha, stamp in found}

        return self._database.read(work)

    def row(self, name: str) -> Row | None:
        """The row of one document; None if it is not known."""

        def work(connection: sqlite3.Connection) -> Row | None:
            found = connection.execute(
                "SELECT id FROM documents WHERE name = ?", (name_bytes(name),)
            ).fetchone()
            return rows_of(connection, found)[0] if found else None

        return self._database.read(work)

    def rows(
        self,
        filter: Filter = _EVERYTHING,
        sort: Sort = _NEWEST_FIRST,
        *,
        limit: int | None = None,
        offset: int = 0,
        today: date | None = None,
    ) -> list[Row]:
        """The documents of a filter. `today` (default: the local date) decides what is overdue."""
        condition = condition_of((filter,), today or date.today())
        order = order_of(sort)

        def work(connection: sqlite3.Connection) -> list[Row]:
            numbers = connection.execute(
                f"SELECT id FROM documents{condition.where} ORDER BY {order} LIMIT ? OFFSET ?",  # noqa: S608
                (*condition.values, -1 if limit is None else limit, offset),
            )
            return rows_of(connection, [number for (number,) in numbers])

        return self._database.read(work)

    def count(self, filter: Filter = _EVERYTHING, *, today: date | None = None) -> int:
        """How many documents `rows` would give without a limit."""
        condition = condition_of((filter,), today or date.today())

        def work(connection: sqlite3.Connection) -> int:
            sql = f"SELECT count(*) FROM documents{condition.where}"  # noqa: S608
            found: int = connection.execute(sql, condition.values).fetchone()[0]
            return found

        return self._database.read(work)

    def facets(self, filter: Filter = _EVERYTHING, *, today: date | None = None) -> Facets:
        """How many documents of a filter say what, for choosing further."""
        day = today or date.today()
        return self._database.read(lambda connection: facets_of(connection, filter, day))

    def search(
        self,
        query: str | Query,
        filter: Filter = _EVERYTHING,
        *,
        limit: int = 20,
        today: date | None = None,
    ) -> list[Hit]:
        """The documents that fit best (see `ranking`), among those of the filter and of the query's own.

        At most `MOST_CANDIDATES` are given. No text is an error; one without words finds the newest documents.
        """
        asked = read_query(query) if isinstance(query, str) else query
        condition = condition_of((filter, asked.filter), today or date.today())
        most = max(0, min(limit, MOST_CANDIDATES))

        def work(connection: sqlite3.Connection) -> list[tuple[float, Row, Shown]]:
            best = found_by(connection, asked, condition)[:most]
            numbers = [candidate.id for candidate in best]
            weights = [candidate.weight for candidate in best]
            return list(
                zip(weights, rows_of(connection, numbers), shown_of(connection, numbers), strict=True)
            )

        return [
            Hit(row, weight, marked(shown.title, asked.terms), snippet_of(shown.text(), asked.terms))
            for weight, row, shown in self._database.read(work)
        ]
