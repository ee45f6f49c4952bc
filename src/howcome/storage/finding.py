"""Finds the documents that a call names: a file is always one, in a folder those that look like one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from howcome.document import Document
from howcome.errors import HowcomeError, InputError

from .files import read_document

#: What a document's file name may end with; the first is left away in its name.
ENDINGS = (".md", ".rst", ".txt")
_ENOUGH_SECTIONS = 3


def find(paths: list[Path]) -> Iterator[tuple[Path, Document | HowcomeError]]:
    """Every document in `paths` in order; an error in the place of one that cannot be read.

    In a folder a document is a file with a howcome head or at least three recognised sections; hidden
    folders are passed over.
    """
    for path in paths:
        if path.is_dir():
            for file in _files(path):
                document = _read(file)
                if isinstance(document, HowcomeError) or looks_like_one(document):
                    yield file, document
        elif path.exists():
            yield path, _read(path)
        else:
            yield path, InputError(f"{path}: there is no such file or folder")


def _read(path: Path) -> Document | HowcomeError:
    try:
        return read_document(path)
    except HowcomeError as error:
        return error


def _files(folder: Path) -> Iterator[Path]:
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            if name.endswith(ENDINGS) and not name.startswith("."):
                yield Path(where, name)


def looks_like_one(document: Document) -> bool:
    """Whether a file found in a folder is a postmortem: it has a howcome head, or three known sections."""
    if document.head.howcome is not None:
        return True
    return len({s.key for s in document.sections}) >= _ENOUGH_SECTIONS
