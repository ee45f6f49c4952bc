"""One SQLite file that may be lost at any time: opened or made, shared by threads, replaced when it is broken.

Readers borrow connections of their own from a small pool, so that a long write does not stop them: WAL shows
them the state before it. One lock lets one thread write at a time. A lock around a single connection would be
simpler, but then a search would wait for a refresh of the whole library; a connection for each thread would
leave one open for every thread that ever asked. Where the file cannot be written, the tables live in memory,
and there one connection serves everybody, one after another, behind the lock.

Knows what a broken file is; refuses to know what is in it.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from howcome.errors import InputError

from . import schema

T = TypeVar("T")

_SECONDS_TO_WAIT = 10.0
_MOST_IDLE = 8
_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_SCHEMA)
_NO_PLACE = (
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
)
_HELD = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


class Database:
    """The tables of `schema` in a file, or in memory (no path). All methods may be called by any thread."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._writing = threading.RLock()
        self._pool = threading.Condition()
        self._idle: list[sqlite3.Connection] = []
        self._borrowed = 0
        self._replacing = False
        #: How many files there have been: tells whether somebody else has replaced a broken one already.
        self._count = 0
        self._writer = self._open()

    @property
    def in_memory(self) -> bool:
        """Whether nothing is kept: no path was given, or the place cannot be written."""
        return self._path is None

    def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` gives; all that it reads is one state. It is called again where the file was broken."""
        if self.in_memory:
            return self.write(work)
        count = self._count
        try:
            with self._reader() as connection:
                return _transaction(connection, "DEFERRED", work)
        except sqlite3.DatabaseError as error:
            self._repair(error, count)
        # What was broken is empty now, so one of the next calls finds everything in order.
        return self.write(work)

    def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` gives, in one transaction. It is called again where the file was broken.

        Raises `InputError` where another program holds the file for more than ten seconds.
        """
        with self._writing:
            try:
                return _transaction(self._writer, "IMMEDIATE", work)
            except sqlite3.DatabaseError as error:
                self._repair(error, self._count)
            return _transaction(self._writer, "IMMEDIATE", work)

    def close(self) -> None:
        """Closes the file; nothing can be asked afterwards."""
        with self._writing, self._alone():
            self._writer.close()

    @contextmanager
    def _reader(self) -> Iterator[sqlite3.Connection]:
        with self._pool:
            self._pool.wait_for(lambda: not self._replacing)
            connection = self._idle.pop() if self._idle else None
            self._borrowed += 1
        try:
            if connection is None:
                if self._path is None:
                    raise schema.Damaged("the file was given up just now")
                connection = _connect(self._path)
            yield connection
        finally:
            with self._pool:
                self._borrowed -= 1
                if connection and len(self._idle) < _MOST_IDLE:
                    self._idle.append(connection)
                    connection = None
                self._pool.notify_all()
            if connection:
                connection.close()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Until no reader holds a connection, and with none of them left.

        A connection that is closed late removes the log of its file by name: by then that of the new file.
        """
        with self._pool:
            self._replacing = True
            self._pool.wait_for(lambda: not self._borrowed)
            for connection in self._idle:
                connection.close()
            self._idle.clear()
        try:
            yield
        finally:
            with self._pool:
                self._replacing = False
                self._pool.notify_all()

    def _repair(self, error: sqlite3.DatabaseError, count: int) -> None:
        """Replaces a broken file by an empty one, if nobody has done it since. Raises what is no such error."""
        with self._writing:
            if self._count != count:
                return
            code = _code(error)
            if code in _HELD:
                name = self._path.name if self._path else "the index"
                raise InputError(
                    f"{name}: another program holds it", hint="end that program, or try again"
                ) from error
            if self.in_memory or not (code in _NO_PLACE or _is_broken(error)):
                raise error
            with self._alone():
                self._writer.close()
                if code in _NO_PLACE or not _remove(self._path):
                    self._path = None
                self._writer = self._open()
                self._count += 1

    def _open(self) -> sqlite3.Connection:
        """A connection to the tables: those of the file, else new ones in its place, else in memory."""
        for _ in range(2):
            if self._path is None:
                break
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                connection = _connect(self._path)
            except (OSError, sqlite3.Error):
                if not _remove(self._path):
                    break
                continue
            try:
                if schema.is_current(connection) or _transaction(connection, "IMMEDIATE", _create):
                    return connection
            except sqlite3.DatabaseError as error:
                if not _is_broken(error):
                    connection.close()
                    break
            connection.close()
            if not _remove(self._path):
                break
        self._path = None
        connection = _connect(None)
        _transaction(connection, "IMMEDIATE", _create)
        return connection


def _create(connection: sqlite3.Connection) -> bool:
    """Makes the tables in an empty file. False where it holds something else."""
    if schema.is_empty(connection):
        schema.create(connection)
    return schema.is_current(connection)


def _connect(path: Path | None) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path or ":memory:", timeout=_SECONDS_TO_WAIT, isolation_level=None, check_same_thread=False
    )
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA cache_size = -16000")  # KiB
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _transaction(connection: sqlite3.Connection, kind: str, work: Callable[[sqlite3.Connection], T]) -> T:
    connection.execute(f"BEGIN {kind}")
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.rollback()
        raise
    return result


def _code(error: sqlite3.Error) -> int:
    """SQLite's code without the detail in its upper bits; 0 for an error that is not SQLite's."""
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF


def _is_broken(error: sqlite3.Error) -> bool:
    if isinstance(error, schema.Damaged) or _code(error) in _BROKEN:
        return True
    if isinstance(error, sqlite3.OperationalError) and not _code(error):
        return True  # a text that is no UTF-8
    # Somebody removed the file under us, and SQLite made an empty one in its place.
    return str(error).startswith(("no such table", "no such column", "no such module", "vtable constructor"))


def _remove(path: Path | None) -> bool:
    """Removes the file and what SQLite keeps beside it; whether it is gone."""
    if path is None:
        return False
    try:
        for ending in ("", "-wal", "-shm", "-journal"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
    except OSError:
        return False
    return True
