"""Files that a command reads or writes: documents in, results out. Writes are whole or not at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from howcome.errors import InputError, OutputExists

if TYPE_CHECKING:
    from howcome.document import Document
    from howcome.text import Source

#: A document larger than this is no postmortem; it is refused rather than held in memory.
LARGEST_DOCUMENT = 64 << 20


def read_document(path: Path) -> Document:
    """The document at `path`. Raises `InputError` with what is wrong and where."""
    from howcome.document import Document

    return Document.parse(read_source(path), path.stem)


def read_source(path: Path) -> Source:
    """The text at `path`, whatever its bytes. Raises `InputError`."""
    from howcome.text import Source

    try:
        if path.is_dir():
            raise InputError(f"{path}: is a folder", hint="name a file in it")
        if path.stat().st_size > LARGEST_DOCUMENT:
            raise InputError(
                f"{path}: larger than {LARGEST_DOCUMENT >> 20} MiB", hint="keep logs beside the document"
            )
        return Source.from_bytes(path.read_bytes())
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None


def write(path: Path, data: bytes, *, force: bool = False) -> None:
    """Writes a new file, whole or not at all. An existing one is refused; with `force` it is kept as
    `NAME.bak-<time>` beside it. Raises `OutputExists` or `InputError`."""
    if path.exists() and not force:
        raise OutputExists(
            f"{path}: exists already", hint="choose another name, or --force to keep it as a .bak file"
        )
    if path.exists():
        path.rename(_backup_name(path))
    replace(path, data)


def _backup_name(path: Path) -> Path:
    from datetime import datetime

    stamp = f"{datetime.now():%Y%m%d-%H%M%S}"
    name = path.with_name(f"{path.name}.bak-{stamp}")
    number = 1
    while name.exists():
        number += 1
        name = path.with_name(f"{path.name}.bak-{stamp}-{number}")
    return name


def replace(path: Path, data: bytes) -> None:
    """Puts `data` in the place of the file in one step; its mode is kept. Raises `InputError`."""
    import tempfile

    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            mode = path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask()
            os.chmod(name, mode)
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def emit(data: bytes) -> None:
    """The result on standard output, byte for byte."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def say(words: str) -> None:
    """Words about the work, on standard error."""
    print(words, file=sys.stderr)
