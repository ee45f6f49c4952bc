"""Finds out whether bytes are a table with a header, how it is encoded and separated, and what its columns are.

Column names are data: the tables below, to be extended by one word. It reads no rows beyond the first ones.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

#: Columns that state a time, the best first. A name may end in `_utc`, or in "(UTC)".
TIME_NAMES: Final = (
    "time", "timestamp", "datetime", "date_time", "date", "minute", "second", "hour", "day", "ts", "when",
    "start_time", "start_at", "started_at", "start", "from", "created_at", "created", "occurred_at",
    "event_time", "at", "submitted", "submitted_at", "posted_at", "reported", "reported_at", "received_at",
    "opened_at", "logged_at", "changed_at", "updated_at", "deployed_at", "applied_at", "zeit", "zeitpunkt", "datum", "uhrzeit",
)  # fmt: skip
UNTIL_NAMES: Final = ("until", "end_time", "end_at", "ended_at", "end", "to", "finished_at", "resolved_at")
TEXT_NAMES: Final = (
    "subject", "event", "message", "description", "text", "summary", "what", "details", "note", "notes",
    "comment", "title", "what_happened", "entry", "meldung", "ereignis", "beschreibung",
)  # fmt: skip
ACTOR_NAMES: Final = ("actor", "who", "by", "user", "author", "person", "owner", "operator")
SERVICE_NAMES: Final = ("service", "system", "component", "app", "application", "service_name")
SEVERITY_NAMES: Final = ("severity", "level", "priority", "sev")
KIND_NAMES: Final = ("kind", "type", "category", "event_type")

VERSION_NAMES: Final = ("version", "release", "tag", "revision", "build", "image")
ENVIRONMENT_NAMES: Final = ("environment", "env", "stage", "target")
RESULT_NAMES: Final = ("result", "status", "outcome", "state")
SETTING_NAMES: Final = ("key", "setting", "flag", "parameter", "name", "field", "path")
OLD_NAMES: Final = ("old_value", "old", "before", "previous", "previous_value", "from_value")
NEW_NAMES: Final = ("new_value", "new", "after", "current", "value", "to_value")

_DELIMITERS = (",", ";", "\t")
_SAMPLE_ROWS = 20
_MARK = re.compile(r"\s*[(\[]\s*(?:UTC|GMT|Z)\s*[)\]]\s*$|[_ ]utc$", re.IGNORECASE)
_UNIT = re.compile(r"\s*[(\[][^)\]]{0,20}[)\]]\s*$")
_SPACES = re.compile(r"[\s\-.]+")
_NUMBER = re.compile(r"[-+]?\d[\d.,:/TZ \-+eE]*$")

#: What a cell may hold: more is a broken quote rather than a table.
csv.field_size_limit(1 << 20)


@dataclass(frozen=True, slots=True)
class Column:
    """A header cell: its text, its name in lower case with underscores, and whether it says UTC."""

    title: str
    name: str
    utc: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is written: `first` is the header's row number (from 1)."""

    encoding: str
    delimiter: str
    columns: tuple[Column, ...]
    first: int
    rows: tuple[tuple[str, ...], ...]

    def find(self, names: Sequence[str]) -> list[int]:
        """The columns with one of the names, in the order of `names`."""
        return [n for name in names for n, column in enumerate(self.columns) if column.name == name]


def encoding_of(head: bytes) -> str:
    """UTF-16 or UTF-8 by their mark, else UTF-8 where the bytes are that, else Windows' cp1252."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def column(title: str) -> Column:
    """A header cell, understood: `Minute (UTC)` → name minute, in UTC."""
    text = title.strip().strip('"')
    utc = bool(_MARK.search(text))
    plain = _UNIT.sub("", _MARK.sub("", text))
    return Column(text, _SPACES.sub("_", plain.strip()).lower(), utc)


def sniff(head: bytes) -> Layout | None:
    """The layout of a table by its first bytes; None where they are no table with a header."""
    encoding = encoding_of(head)
    text = head.decode(encoding, "replace")
    if "\0" in text:
        return None
    lines = text.splitlines(keepends=True)
    if len(lines) > 1 and len(head) >= 65_536:
        lines.pop()
    lines = lines[: _SAMPLE_ROWS * 5]
    best: Layout | None = None
    for delimiter in _DELIMITERS:
        found = _layout(lines, delimiter, encoding)
        if found and (best is None or len(found.columns) > len(best.columns)):
            best = found
    return best


def _layout(lines: Iterable[str], delimiter: str, encoding: str) -> Layout | None:
    first, header, rows = 0, [], []
    for number, row in numbered(lines, delimiter):
        if not any(cell.strip() for cell in row) or (not first and row[0].lower().startswith("sep=")):
            continue
        if not first:
            first, header = number, row
        else:
            rows.append(tuple(row))
        if len(rows) >= _SAMPLE_ROWS:
            break
    while header and not header[-1].strip():
        header.pop()
    if len(header) < 2 or not rows or any(_no_title(cell) for cell in header):
        return None
    if sum(len(row) >= len(header) and not any(row[len(header) :]) for row in rows) * 5 < len(rows) * 4:
        return None
    return Layout(encoding, delimiter, tuple(column(cell) for cell in header), first, tuple(rows))


def _no_title(cell: str) -> bool:
    text = cell.strip()
    return not text or len(text) > 200 or "\n" in text or bool(_NUMBER.match(text)) or text[0] in "{[#<"


def numbered(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with their number as a spreadsheet shows it (the header is row 1). Stops at a broken quote."""
    rows = csv.reader(lines, delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            yield number, next(rows) or [""]
        except StopIteration:
            return
        except csv.Error:
            yield number, [""]
