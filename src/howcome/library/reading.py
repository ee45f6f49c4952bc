"""Reads rows and texts of documents out of the tables, by their numbers and in that order."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from .rows import Row, read_row
from .schema import Damaged


@dataclass(frozen=True, slots=True)
class Shown:
    """Title and text as people see them."""

    title: str
    packed: bytes

    def text(self) -> str:
        """The text; empty where it is damaged, since only a snippet depends on it."""
        try:
            return zlib.decompress(self.packed).decode()
        except (zlib.error, ValueError, TypeError):
            return ""


def rows_of(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Row]:
    """The rows of documents. Raises `Damaged` for what `write_row` did not write."""
    found: dict[int, str] = dict(
        connection.execute(
            "SELECT id, row FROM texts WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(numbers),)
        )
    )
    try:
        return [read_row(found[number]) for number in numbers]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Damaged(f"a row cannot be read: {error}") from None


def shown_of(connection: sqlite3.Connection, numbers: Sequence[int]) -> list[Shown]:
    """What a hit shows of documents. Raises `Damaged` where there is none."""
    found = {
        number: Shown(str(title), packed)
        for number, title, packed in connection.execute(
            "SELECT id, shown_title, shown FROM texts WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(numbers),),
        )
    }
    try:
        return [found[number] for number in numbers]
    except KeyError:
        raise Damaged("a text is missing") from None
