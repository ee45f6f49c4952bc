"""The tables of the index, and the stamp that tells whether a file holds them as this version writes them.

Documents are numbered so that a later day has a higher number, and one name and day always the same: walking
the index backwards is then walking from the newest document to the oldest, in any library that says the same.
"""

from __future__ import annotations

import hashlib
import sqlite3
import unicodedata
from datetime import date
from zlib import crc32

from howcome import __version__
from howcome.checks import known_rules

#: "how?" in ASCII; SQLite keeps it in the file's header, so that another program's file is recognised.
APPLICATION = 0x686F773F
#: To be raised with every change of the tables or of what is written into them.
_LAYOUT = 1
_NAME_BITS = 41

_TABLES = """
CREATE TABLE documents (
    id INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE, day TEXT, year INTEGER,
    severity_key TEXT NOT NULL, severity TEXT, status_key TEXT NOT NULL, status TEXT,
    category_key TEXT NOT NULL, category TEXT, title_key TEXT NOT NULL, owner_words TEXT NOT NULL,
    sections INTEGER NOT NULL, findings INTEGER NOT NULL, open_actions INTEGER NOT NULL, first_due TEXT,
    minutes INTEGER, modified REAL, unreadable INTEGER NOT NULL
);
CREATE TABLE states (name BLOB PRIMARY KEY, sha TEXT NOT NULL, stamp TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE labels (
    kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, id INTEGER NOT NULL,
    PRIMARY KEY (kind, key, value, id)
) WITHOUT ROWID;
CREATE TABLE texts (
    id INTEGER PRIMARY KEY, row TEXT NOT NULL, title TEXT NOT NULL, labels TEXT NOT NULL, body TEXT NOT NULL,
    shown_title TEXT NOT NULL, shown BLOB NOT NULL
);
CREATE INDEX labels_by_document ON labels (id, kind, key, value);
CREATE INDEX documents_by_day ON documents (day DESC, name);
CREATE INDEX documents_by_facets ON documents (
    severity_key, status_key, category_key, year, severity, status, category
);
CREATE INDEX documents_by_status ON documents (status_key);
CREATE VIRTUAL TABLE words USING fts5 (
    title, labels, body, content = 'texts', content_rowid = 'id', tokenize = 'ascii', prefix = '3 4'
);
CREATE VIRTUAL TABLE titles USING fts5 (title, labels, content = 'texts', content_rowid = 'id', tokenize = 'ascii');
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, instance);
"""


class Damaged(sqlite3.DatabaseError):
    """The file is a sound database, but what it holds is not what was written into it."""


def version() -> int:
    """The stamp: another version of howcome or other rules would count other findings."""
    words = " ".join(
        (str(_LAYOUT), __version__, unicodedata.unidata_version, *(rule.code for rule in known_rules()))
    )
    return crc32(words.encode()) >> 1 or 1


def create(connection: sqlite3.Connection) -> None:
    """Makes the tables, inside of the transaction that is open."""
    for statement in _TABLES.split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION}")
    connection.execute(f"PRAGMA user_version = {version()}")


def is_current(connection: sqlite3.Connection) -> bool:
    """Whether the file holds the tables of this version."""
    return _header(connection) == (APPLICATION, version())


def is_empty(connection: sqlite3.Connection) -> bool:
    """Whether nothing was ever written into the file."""
    nothing = connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    return nothing and _header(connection) == (0, 0)


def _header(connection: sqlite3.Connection) -> tuple[int, int]:
    application: int = connection.execute("PRAGMA application_id").fetchone()[0]
    stamp: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return application, stamp


def number_of(name: str, day: date | None) -> int:
    """The wanted id of a document: its day in the upper bits, a hash of its name in the lower ones."""
    hashed = hashlib.blake2b(name_bytes(name), digest_size=8).digest()
    low = int.from_bytes(hashed, "big") >> (64 - _NAME_BITS)
    return ((day.toordinal() if day else 0) << _NAME_BITS) + low


def day_of(number: int) -> int:
    """The day in an id, as an ordinal; 0 where none is known."""
    return number >> _NAME_BITS


def name_bytes(name: str) -> bytes:
    """A name as it is stored: any text survives, also half of a surrogate pair."""
    return name.encode("utf-8", "surrogatepass")


def name_text(stored: bytes) -> str:
    """The name that was stored. Raises `Damaged`."""
    try:
        return stored.decode("utf-8", "surrogatepass")
    except (UnicodeDecodeError, AttributeError):
        raise Damaged("a name cannot be read") from None
