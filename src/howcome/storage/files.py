"""Files as they lie on disk: read with bounds, written whole or not at all, guarded against who else writes."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from howcome.errors import InputError, OutputExists, StaleChange

if TYPE_CHECKING:
    from howcome.document import Document
    from howcome.text import Source

#: A document larger than this is no postmortem; it is refused rather than held in memory.
LARGEST_DOCUMENT = 64 << 20

_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


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
        data = _content(path)
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    if len(data) > LARGEST_DOCUMENT:
        raise InputError(
            f"{path}: larger than {LARGEST_DOCUMENT >> 20} MiB", hint="keep logs beside the document"
        )
    beginning = data[:4096]
    wide = data[:2] in _UTF_16 and (b"\n\0" in beginning or b"\0\n" in beginning)
    if wide or beginning.count(0) > len(beginning) // 4:
        raise InputError(f"{path}: UTF-16 or a binary file", hint="save the text as UTF-8")
    return Source.from_bytes(data)


def _content(path: Path) -> bytes:
    """Opened without waiting, so that a pipe that nobody writes into is empty rather than endless."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as stream:
        if hasattr(os, "set_blocking"):
            os.set_blocking(handle, True)
        return stream.read(LARGEST_DOCUMENT + 1)


def refuse_existing(path: Path | None, *, force: bool) -> None:
    """Raises `OutputExists` for a file that is there, `InputError` for what no file can replace.

    None is standard output, which can always be written.
    """
    if path is None:
        return
    try:
        if path.is_dir():
            raise InputError(f"{path}: is a folder", hint="name a file in it")
        if os.path.lexists(path) and not (path.is_file() or path.is_symlink()):
            raise InputError(f"{path}: is no file", hint="leave it away to write to standard output")
        there = path.exists()
    except OSError as error:
        raise InputError(f"{path}: cannot be written: {error.strerror}") from None
    if there and not force:
        raise OutputExists(
            f"{path}: exists already", hint="choose another name, or --force to keep it as a .bak file"
        )


def write(path: Path, data: bytes, *, force: bool = False) -> None:
    """Writes a new file, whole or not at all. An existing one is refused; with `force` it is kept as
    `NAME.bak-<time>` beside it. Raises `OutputExists` or `InputError`."""
    with locked(path):
        refuse_existing(path, force=force)
        with _refusals(path):
            new = _written_beside(path, data)
            try:
                if path.exists():
                    _keep(path)
                os.replace(new, path.resolve())
            except BaseException:
                new.unlink(missing_ok=True)
                raise


def _keep(path: Path) -> None:
    """A second name for the old file: at no moment is there none of the name that people know."""
    for number in range(1, 10_000):
        name = _backup_name(path, number)
        try:
            os.link(path.resolve(), name)
            return
        except FileExistsError:
            continue
        except OSError:  # a file system without links
            import shutil

            shutil.copy2(path, name)
            return


def _backup_name(path: Path, number: int) -> Path:
    from datetime import datetime

    name = f"{path.name}.bak-{datetime.now():%Y%m%d-%H%M%S}"
    return path.with_name(name if number == 1 else f"{name}-{number}")


def replace(path: Path, data: bytes) -> None:
    """Puts `data` in the place of the file in one step; its mode is kept, and a link stays a link.

    Raises `InputError`, also for a file that is read-only or no file at all (a device, a pipe).
    """
    with _refusals(path):
        if path.exists() and not path.is_file():
            raise InputError(f"{path}: is no file that could be replaced")
        if path.exists() and not os.access(path, os.W_OK):
            raise InputError(f"{path}: cannot be written: it is read-only")
    with written_beside(path, data) as new:
        os.replace(new, path.resolve())


@contextmanager
def written_beside(path: Path, data: bytes) -> Iterator[Path]:
    """A finished file in the folder of `path`, ready to take its place; gone after, whatever happens.

    Raises `InputError` for what the system refuses.
    """
    with _refusals(path):
        new = _written_beside(path, data)
        try:
            yield new
        finally:
            new.unlink(missing_ok=True)


def _written_beside(path: Path, data: bytes) -> Path:
    """A finished file in the folder of `path` (of what it links to), with the mode that `path` has."""
    import tempfile

    target = path.resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _dress(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return Path(name)


def _dress(name: str, target: Path) -> None:
    """Gives a new file the mode of the one whose place it takes, and its owner and group where that is allowed."""
    try:
        old = target.stat()
    except FileNotFoundError:
        os.chmod(name, 0o666 & ~_umask())
        return
    new = os.stat(name)
    if hasattr(os, "chown") and (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        with suppress(OSError):
            os.chown(name, old.st_uid, old.st_gid)
    os.chmod(name, old.st_mode & 0o7777)


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    """What the system refuses, as one clear line. Its errors may name a file of ours; ours name `path`."""
    try:
        yield
    except (OSError, RuntimeError) as error:  # RuntimeError: links that go in a circle
        words = getattr(error, "strerror", None) or "its links go in a circle"
        raise InputError(f"{path}: cannot be written: {words}") from None


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """One howcome at a time from reading a file to replacing it, so that no change is lost.

    The lock lies on the folder, since the file itself is replaced; it ends with the process. Where there
    are no locks (Windows, some network drives) it is left out. Not to be nested.
    """
    handle = -1
    try:
        import fcntl

        handle = os.open(path.resolve().parent, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
    except (ImportError, OSError, RuntimeError):
        pass
    try:
        yield
    finally:
        if handle >= 0:
            os.close(handle)


def update(path: Path, before: Source, after: Source) -> None:
    """`replace`, unless the file is no longer the text that was read. Raises `StaleChange`."""
    with locked(path):
        update_locked(path, before, after)


def update_locked(path: Path, before: Source, after: Source) -> None:
    """`update` for who holds the lock since reading. It still compares: an editor takes no lock."""
    if "\0" in before.text:
        raise InputError(f"{path}: a binary file, which howcome does not change", hint="name a text file")
    if read_source(path).sha != before.sha:
        raise StaleChange(f"{path}: somebody changed it meanwhile", hint="try again")
    replace(path, after.to_bytes())


def make_ignored(folder: Path) -> None:
    """Makes a folder that git ignores, by a mark of its own, so that nobody's `.gitignore` is touched.

    Raises `InputError`.
    """
    with _refusals(folder):
        folder.mkdir(parents=True, exist_ok=True)
        mark = folder / ".gitignore"
        if not mark.exists():
            mark.write_text("*\n", "utf-8")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
