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
from pathlib import Path
from typing import NamedTuple

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
        self._today = date.today()
        self._plain = replace(PLAIN, today=self._today)
        self._none = none
        self._given = None if given is None else _given(given)
        self._folders: dict[str, _Found | None] = {}

    def of(self, path: Path | str) -> Settings:
        """What holds for the document at `path`, which need not exist."""
        place = os.path.abspath(path)
        found = self._given if self._given or self._none else self._of_folder(os.path.dirname(place))
        if found is None:
            return self._plain
        return replace(found.settings.at(_below(found.folder, place)), today=self._today)

    def _of_folder(self, folder: str) -> _Found | None:
        if folder not in self._folders:
            found = _in_folder(folder)
            above = os.path.dirname(folder)
            if found is None and above != folder and not os.path.lexists(os.path.join(folder, ".git")):
                found = self._of_folder(above)
            self._folders[folder] = found
        return self._folders[folder]


class _Found(NamedTuple):
    """A configuration and the folder that it lies in."""

    folder: str
    settings: Settings


def settings_at(path: Path) -> Settings:
    """What holds for one document now."""
    return Configurations().of(path)


def _given(path: Path) -> _Found:
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
    return _Found(os.path.dirname(os.path.abspath(path)), settings)


def _in_folder(folder: str) -> _Found | None:
    """The configuration that lies in a folder; `howcome.toml` comes before `pyproject.toml`."""
    for name, inside in ((NAME, ()), (_PYPROJECT, _TABLE)):
        path = os.path.join(folder, name)
        try:
            status = os.stat(path)
        except OSError:
            continue
        settings = _read(path, _shown(path), inside, status.st_mtime_ns, status.st_size)
        if settings is not None:
            return _Found(folder, settings)
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


def _below(folder: str, path: str) -> str:
    """A path as it counts from a folder, with `/` between folders; one that lies elsewhere stays whole."""
    inside = os.path.join(folder, "")
    return (path[len(inside) :] if path.startswith(inside) else path).replace(os.sep, "/")
