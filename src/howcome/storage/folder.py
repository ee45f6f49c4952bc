"""A folder of Markdown files as a store of texts. The files are the documents; nothing is kept beside them.

Paths cannot leave the folder, hidden ones are not documents, and a write swaps the file in one step and looks
at what it swapped out, so that what another program wrote at the same moment is found rather than lost.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path

from howcome.document import Document
from howcome.errors import InputError, OutputExists
from howcome.text import Source, without_surrogates

from . import files
from .branch import branch_of, git_folder
from .exchange import exchange
from .finding import ENDINGS, looks_like_one
from .texts import (
    NameRefused,
    NoSuchText,
    Stamp,
    StoredText,
    StoreRefuses,
    TextChanged,
)

_MOST_FOLDERS = 12
#: What a name on disk cannot hold here; on other systems also what means something else there.
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]" if os.sep == "/" else r"[\x00-\x1f\x7f<>:\"|?*\\]")
#: Bytes of one part of a name: a file's most, less what a temporary file beside it adds.
_LONGEST_PART = 240
_WORDS = re.compile(r"[^\w.-]+", re.UNICODE)


class FolderTexts:
    """Documents below `folder`. See `TextStore`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._seen: dict[str, tuple[Stamp, bool]] = {}
        self._lock = threading.Lock()
        self._git = git_folder(self.folder)

    def stamps(self) -> dict[str, Stamp]:
        found: dict[str, Stamp] = {}
        with self._lock:
            for path, name in self._candidates():
                try:
                    stamp = _stamp(path)
                except OSError:
                    continue
                known = self._seen.get(name)
                if known is None or known[0] != stamp:
                    # One that was a document stays one: a text may lose its head while somebody types in it.
                    was = bool(known and known[1])
                    known = (stamp, self._inside(path) and (was or self._is_document(path)))
                    self._seen[name] = known
                if known[1]:
                    found[name] = stamp
        return found

    def stamp(self, name: str) -> Stamp | None:
        try:
            path = self.path_of(name)
            return _stamp(path) if path.is_file() else None
        except (OSError, NameRefused):
            return None

    def read(self, name: str) -> StoredText:
        path = self.path_of(name)
        try:
            stamp = _stamp(path) if path.is_file() else None
        except FileNotFoundError:
            stamp = None
        except OSError as error:
            raise InputError(f"{name}: cannot be read: {error.strerror}") from None
        if stamp is None:
            raise NoSuchText(f"there is no document {name!r} in this library")
        return StoredText(name, files.read_source(path), stamp.modified_ns / 1e9, stamp.identity)

    def write(self, name: str, source: Source, expected: Source) -> StoredText:
        path = self.path_of(name)
        with files.locked(path):
            current = self.read(name)
            if current.source != expected:
                raise TextChanged(f"{name}: somebody changed it meanwhile")
            self._swap(path, source, expected)
        return self.read(name)

    def _swap(self, path: Path, source: Source, expected: Source) -> None:
        """Puts the new text in the file's place, and the old one back if it was not what we had read."""
        if not os.access(path, os.W_OK):
            raise StoreRefuses(f"{path}: cannot be written: it is read-only")
        target = path.resolve()
        try:
            with files.written_beside(path, source.to_bytes()) as new:
                if not exchange(new, target):
                    if not target.exists():
                        raise NoSuchText(f"{path.name}: was taken away at the same moment")
                    os.replace(new, target)
                elif _bytes_of(new) != expected.to_bytes():
                    if not exchange(new, target):
                        os.replace(new, target)
                    raise TextChanged(f"{path.name}: another program wrote it at the same moment")
        except NoSuchText:
            raise
        except InputError as error:
            raise StoreRefuses(str(error), hint=error.hint) from None
        except OSError as error:
            raise StoreRefuses(f"{path}: cannot be written: {error.strerror}") from None

    def create(self, name: str, source: Source) -> StoredText:
        path = self.path_of(name)
        if not self.folder.is_dir():
            raise StoreRefuses(f"{self.folder}: is gone")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            files.write(path, source.to_bytes())
        except OutputExists:
            raise NameRefused(f"{name}: a document of this name exists", hint="choose another name") from None
        except (InputError, OSError) as error:
            raise StoreRefuses(f"{name}: {error}") from None
        with self._lock:
            self._seen[name] = (_stamp(path), True)
        return self.read(name)

    def branch(self) -> str:
        return branch_of(self._git)

    def free_name(self, wanted: str) -> str:
        stem = without_surrogates(_WORDS.sub("-", wanted)).lower().strip("-._")[:80]
        stem = stem.encode()[:160].decode("utf-8", "ignore").strip("-._") or "postmortem"
        if stem.endswith(ENDINGS):
            stem = "-".join(stem.rsplit(".", 1))
        name, number = stem, 1
        while self.path_of(name).exists():
            number += 1
            name = f"{stem}-{number}"
        return name

    def writable(self) -> bool:
        return os.access(self.folder, os.W_OK)

    def path_of(self, name: str) -> Path:
        """Where the document of this name lies. Raises `NameRefused` for what would leave the folder."""
        if not _may_be(name):
            raise NameRefused(f"{name[:80]!r} cannot be a document's name")
        path = self.folder / _file_of(name)
        if not self._inside(path):
            raise NameRefused(f"{name[:80]!r} leads out of the library")
        return path

    def likely_path_of(self, name: str) -> str:
        """Where the document of a name that this store has given lies; unlike `path_of` it looks at no disk."""
        return f"{self.folder}/{_file_of(name)}"

    def _inside(self, path: Path) -> bool:
        try:
            return path.resolve().is_relative_to(self.folder)
        except (OSError, RuntimeError):  # links that go in a circle
            return False

    def name_of(self, path: Path) -> str | None:
        """The document's name for a path below the folder; None for what cannot be one."""
        try:
            relative = path.relative_to(self.folder)
        except ValueError:
            return None
        name = relative.as_posix().removesuffix(ENDINGS[0])
        known = path.suffix in ENDINGS and _may_be(name) and _file_of(name) == relative.as_posix()
        return name if known else None

    def attachments_of(self, name: str) -> Path:
        """The folder beside a document that holds its pictures and other files."""
        folder = self.path_of(name).with_suffix("")
        if not self._inside(folder):
            raise NameRefused(f"the folder of {name[:80]!r} leads out of the library")
        return folder

    def _candidates(self) -> Iterator[tuple[Path, str]]:
        for where, folders, names in os.walk(self.folder):
            depth = len(Path(where).relative_to(self.folder).parts)
            folders[:] = sorted(f for f in folders if not f.startswith(".") and depth < _MOST_FOLDERS - 1)
            for file in sorted(names):
                path = Path(where, file)
                name = self.name_of(path)
                if name is not None:
                    yield path, name

    def _is_document(self, path: Path) -> bool:
        try:
            source = files.read_source(path)
        except InputError:
            return False
        return looks_like_one(Document.parse(source))


def _may_be(name: str) -> bool:
    """Whether a document can have this name. What is no UTF-8 could be no address of a page."""
    parts = name.split("/")
    return not (
        len(name) > 1000
        or len(parts) > _MOST_FOLDERS
        or _UNSAFE.search(name)
        or without_surrogates(name) != name
        or any(not p.strip() or p.startswith(".") or len(p.encode()) > _LONGEST_PART for p in parts)
    )


def _file_of(name: str) -> str:
    return name if name.endswith(ENDINGS[1:]) else f"{name}{ENDINGS[0]}"


def _bytes_of(path: Path) -> bytes | None:
    """What another program put there; None for what is no file (any more)."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def _stamp(path: Path) -> Stamp:
    about = path.stat()
    return Stamp(about.st_mtime_ns, about.st_size, f"{about.st_dev}:{about.st_ino}")
