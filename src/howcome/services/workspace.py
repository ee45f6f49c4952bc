"""A library that is open: its texts, its log, its rooms, its evidence and its index, from start to end.

One process at a time works on a folder; a second one is told where the first one is.
"""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from howcome.checks import Settings
from howcome.checks.registry import troubles_of
from howcome.errors import InputError
from howcome.live.rooms import Rooms
from howcome.live.shelf import Shelf
from howcome.storage.configuration import Configurations, settings_at
from howcome.storage.evidence import EvidenceFolder
from howcome.storage.files import make_ignored
from howcome.storage.folder import FolderTexts
from howcome.storage.sqlite_log import SqliteLog
from howcome.storage.texts import StoreRefuses

from .jobs import Jobs
from .listing import Listing
from .reader import Reader

_HIDDEN = ".howcome"
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afpfs", "webdav", "davfs"}
_SYNCED = (
    "dropbox",
    "onedrive",
    "google drive",
    "googledrive",
    "icloud",
    "nextcloud",
    "mobile documents",
    "syncthing",
)


class AlreadyServed(InputError):
    """Another process serves this folder."""


class Workspace:
    """Everything of one folder. `open` it, `start` it in a loop, `close` it."""

    def __init__(self, folder: Path, *, address: str = "") -> None:
        self.folder = folder.resolve()
        if not self.folder.is_dir():
            raise InputError(f"{folder}: there is no such folder", hint="make it, or name another one")
        self.hidden = self.folder / _HIDDEN
        if not os.access(self.folder, os.W_OK):
            raise InputError(
                f"{folder}: cannot be written", hint="documents in it can be read with show, check and export"
            )
        self._make_hidden()
        self._lock = _locked(self.hidden / "serve.lock", address)
        self.texts = FolderTexts(self.folder)
        self.log = SqliteLog(self.hidden / "live.db")
        self.reader = Reader(self.texts.path_of)
        self.shelf = Shelf(self.texts, self.log, self.reader.read)
        self.rooms = Rooms(self.shelf)
        self.evidence = EvidenceFolder(self.folder / ".evidence")
        self.listing = Listing(self.texts, self.hidden / "index.db", self._configured)
        self.jobs = Jobs()
        self.staging = self.hidden / "uploads"

    def _make_hidden(self) -> None:
        try:
            make_ignored(self.hidden)
        except InputError as error:
            raise StoreRefuses(str(error)) from None

    async def start(self) -> None:
        """Begins to watch the disk."""
        await asyncio.to_thread(self._tidy)
        await self.rooms.start()
        await self.listing.start()

    def _tidy(self) -> None:
        """What a process that was killed left behind."""
        import shutil

        shutil.rmtree(self.staging, ignore_errors=True)
        self.staging.mkdir(exist_ok=True)

    def settings_of(self, name: str) -> Settings:
        """What is configured for the checks of a document, as it stands on disk now. Raises `NameRefused`."""
        return settings_at(self.texts.path_of(name))

    def _configured(self) -> Callable[[str], Settings]:
        """What is configured for documents by their name, with one look at each folder."""
        found = Configurations()
        return lambda name: found.of(self.texts.likely_path_of(name))

    def settings(self) -> Settings:
        """What is configured in the library's own folder."""
        return settings_at(self.folder / "any.md")

    async def close(self) -> None:
        """Ends all work; every edit is logged, and written where the disk lets us."""
        await self.jobs.close()
        await self.listing.close()
        await self.rooms.close()
        self.shelf.close()
        self.reader.close()
        self.log.close()
        self._lock.close()

    def warnings(self) -> list[str]:
        """What is wrong with the configuration, and what about this place may lose edits: other machines that write
        it, or no real disk below."""
        found = [str(trouble) for trouble in troubles_of(self.settings())]
        kind = _file_system(self.folder)
        if kind in _NETWORK:
            found.append(
                f"{self.folder} lies on a network drive ({kind}): locks and syncs may not hold there."
            )
        lower = str(self.folder).lower()
        if any(word in lower for word in _SYNCED):
            found.append(
                f"{self.folder} looks like a synced folder: what another machine writes there merges late."
            )
        return found


def _locked(path: Path, address: str) -> IO[Any]:
    """Holds the folder's lock while the process lives. Raises `AlreadyServed`."""
    try:
        handle = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise StoreRefuses(f"{path}: cannot be opened: {error.strerror}") from None
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:
        return handle
    except OSError:
        handle.seek(0)
        with suppress(ValueError, TypeError):
            said = dict(json.loads(handle.read() or "{}"))
            handle.close()
            raise AlreadyServed(
                f"{path.parent.parent}: another howcome (process {said.get('process', '?')}) serves this folder",
                hint=f"it is at {said['address']}" if said.get("address") else "stop that one first",
            ) from None
        raise AlreadyServed(f"{path.parent.parent}: another howcome serves this folder") from None
    handle.seek(0)
    handle.truncate()
    json.dump({"process": os.getpid(), "address": address}, handle)
    handle.flush()
    return handle


def _file_system(folder: Path) -> str:
    """The kind of file system that holds a folder, where the system tells (Linux)."""
    best, kind = "", ""
    with suppress(OSError):
        for line in Path("/proc/mounts").read_text("utf-8", "replace").splitlines():
            parts = line.split(" ")
            if (
                len(parts) > 2
                and (str(folder) + "/").startswith(parts[1].rstrip("/") + "/")
                and len(parts[1]) > len(best)
            ):
                best, kind = parts[1], parts[2]
    return kind
