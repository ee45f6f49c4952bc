"""Finds the files in what a person named, and for each the importer that knows it.

Owns the walk over folders and archives and the choice among importers. Reads nothing but first bytes.
"""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path, PurePosixPath
from pkgutil import iter_modules
from typing import IO, TYPE_CHECKING, cast

from howcome.errors import InputError

from . import importers
from .importer import File, Folder, FolderImporter, Importer
from .model import Problem

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer as Buffer

#: Names that are never evidence: what tools and systems leave behind.
IGNORED = frozenset({".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX", ".git", ".howcome", ".evidence"})

#: An archive is refused beyond this: a bomb, or not what was meant.
LARGEST_MEMBER = 8 << 30
MOST_MEMBERS = 200_000


@dataclass(frozen=True, slots=True)
class Find:
    """One piece of evidence and who reads it; `importer` is None where nobody knows the kind.

    `files` are the bytes it consists of; `folder` and `part` are set when a folder was taken as a whole.
    """

    name: str
    files: tuple[File, ...]
    importer: Importer | FolderImporter | None
    folder: Folder | None = None
    part: str = ""


@cache
def all_importers() -> tuple[Importer | FolderImporter, ...]:
    """Every importer: the modules of `evidence/importers/`, then those of other packages."""
    found: list[Importer | FolderImporter] = []
    for module in sorted(iter_modules(importers.__path__), key=lambda m: m.name):
        found.append(import_module(f"{importers.__name__}.{module.name}").importer)
    for entry in entry_points(group="howcome.importers"):
        found.append(cast("Importer | FolderImporter", entry.load()))
    return tuple(found)


def discover(paths: Sequence[Path]) -> Iterator[Find | Problem]:
    """All evidence in `paths`, in the order of names; a `Problem` for what cannot be opened.

    Raises `InputError` for a path that does not exist.
    """
    for path in paths:
        try:
            there = path.exists()
        except OSError as error:
            raise InputError(f"{path}: {error.strerror}") from None
        if not there:
            raise InputError(
                f"{path}: there is no such file or folder", hint="name evidence files or folders"
            )
        if path.is_dir():
            yield from _in_folder(_folder_at(path))
        elif not path.is_file():
            yield Problem(path.name, "", "a pipe, socket or device; save what comes out of it as a file")
        elif zipfile.is_zipfile(path):
            yield from _in_archive(path)
        else:
            yield _of_file(File.at(path))


def _folder_at(root: Path) -> Folder:
    """All files below `root`; links are not followed out of it."""
    files: dict[str, File] = {}
    top = root.resolve()
    for where, folders, names in os.walk(root):
        folders[:] = sorted(f for f in folders if f == ".git" or f not in IGNORED)
        if ".git" in folders:
            folders.remove(".git")
            git = Path(where, ".git")
            files[git.relative_to(root).as_posix()] = File(".git", _nothing, 0)
        for name in sorted(names):
            path = Path(where, name)
            if name in IGNORED and name != ".git":
                continue
            if not path.is_file() or not path.resolve().is_relative_to(top):
                continue
            inside = path.relative_to(root).as_posix()
            files[inside] = File.at(path, inside)
    return Folder(root.name or root.resolve().name, files, root)


def _nothing() -> IO[bytes]:
    raise OSError("a folder has no content of its own")


def _in_archive(path: Path, inside: str = "") -> Iterator[Find | Problem]:
    """The evidence in a zip archive; `inside` is its path below the folder that was named."""
    name = inside or path.name
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError) as error:
        yield Problem(name, "", f"not a readable zip archive: {error}")
        return
    members = [m for m in archive.infolist() if not m.is_dir()]
    if len(members) > MOST_MEMBERS:
        yield Problem(name, "", f"an archive of {len(members)} files; unpack it and name the part you need")
        return
    files: dict[str, File] = {}
    for member in members:
        if set(PurePosixPath(member.filename).parts) & IGNORED:
            continue
        if member.file_size > LARGEST_MEMBER:
            yield Problem(name, member.filename, "larger than 8 GiB when unpacked; unpack it yourself")
            continue
        if member.flag_bits & 1:
            yield Problem(name, member.filename, "locked with a password; unpack it yourself")
            continue
        files[member.filename] = _member(archive, member, f"{name}/{member.filename}")
    yield from _in_folder(Folder(name, files), prefix=f"{name}/")


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> File:
    return File(
        name, lambda: cast("IO[bytes]", io.BufferedReader(_Unpacked(archive, member))), member.file_size
    )


class _Unpacked(io.RawIOBase):
    """One member as it is unpacked. Whatever is wrong with it is an `OSError`, as for a file on a disk."""

    def __init__(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
        super().__init__()
        with _damage():
            self._stream = archive.open(member)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        with _damage():
            return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: Buffer) -> int:
        view = memoryview(buffer)
        with _damage():
            data = self._stream.read(len(view))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed and hasattr(self, "_stream"):
            self._stream.close()
        super().close()


@contextmanager
def _damage() -> Iterator[None]:
    try:
        yield
    except OSError:
        raise
    except Exception as error:  # each way of packing and of locking has errors of its own
        raise OSError(f"it cannot be unpacked: {error or type(error).__name__}") from None


def _in_folder(folder: Folder, prefix: str = "") -> Iterator[Find | Problem]:
    """Folders that an importer takes as a whole first (the outermost wins), then single files.

    Where the folder itself is a repository, its history is read, and of its files those that are evidence.
    """
    taken: list[str] = []
    history_only = False
    for inside in _subfolders(folder):
        if any(inside == t or inside.startswith(f"{t}/") or t == "" for t in taken):
            continue
        below = _below(folder, inside)
        for one in all_importers():
            if isinstance(one, FolderImporter) and one.accepts_folder(below):
                parts = list(_parts(below, one, f"{prefix}{inside}".rstrip("/")))
                yield from parts
                if inside or any(p.files for p in parts):
                    taken.append(inside)
                else:
                    history_only = True
                break
    for name, file in folder.files.items():
        inside_taken = any(t == "" or name.startswith(f"{t}/") for t in taken)
        if not inside_taken and PurePosixPath(name).name != ".git":
            find = _of_file(file)
            if find.importer is None and folder.path and zipfile.is_zipfile(folder.path / name):
                yield from _in_archive(folder.path / name, f"{prefix}{name}")
            elif find.importer or not history_only:
                yield find


def _subfolders(folder: Folder) -> list[str]:
    found = {""}
    for name in folder.files:
        found.update(p.as_posix() for p in PurePosixPath(name).parents if p.as_posix() != ".")
    return sorted(found)


def _below(folder: Folder, inside: str) -> Folder:
    if not inside:
        return folder
    start = f"{inside}/"
    files = {n.removeprefix(start): f for n, f in folder.files.items() if n.startswith(start)}
    return Folder(PurePosixPath(inside).name, files, folder.path / inside if folder.path else None)


def _parts(folder: Folder, one: FolderImporter, name: str) -> Iterator[Find]:
    for part, files in one.parts(folder):
        yield Find("/".join(p for p in (name, part) if p) or folder.name, tuple(files), one, folder, part)


def _of_file(file: File) -> Find:
    for one in _importers_of_files():
        if one.accepts(file):
            return Find(file.name, (file,), one)
    return Find(file.name, (file,), None)


@cache
def _importers_of_files() -> tuple[Importer, ...]:
    """Asked once: with many thousands of files, asking each time took longer than reading them."""
    return tuple(one for one in all_importers() if isinstance(one, Importer))
