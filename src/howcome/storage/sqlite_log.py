"""The live log in one SQLite file. See `LiveLog`.

A commit is in the system's hands at once (it survives `kill -9`); `sync`, called every second, brings it to the
disk. The write-ahead log is what is synced: it holds every commit since the last checkpoint of SQLite's own.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import threading
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from .log import Epoch, LoggedUpdate, NewUpdate, NewVersion, Saved, Version
from .texts import NoSuchText, StoreRefuses

#: Raised by one with every change of the tables; `_MIGRATIONS[n]` leads from version n to n + 1.
_MIGRATIONS = (
    """
    create table epochs (
        epoch text primary key, name text not null, branch text not null, begun_at real not null,
        snapshot blob not null, upto integer not null, saved_text blob not null, saved_state blob not null,
        saving_text blob, saving_state blob, ended text
    );
    create unique index one_open_epoch on epochs (name, branch) where ended is null;
    create table updates (
        id integer primary key autoincrement, epoch text not null references epochs (epoch), at real not null,
        who text not null, what text not null, data blob not null
    );
    create index updates_of_epoch on updates (epoch, id);
    create table versions (
        id integer primary key autoincrement, name text not null, epoch text not null, at real not null,
        who text not null, why text not null, sha text not null, size integer not null, text blob not null
    );
    create index versions_of_name on versions (name, id);
    """,
)


class LogTooNew(StoreRefuses):
    """The log was written by a later howcome; reading it with this one could lose what it says."""


class SqliteLog:
    """The log at `path`, made if it does not exist. One process at a time; any thread of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._dirty = False
        try:
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
        except sqlite3.Error as error:
            raise _unusable(path, error) from None
        try:
            self._migrate()
        except BaseException as error:
            self._db.close()
            if isinstance(error, sqlite3.Error):
                raise _unusable(path, error) from None
            raise

    def _migrate(self) -> None:
        (version,) = self._db.execute("pragma user_version").fetchone()
        if version > len(_MIGRATIONS):
            raise LogTooNew(f"{self.path}: written by a later howcome", hint="install that one")
        self._db.execute("pragma journal_mode=wal")
        self._db.execute("pragma synchronous=normal")
        self._db.execute("pragma foreign_keys=on")
        for number in range(version, len(_MIGRATIONS)):
            self._db.executescript(f"begin; {_MIGRATIONS[number]} pragma user_version={number + 1}; commit;")

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        """One transaction, all or nothing."""
        with self._lock:
            try:
                self._db.execute("begin immediate")
                try:
                    yield self._db
                    self._db.execute("commit")
                except BaseException:
                    with suppress(sqlite3.Error):
                        self._db.execute("rollback")
                    raise
                self._dirty = True
            except sqlite3.IntegrityError:
                raise
            except sqlite3.Error as error:
                raise StoreRefuses(f"{self.path}: cannot be written: {error}") from None

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            try:
                return self._db.execute(query, values).fetchall()
            except sqlite3.Error as error:
                raise StoreRefuses(f"{self.path}: cannot be read: {error}") from None

    def current(self, name: str, branch: str) -> Epoch | None:
        return self._epoch(f"{_EPOCHS} where name=? and branch=? and ended is null", name, branch)

    def epoch(self, epoch: str) -> Epoch | None:
        return self._epoch(f"{_EPOCHS} where epoch=?", epoch)

    def _epoch(self, query: str, *values: object) -> Epoch | None:
        with self._readable():
            return _epoch(self._rows(query, *values))

    def begin(self, epoch: Epoch) -> Epoch:
        try:
            with self._change() as db:
                db.execute(
                    "insert into epochs (epoch, name, branch, begun_at, snapshot, upto, saved_text, saved_state) "
                    "values (?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        epoch.epoch, epoch.name, epoch.branch, time.time(), _packed(epoch.snapshot), epoch.upto,
                        _packed(epoch.saved.text), _packed(epoch.saved.state),
                    ),
                )  # fmt: skip
        except sqlite3.IntegrityError:
            known = self.current(epoch.name, epoch.branch)
            if known is None:
                raise
            return known
        return epoch

    def end(self, epoch: str, why: str) -> None:
        with self._change() as db:
            db.execute("update epochs set ended=? where epoch=? and ended is null", (why, epoch))

    def append(self, epoch: str, updates: Sequence[NewUpdate]) -> int:
        now = time.time()
        with self._change() as db:
            db.executemany(
                "insert into updates (epoch, at, who, what, data) values (?, ?, ?, ?, ?)",
                [(epoch, now, u.who, u.what, u.data) for u in updates],
            )
            (last,) = db.execute(
                "select coalesce(max(seq), 0) from sqlite_sequence where name='updates'"
            ).fetchone()
        return int(last)

    def updates(self, epoch: str, after: int = 0) -> list[LoggedUpdate]:
        rows = self._rows(
            "select id, at, data, who, what from updates where epoch=? and id>? order by id", epoch, after
        )
        return [LoggedUpdate(*row) for row in rows]

    def mark_saving(self, epoch: str, saving: Saved) -> None:
        with self._change() as db:
            db.execute(
                "update epochs set saving_text=?, saving_state=? where epoch=?",
                (_packed(saving.text), _packed(saving.state), epoch),
            )

    def mark_saved(self, epoch: str, saved: Saved) -> None:
        with self._change() as db:
            db.execute(
                "update epochs set saved_text=?, saved_state=?, saving_text=null, saving_state=null where epoch=?",
                (_packed(saved.text), _packed(saved.state), epoch),
            )

    def checkpoint(
        self, epoch: str, upto: int, snapshot: bytes, version: NewVersion | None
    ) -> Version | None:
        with self._change() as db:
            kept = self._keep(db, version) if version else None
            db.execute("update epochs set snapshot=?, upto=? where epoch=?", (_packed(snapshot), upto, epoch))
            db.execute("delete from updates where epoch=? and id<=?", (epoch, upto))
        return kept

    def keep(self, version: NewVersion) -> Version:
        with self._change() as db:
            return self._keep(db, version)

    def _keep(self, db: sqlite3.Connection, version: NewVersion) -> Version:
        sha = hashlib.sha256(version.text).hexdigest()
        newest = db.execute(f"{_VERSIONS} where name=? order by id desc limit 1", (version.name,)).fetchone()
        if newest and newest[6] == sha:
            return _version(newest)
        values = (
            version.name, version.epoch, time.time(), json.dumps(version.who), version.why, sha, len(version.text),
        )  # fmt: skip
        made = db.execute(
            "insert into versions (name, epoch, at, who, why, sha, size, text) values (?, ?, ?, ?, ?, ?, ?, ?)",
            (*values, zlib.compress(version.text)),
        )
        return _version((made.lastrowid, *values))

    def versions(self, name: str) -> list[Version]:
        return [_version(row) for row in self._rows(f"{_VERSIONS} where name=? order by id desc", name)]

    def version_text(self, id: int) -> bytes:
        rows = self._rows("select text from versions where id=?", id)
        if not rows:
            raise NoSuchText(f"there is no version {id}")
        with self._readable():
            return zlib.decompress(rows[0][0])

    def rename(self, old: str, new: str, branch: str) -> None:
        with self._change() as db:
            # A document that had the new name before is another one; its story ends here.
            db.execute(
                "update epochs set ended='renamed over' where name=? and branch=? and ended is null",
                (new, branch),
            )
            db.execute("update epochs set name=? where name=? and branch=?", (new, old, branch))
            db.execute("update versions set name=? where name=?", (new, old))

    def sync(self) -> None:
        with self._lock:
            if not self._dirty:
                return
            self._dirty = False
        # Only the write-ahead log: to close any handle of the database itself would drop the locks that this
        # process holds on it (POSIX), and another reader's end would then take the write-ahead log away.
        try:
            with suppress(FileNotFoundError):
                handle = os.open(f"{self.path}-wal", os.O_RDONLY)
                try:
                    os.fsync(handle)
                finally:
                    os.close(handle)
        except OSError as error:
            self._dirty = True
            raise StoreRefuses(f"{self.path}: cannot be synced: {error.strerror}") from None

    def close(self) -> None:
        with suppress(StoreRefuses):
            self.sync()
        with self._lock:
            self._db.close()

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """What was written is not what is read: the disk's fault, said in words."""
        try:
            yield
        except zlib.error as error:
            raise StoreRefuses(f"{self.path}: cannot be read: {error}") from None


_EPOCHS = (
    "select epoch, name, branch, snapshot, upto, saved_text, saved_state, saving_text, saving_state, ended "
    "from epochs"
)
_VERSIONS = "select id, name, epoch, at, who, why, sha, size from versions"


def _unusable(path: Path, error: sqlite3.Error) -> StoreRefuses:
    return StoreRefuses(
        f"{path}: cannot be used: {error}", hint="move it away to start with an empty history"
    )


def _packed(data: bytes) -> bytes:
    return zlib.compress(data, 1)


def _epoch(rows: list[tuple[Any, ...]]) -> Epoch | None:
    if not rows:
        return None
    epoch, name, branch, snapshot, upto, text, state, saving_text, saving_state, ended = rows[0]
    saving = None
    if saving_text is not None:
        saving = Saved(zlib.decompress(saving_text), zlib.decompress(saving_state))
    saved = Saved(zlib.decompress(text), zlib.decompress(state))
    return Epoch(epoch, name, branch, zlib.decompress(snapshot), saved, upto, saving, ended)


def _version(row: tuple[Any, ...]) -> Version:
    id, name, epoch, at, who, why, sha, size = row
    return Version(id, name, epoch, at, tuple(json.loads(who)), why, sha, size)
