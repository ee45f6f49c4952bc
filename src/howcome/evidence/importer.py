"""What an importer is, and what it is given: a `File` (or a `Folder`) and a `Context`.

To add one, put one module into `evidence/importers/` that defines `importer`, an object with the
attributes of `Importer`. Its docstring says how to get the export. Nothing is registered elsewhere; an
importer of another package is found through the entry point group `howcome.importers`.
"""

from __future__ import annotations

import fnmatch
import gzip
import hashlib
import io
import json
import math
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import IO, Any, Protocol, cast, runtime_checkable

from .model import Certainty, Problem, Record

#: A JSON document larger than this is refused with a word: it would have to be held in memory whole.
LARGEST_JSON = 256 * 1024 * 1024

#: How much of a file `accepts` may look at.
HEAD = 64 * 1024


class Unreadable(Exception):
    """Raised by an importer that cannot go on: `place` in the file and what was expected there."""

    def __init__(self, place: str, message: str) -> None:
        super().__init__(message)
        self.place = place


@dataclass(frozen=True)
class File:
    """One file of evidence. `name` is its path below what was named on the command line."""

    name: str
    opener: Callable[[], IO[bytes]]
    size: int

    @classmethod
    def at(cls, path: Path, name: str | None = None) -> File:
        """The file at `path`."""
        return cls(name or path.name, lambda: path.open("rb"), path.stat().st_size)

    @property
    def base(self) -> str:
        """The name's last part without `.gz`: `access.log.1.gz` → `access.log.1`."""
        return PurePosixPath(self.name.removesuffix(".gz")).name

    def open(self) -> IO[bytes]:
        """A stream over the content; gzip is unpacked on the way."""
        raw = self.opener()
        if raw.read(2) == b"\x1f\x8b":
            raw.seek(0)
            return cast("IO[bytes]", gzip.GzipFile(fileobj=raw))
        raw.seek(0)
        return raw

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB of the content (b"" for a file that cannot be unpacked)."""
        try:
            with self.open() as stream:
                return stream.read(HEAD)
        except (OSError, EOFError, zlib.error):
            return b""

    @cached_property
    def text_head(self) -> str:
        """`head` as text; bytes that are no UTF-8 are replaced."""
        return self.head.decode("utf-8-sig", "replace")

    @cached_property
    def sha256(self) -> str:
        """Of the bytes as they lie on disk."""
        digest = hashlib.sha256()
        with self.opener() as stream:
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
        return digest.hexdigest()

    def lines(self) -> Iterator[tuple[int, str]]:
        """Numbered lines (from 1) as text without line ends, read as a stream; UTF-8, else replaced."""
        with self.open() as stream:
            for number, line in enumerate(io.TextIOWrapper(stream, "utf-8-sig", "replace"), 1):
                yield number, line.rstrip("\r\n")

    @cached_property
    def json_head(self) -> str:
        """`"{"`, `"["` or `""`: what the content begins with, for a cheap look before parsing."""
        first = self.text_head.lstrip()[:1]
        return first if first in ("{", "[") else ""

    @cached_property
    def document(self) -> Any:
        """The content parsed as one JSON document. Raises `Unreadable` with line and column."""
        try:
            with self.open() as stream:
                raw = stream.read(LARGEST_JSON + 1)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise Unreadable("", f"the gzip data is damaged: {error}") from None
        if len(raw) > LARGEST_JSON:
            raise Unreadable("", f"JSON of more than {LARGEST_JSON >> 20} MiB; export it as JSON lines")
        try:
            return json.loads(raw)
        except json.JSONDecodeError as error:
            place = f"line {error.lineno}, column {error.colno}"
            cut = error.pos >= len(error.doc.rstrip()) - 1 or "Unterminated" in error.msg
            said = "the JSON ends in the middle; it looks cut off" if cut else f"not valid JSON: {error.msg}"
            raise Unreadable(place, said) from None
        except (ValueError, RecursionError) as error:
            raise Unreadable("", f"not valid JSON: {type(error).__name__}") from None


@dataclass(frozen=True)
class Folder:
    """A folder that may be one piece of evidence as a whole (a chat export, a repository).

    `files` are all files below it, by their path inside it; `path` is None inside a zip archive.
    """

    name: str
    files: Mapping[str, File]
    path: Path | None = None


@dataclass(frozen=True)
class Context:
    """What the person said about the evidence as a whole.

    `zones` maps patterns of names to time zones (`app.log`, `db/*.log`); `zone` is the default for
    times without a zone, None where nothing was said; `since`/`until` bound what is wanted.
    """

    zones: Mapping[str, tzinfo] = field(default_factory=dict)
    zone: tzinfo | None = None
    since: datetime | None = None
    until: datetime | None = None

    def zone_for(self, name: str) -> tuple[tzinfo, Certainty]:
        """The zone of zone-less times in evidence `name`, and how certain a time read with it is."""
        base = PurePosixPath(name).name
        for pattern, zone in self.zones.items():
            if any(fnmatch.fnmatch(n, pattern) for n in (name, base)) or base.removesuffix(".gz") == pattern:
                return zone, "exact"
        if self.zone is not None:
            return self.zone, "exact"
        return UTC, "zone-assumed"


@runtime_checkable
class Importer(Protocol):
    """One kind of evidence. Attributes may be plain functions of a module-level object.

    `name` is the kind in the evidence list; `title` names it for people.
    `accepts` decides by name and first bytes alone, cheaply, and never raises; an importer accepts all
    of its own samples and nobody else's. `read` yields records as a stream; it raises `Unreadable` when
    nothing more can be read, and yields a `Problem` for a part that it passes over.

    An importer of logs may add `certainty(file, context) -> Certainty`, how sure the times of its lines
    are, where that shows in the file itself; others are as sure as what was said about the zone.
    """

    name: str
    title: str

    def accepts(self, file: File) -> bool: ...

    def read(self, file: File, source: str, context: Context) -> Iterator[Record]: ...


@runtime_checkable
class FolderImporter(Protocol):
    """An importer of whole folders: its files are not offered to others when it accepts the folder.

    `parts` names the pieces of evidence in it (one channel, one repository): (name below the folder,
    the files that it consists of). `read` is called once for each part.
    """

    name: str
    title: str

    def accepts_folder(self, folder: Folder) -> bool: ...

    def parts(self, folder: Folder) -> list[tuple[str, list[File]]]: ...

    def read_part(self, folder: Folder, part: str, source: str, context: Context) -> Iterator[Record]: ...


_ISO = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?"
    r"\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?$",
    re.IGNORECASE,
)


def read_time(value: object, zone: tzinfo | None = None) -> datetime | None:
    """A zone-aware time out of an ISO 8601 text or epoch number (s, ms, µs or ns), or None.

    A text without an offset is read in `zone` (UTC where None). A date that cannot be gives None.
    """
    found = read_stated_time(value, zone)
    return found[0] if found else None


def read_stated_time(value: object, zone: tzinfo | None = None) -> tuple[datetime, bool] | None:
    """The time of `read_time`, and whether it states its own zone (an epoch does) rather than taking `zone`."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        return (
            _of_epoch(float(value)) if isinstance(value, int | float) else _of_iso(str(value).strip(), zone)
        )
    except (ValueError, OverflowError, OSError):
        return None


