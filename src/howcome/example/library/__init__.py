"""The library of the invented company: a dozen postmortems, from a short draft to a long, closed one.

Owns the documents beside this file and how they come into a folder; refuses to write over anything.
`2026-09-17-search-errors` and `2026-11-03-bookings-migration` cite the evidence that `howcome.example` makes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path


def documents() -> Iterator[tuple[str, bytes]]:
    """Name and content of each document, by date."""
    for one in sorted(files(__name__).iterdir(), key=lambda each: each.name):
        if one.name.endswith(".md"):
            yield one.name, one.read_bytes()


def write_library(folder: Path) -> list[Path]:
    """Writes those documents that `folder` does not hold yet, and gives the paths of what was written.

    The folder is made where it does not exist. A file of the same name is kept, whatever it holds. Each
    file is whole or not there at all. Raises `OSError` where the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for name, content in documents():
        path = folder / name
        if not os.path.lexists(path):
            _write_whole(path, content)
            written.append(path)
    return written


def _write_whole(path: Path, content: bytes) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
