"""Writes documents into the tables and takes them out, inside of the transaction that is open."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from .entry import Entry
from .reading import rows_of
from .rows import Row, write_row
from .schema import Damaged, name_bytes, number_of
from .words import fold, key_of

_DOCUMENT = (
    "id", "name", "day", "year", "severity_key", "severity", "status_key", "status", "category_key", "category",
    "title_key", "owner_words", "sections", "findings", "open_actions", "first_due", "minutes", "modified",
    "unreadable",
)  # fmt: skip
_INSERT = f"INSERT INTO documents ({', '.join(_DOCUMENT)}) VALUES ({', '.join('?' * len(_DOCUMENT))})"  # noqa: S608


def remove(connection: sqlite3.Connection, names: Collection[bytes]) -> None:
    """Takes documents out, as far as they are known.

    In the order of their numbers, here and in `write_entries`: the index of words writes out all that it
    holds whenever a smaller number follows a larger one.
    """
    numbers: list[int] = []
    for name in names:
        connection.execute("DELETE FROM states WHERE name = ?", (name,))
        found = connection.execute("SELECT id FROM documents WHERE name = ?", (name,)).fetchone()
        numbers += found or ()
    for number in sorted(numbers):
        old = connection.execute("SELECT title, labels, body FROM texts WHERE id = ?", (number,)).fetchone()
        if old is None:
            raise Damaged("a text is missing")
        connection.execute(
            "INSERT INTO words (words, rowid, title, labels, body) VALUES ('delete', ?, ?, ?, ?)",
            (number, *old),
        )
        connection.execute(
            "INSERT INTO titles (titles, rowid, title, labels) VALUES ('delete', ?, ?, ?)", (number, *old[:2])
        )
        connection.execute("DELETE FROM texts WHERE id = ?", (number,))
        connection.execute("DELETE FROM labels WHERE id = ?", (number,))
        connection.execute("DELETE FROM documents WHERE id = ?", (number,))


def write_entries(connection: sqlite3.Connection, entries: Iterable[Entry]) -> None:
    """Puts documents in; none of their names may be known."""
    wanted = sorted((number_of(entry.row.name, entry.row.day), entry.row.name, entry) for entry in entries)
    for number, _, entry in wanted:
        _write(connection, _free(connection, number), entry)


def set_stamp(connection: sqlite3.Connection, name: str, stamp: str, modified: float | None) -> None:
    """Changes what tells whether a document has changed, and when it last did."""
    key = name_bytes(name)
    connection.execute("UPDATE states SET stamp = ? WHERE name = ?", (stamp, key))
    found = connection.execute("SELECT id FROM documents WHERE name = ?", (key,)).fetchone()
    if found:
        row = replace(rows_of(connection, found)[0], modified=modified)
        connection.execute("UPDATE texts SET row = ? WHERE id = ?", (write_row(row), *found))
        connection.execute("UPDATE documents SET modified = ? WHERE id = ?", (modified, *found))


def _free(connection: sqlite3.Connection, number: int) -> int:
    """The number, or the next that is free: two names of one day may have the same hash, though none will."""
    while connection.execute("SELECT 1 FROM documents WHERE id = ?", (number,)).fetchone():
        number += 1
    return number


def _write(connection: sqlite3.Connection, number: int, entry: Entry) -> None:
    row = entry.row
    name = name_bytes(row.name)
    title, labels, body = fold(entry.title), fold(entry.labels), fold(entry.text)
    connection.execute(_INSERT, (number, name, *_columns(row, title)))
    connection.execute("INSERT INTO states VALUES (?, ?, ?)", (name, row.sha, entry.stamp))
    connection.executemany(
        "INSERT INTO labels (kind, key, value, id) VALUES (?, ?, ?, ?)",
        [(*label, number) for label in _labels(row)],
    )
    packed = zlib.compress(entry.text.encode(), 1)
    connection.execute(
        "INSERT INTO texts VALUES (?, ?, ?, ?, ?, ?, ?)",
        (number, write_row(row), title, labels, body, entry.title, packed),
    )
    connection.execute(
        "INSERT INTO words (rowid, title, labels, body) VALUES (?, ?, ?, ?)", (number, title, labels, body)
    )
    connection.execute("INSERT INTO titles (rowid, title, labels) VALUES (?, ?, ?)", (number, title, labels))


def _labels(row: Row) -> Iterator[tuple[str, str, str]]:
    """Kind, key and value; of two spellings in one document the first."""
    for kind, values in (("service", row.services), ("tag", row.tags)):
        spelled: dict[str, str] = {}
        for value in values:
            spelled.setdefault(key_of(value), value)
        yield from ((kind, key, value) for key, value in spelled.items())


def _columns(row: Row, title: str) -> tuple[object, ...]:
    return (
        row.day.isoformat() if row.day else None,
        row.day.year if row.day else None,
        *(key_of(row.severity or ""), row.severity),
        *(key_of(row.status or ""), row.status),
        *(key_of(row.category or ""), row.category),
        title.strip(),
        fold(row.owner or ""),
        row.sections,
        row.errors + row.warnings,
        row.open_actions,
        row.due[0].isoformat() if row.due else None,
        row.minutes,
        row.modified,
        row.problem is not None,
    )