def _of_epoch(seconds: float) -> tuple[datetime, bool] | None:
    if not math.isfinite(seconds):
        return None
    while abs(seconds) >= 1e11:
        seconds /= 1000
    return (datetime.fromtimestamp(seconds, UTC), True) if seconds > 0 else None


def _of_iso(text: str, zone: tzinfo | None) -> tuple[datetime, bool] | None:
    found = _ISO.match(text)
    if not found:
        return None
    year, month, day, hour, minute, second, fraction, offset = found.groups()
    micro = int((fraction or "0")[:6].ljust(6, "0"))
    plain = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0), micro)
    if plain.year <= 1:
        return None
    if not offset:
        return plain.replace(tzinfo=zone or UTC), False
    if offset.upper() in ("Z", "UTC", "GMT"):
        return plain.replace(tzinfo=UTC), True
    digits = offset[1:].replace(":", "").ljust(4, "0")
    return datetime.fromisoformat(f"{plain.isoformat()}{offset[0]}{digits[:2]}:{digits[2:]}"), True


def one_line(text: object, limit: int = 400) -> str:
    """White space folded to single spaces, cut at a word where it is longer than `limit`."""
    line = " ".join(str(text).split())
    if len(line) <= limit:
        return line
    return line[:limit].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def missing_time(file: File, place: str, value: object) -> Problem:
    """The problem of a statement without a readable time."""
    return Problem(
        file.name, place, f"no readable time ({one_line(value, 40)!r}); expected ISO 8601 or an epoch"
    )
