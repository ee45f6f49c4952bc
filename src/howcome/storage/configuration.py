"""Finds the configuration that concerns a document: the nearest one above it, read once for as long as it stays the same.

Looks for `howcome.toml`, and for `[tool.howcome]` in a `pyproject.toml`, from the document's folder upwards, up to the
folder of a repository (`.git`) or of the file system. Owns where to look; what a configuration says is
`checks.configuration`'s.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path, PurePosixPath

from howcome.checks.settings import PLAIN, Settings
from howcome.checks.trouble import Trouble
from howcome.errors import InputError

NAME = "howcome.toml"
_PYPROJECT = "pyproject.toml"
_TABLE = ("tool", "howcome")
_LARGEST = 1 << 20


class Configurations:
    """The settings of documents by where they lie. Each folder is looked at once; make a new one to look again.

    With `given` this file holds for all documents; with `none` no file does. Raises `InputError` for a given file
    that cannot be read.
    """

    def __init__(self, given: Path | None = None, *, none: bool = False) -> None:
        self._none = none
        self._given = None if given is None else _given(given)
        self._folders: dict[Path, tuple[Path, Settings] | None] = {}

    def of(self, path: Path) -> Settings:
        """What holds for the document at `path`, which need not exist."""
        place = Path(os.path.abspath(path))
        found = self._given if self._given or self._none else self._of_folder(place.parent)
        today = date.today()
        if found is None:
            return replace(PLAIN, today=today)
        folder, settings = found
        return replace(settings.at(_below(folder, place)), today=today)

    def _of_folder(self, folder: Path) -> tuple[Path, Settings] | None:
        if folder not in self._folders:
            found = _in_folder(folder)
            if found is None and folder.parent != folder and not os.path.lexists(folder / ".git"):
                found = self._of_folder(folder.parent)
            self._folders[folder] = found
        return self._folders[folder]


def settings_at(path: Path) -> Settings:
    """What holds for one document now."""
    return Configurations().of(path)


def _given(path: Path) -> tuple[Path, Settings]:
    inside = _TABLE if path.name == _PYPROJECT else ()
    try:
        status = os.stat(path)
    except OSError as error:
        raise InputError(
            f"{path}: no configuration can be read: {error.strerror}",
            hint="name a howcome.toml with --config",
        ) from None
    if not os.path.isfile(path):
        raise InputError(f"{path}: is no file", hint="name a howcome.toml with --config")
    settings = _read(os.path.abspath(path), str(path), inside, status.st_mtime_ns, status.st_size)
    if settings is None:
        raise InputError(f"{path}: holds no [tool.howcome]", hint="name a howcome.toml with --config")
    return path.absolute().parent, settings


def _in_folder(folder: Path) -> tuple[Path, Settings] | None:
    """The configuration that lies in a folder; `howcome.toml` comes before `pyproject.toml`."""
    for name, inside in ((NAME, ()), (_PYPROJECT, _TABLE)):
        path = os.path.join(folder, name)
        try:
            status = os.stat(path)
        except OSError:
            continue
        settings = _read(path, _shown(path), inside, status.st_mtime_ns, status.st_size)
        if settings is not None:
            return folder, settings
    return None


@lru_cache(maxsize=64)
def _read(path: str, shown: str, inside: tuple[str, ...], modified: int, size: int) -> Settings | None:
    """The settings in a file; None for a `pyproject.toml` without our table. Time and size are its version."""
    del modified
    if size > _LARGEST:
        return Settings(
            troubles=(Trouble(shown, f"larger than {_LARGEST >> 20} MiB", "is it a configuration?"),)
        )
    try:
        with open(path, "rb") as stream:
            data = stream.read(_LARGEST)
    except OSError as error:
        return Settings(
            troubles=(Trouble(shown, f"cannot be read: {error.strerror}", "mend that, or move it away"),)
        )
    if inside and b"howcome" not in data:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Settings(troubles=(Trouble(shown, "no UTF-8", "save the file as UTF-8", line),))
    from howcome.checks.configuration import read_settings

    return read_settings(text, shown, inside)


def _shown(path: str) -> str:
    """A path as people wrote it, as far as it lies below where they are."""
    try:
        near = os.path.relpath(path)
    except (OSError, ValueError):
        return path
    return path if near.startswith("..") else near


def _below(folder: Path, path: Path) -> str:
    try:
        return PurePosixPath(path.relative_to(folder)).as_posix()
    except ValueError:
        return path.as_posix()
