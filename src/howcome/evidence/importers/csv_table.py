"""Tables: CSV, semicolon- or tab-separated, out of a spreadsheet, a database, a business report or a dashboard.

How to get one: "Download as CSV" in the spreadsheet or dashboard, or `\\copy (SELECT …) TO 'orders.csv' CSV
HEADER`. A header row is needed, with a column for the time. With a column of words (event, message,
description, …) each row is an event, and its address is `row N`, counted as a spreadsheet does (the header is
row 1). A table of deployments (service, version) or of settings (key, old and new value) is one of changes. Else each column of numbers is a series, and its address is the column's name. The names that
are known stand in `evidence/tables.py`.
"""

from __future__ import annotations

import io
import re
import zlib
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import Literal

from howcome.document.grammar import EVENT_KINDS
from howcome.evidence.importer import Context, File, Unreadable, one_line, read_stated_time, read_time
from howcome.evidence.model import Certainty, Event, EventKind, Problem, Record, Series
from howcome.evidence.tables import (
    ACTOR_NAMES,
    ENVIRONMENT_NAMES,
    KIND_NAMES,
    NEW_NAMES,
    OLD_NAMES,
    RESULT_NAMES,
    SERVICE_NAMES,
    SETTING_NAMES,
    SEVERITY_NAMES,
    TEXT_NAMES,
    TIME_NAMES,
    UNTIL_NAMES,
    VERSION_NAMES,
    Layout,
    numbered,
    sniff,
)

_ENDINGS = (".csv", ".tsv")
_SHOWN_PROBLEMS = 3
_MOST_SERIES = 1000
#: Columns that say in words what happened; notes and comments only accompany a row.
_SENTENCES = tuple(n for n in TEXT_NAMES if n not in ("note", "notes", "comment"))
_MISSING = frozenset({"nan", "null", "none", "na", "n/a", "-", "inf"})
_MOST_POINTS = 5_000_000

_GO_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [+-]\d{4})(?: [A-Z]{1,5})?(?: m=[-+][\d.]+)?$"
)
_DATE_ONLY = re.compile(r"\d{4}-\d\d-\d\d$")
_EPOCH = re.compile(r"\d{9,19}(?:\.\d+)?$")
_LOCAL = re.compile(
    r"(\d{1,2})([./])(\d{1,2})\2(\d{4})(?:,?\s+(\d{1,2}):(\d\d)(?::(\d\d))?(?:\s*([AaPp])\.?[Mm]\.?)?)?$"
)


class CsvTable:
    """The importer of tables."""

    name = "csv"
    title = "table (CSV)"

    def accepts(self, file: File) -> bool:
        """By its ending, or by content: a header with a time column, and rows of as many cells."""
        if file.base.lower().endswith(_ENDINGS):
            return b"\0" not in file.head[:4096] or file.head[:2] in (b"\xff\xfe", b"\xfe\xff")
        layout = sniff(file.head)
        return layout is not None and bool(layout.find(TIME_NAMES)) and _readable(layout)

    def read(self, file: File, source: str, context: Context) -> Iterator[Record]:
        """Events or series. Raises `Unreadable` for a table without a header, a time or anything to read."""
        layout = sniff(file.head)
        if layout is None:
            raise Unreadable("header", "no table with a header row; expected columns separated by , ; or tab")
        if not layout.find(TIME_NAMES):
            raise Unreadable("header", "no column with a time; expected one named time, timestamp, date …")
        table = _Table(file, layout, source, _Times(layout, *context.zone_for(file.name)))
        if table.settings or table.releases:
            yield from table.changes()
        else:
            yield from table.events() if table.texts else table.series()


def _readable(layout: Layout) -> bool:
    times = _Times(layout, UTC, "exact")
    good = sum(times.read(row)[0] is not None for row in layout.rows)
    return good * 2 >= len(layout.rows)


class _Times:
    """Which column states the time, and how."""

    def __init__(self, layout: Layout, zone: tzinfo, certainty: Certainty) -> None:
        self.zone, self.certainty = zone, certainty
        found = layout.find(TIME_NAMES)
        self.day_first = _day_first(layout.rows, found)
        self.columns = self._pair(layout, found) or self._single(layout, found)
        if any(layout.columns[n].utc for n in self.columns):
            self.zone, self.certainty = UTC, "exact"

    def _pair(self, layout: Layout, found: Sequence[int]) -> tuple[int, ...]:
        """A date in one column and the time of day in another."""
        names = {layout.columns[n].name: n for n in found}
        for date, time in (("date", "time"), ("day", "time"), ("datum", "uhrzeit"), ("datum", "zeit")):
            if date in names and time in names:
                pair = (names[date], names[time])
                if any(self._read_cells(row, pair) for row in layout.rows):
                    return pair
        return ()

    def _single(self, layout: Layout, found: Sequence[int]) -> tuple[int, ...]:
        for number in found:
            if any(self._read_cells(row, (number,)) for row in layout.rows):
                return (number,)
        return tuple(found[:1])

    def read(self, row: Sequence[str]) -> tuple[datetime | None, Certainty]:
        """The time of a row, None where it cannot be read, and how certain it is."""
        return self._read_cells(row, self.columns) or (None, "unknown")

    def cell(self, row: Sequence[str], number: int) -> datetime | None:
        """The time in one other cell."""
        found = self._read_cells(row, (number,))
        return found[0] if found else None

    def _read_cells(self, row: Sequence[str], columns: Sequence[int]) -> tuple[datetime, Certainty] | None:
        if any(n >= len(row) for n in columns):
            return None
        text = " ".join(row[n].strip() for n in columns)
        if not text or len(text) > 80:
            return None
        if _EPOCH.match(text):
            time = read_time(float(text))
            return (time, "exact") if time else None
        go = _GO_TIME.match(text)
        if go:
            text = go[1]
        if _DATE_ONLY.match(text):
            time = read_time(text + " 00:00", self.zone)
            return (time, "date-only") if time else None
        found = read_stated_time(text, self.zone)
        if found:
            return found[0], "exact" if found[1] else self.certainty
        return self._local(text)

    def _local(self, text: str) -> tuple[datetime, Certainty] | None:
        """14.10.2026 14:02 · 14/10/2026 14:02 · 10/14/2026 2:02 PM; no guess where day and month are open."""
        found = _LOCAL.match(text)
        if not found:
            return None
        first, mark, second, year, hour, minute, seconds, half = found.groups()
        day_first = True if mark == "." else self.day_first
        if day_first is None:
            return None
        day, month = (first, second) if day_first else (second, first)
        hours = int(hour or 0)
        if half:
            hours = hours % 12 + (12 if half in "Pp" else 0)
        try:
            time = datetime(
                int(year), int(month), int(day), hours, int(minute or 0), int(seconds or 0), tzinfo=self.zone
            )
        except ValueError:
            return None
        return time, self.certainty if hour else "date-only"


def _day_first(rows: Sequence[Sequence[str]], columns: Sequence[int]) -> bool | None:
    """Whether 1/2/2026 is the first of February, as rows with a number above 12 show; None: they do not."""
    for row in rows:
        for number in columns:
            found = _LOCAL.match(row[number].strip()) if number < len(row) else None
            if found and int(found[1]) > 12:
                return True
            if found and int(found[3]) > 12:
                return False
    return None


@dataclass
class _Points:
    times: array[float]
    values: array[float]


class _Table:
    """One pass over the rows."""

    def __init__(self, file: File, layout: Layout, source: str, times: _Times) -> None:
        self.file, self.layout, self.source, self.times = file, layout, source, times
        self.texts = layout.find(TEXT_NAMES)
        self.settings = self._all(SETTING_NAMES, OLD_NAMES, NEW_NAMES)
        self.releases = self._all(SERVICE_NAMES, VERSION_NAMES, (*UNTIL_NAMES, *ENVIRONMENT_NAMES))[:2]
        if layout.find(_SENTENCES) or self._counts():
            self.releases = ()
        self.wrong = 0
        self.broken: Problem | None = None

    def _rows(self) -> Iterator[tuple[int, list[str], datetime, Certainty]]:
        number = self.layout.first
        try:
            with self.file.open() as stream:
                text = io.TextIOWrapper(stream, self.layout.encoding, "replace", newline="")
                for number, row in numbered(text, self.layout.delimiter):
                    if number <= self.layout.first or not any(cell and not cell.isspace() for cell in row):
                        continue
                    time, certainty = self.times.read(row)
                    if time is not None:
                        yield number, row, time, certainty
                        continue
                    self.wrong += 1
                    if self.wrong <= _SHOWN_PROBLEMS:
                        yield number, row, datetime.min, "unknown"
        except (OSError, EOFError, zlib.error, UnicodeError) as error:
            said = f"the file breaks off here ({type(error).__name__}); what stands before was read"
            self.broken = Problem(self.file.name, f"row {number}", said)

    def _problem(self, number: int, row: Sequence[str]) -> Problem:
        cells = " ".join(row[n] for n in self.times.columns if n < len(row))
        return Problem(self.file.name, f"row {number}", f"no time that can be read ({one_line(cells, 40)!r})")

    def _rest(self) -> Iterator[Problem]:
        if self.wrong > _SHOWN_PROBLEMS:
            yield Problem(self.file.name, "", f"{self.wrong - _SHOWN_PROBLEMS} more rows like this")
        if self.broken:
            yield self.broken

    def _first(self, names: Sequence[str]) -> int | None:
        found = [n for n in self.layout.find(names) if n not in self.texts[:1]]
        return found[0] if found else None

    def _counts(self) -> bool:
        """Whether a column besides the version counts something: a table of measurements by version."""
        return any(n not in self.releases for n in self._numeric()[0])

    def _all(self, *kinds: Sequence[str]) -> tuple[int, ...]:
        """The first column of each kind; none where one is missing."""
        found = [self.layout.find(names) for names in kinds]
        return tuple(numbers[0] for numbers in found) if all(found) else ()

    def changes(self) -> Iterator[Record]:
        """What was set from which value to which, or the start and the end of deployments."""
        until, actor = self._first(UNTIL_NAMES), self._first(ACTOR_NAMES)
        service, result = self._first(SERVICE_NAMES), self._first(RESULT_NAMES)
        environment = self._first(ENVIRONMENT_NAMES)
        for number, row, time, certainty in self._rows():
            if certainty == "unknown":
                yield self._problem(number, row)
                continue
            who = _cell(row, actor)
            seen = Event(
                time=time,
                kind="change",
                text="",
                source=self.source,
                key=f"row {number}",
                certainty=certainty,
                actors=(who,) if who else (),
                environment=_cell(row, environment),
                service=_cell(row, service),
            )
            if self.settings:
                yield from self._setting(seen, row)
            else:
                end = self.times.cell(row, until) if until is not None else None
                yield from self._release(seen, row, end, (_cell(row, result) or "").lower())
        yield from self._rest()

    def _setting(self, seen: Event, row: Sequence[str]) -> Iterator[Event]:
        key, old, new = (_cell(row, n) for n in self.settings)
        if key is None:
            return
        why = next((f" ({t})" for n in self.texts if (t := _cell(row, n))), "")
        text = one_line(f"{key} changed from {old or 'nothing'} to {new or 'nothing'}{why}")
        yield replace(seen, text=text, reference=key, details={"audit": "changed"})

    def _release(self, seen: Event, row: Sequence[str], end: datetime | None, result: str) -> Iterator[Event]:
        service, version = (_cell(row, n) for n in self.releases)
        if service is None or version is None:
            return
        place = f" to {seen.environment}" if seen.environment else ""
        name = one_line(f"Deployment of {service} {version}{place}")
        seen = replace(
            seen, kind="deploy", service=service, reference=version, group=f"deployment {service} {version}"
        )
        yield replace(seen, text=f"{name} started", signal="started")
        if end and end >= seen.time:
            ended: Literal["failed", "finished"] = (
                "failed" if result in ("failed", "failure", "error", "aborted") else "finished"
            )
            yield replace(seen, time=end, text=f"{name} {ended}", signal=ended, key=f"{seen.key}:{ended}")

    def events(self) -> Iterator[Record]:
        """One event a row."""
        actor, service = self._first(ACTOR_NAMES), self._first(SERVICE_NAMES)
        severity, kind, until = self._first(SEVERITY_NAMES), self._first(KIND_NAMES), self._first(UNTIL_NAMES)
        for number, row, time, certainty in self._rows():
            if certainty == "unknown":
                yield self._problem(number, row)
                continue
            text = next((t for n in self.texts if (t := _cell(row, n))), None)
            if text is None:
                continue
            end = self.times.cell(row, until) if until is not None else None
            who = _cell(row, actor)
            yield Event(
                time=time,
                kind=_kind(_cell(row, kind)),
                text=one_line(text),
                source=self.source,
                key=f"row {number}",
                until=end if end and end >= time else None,
                certainty=certainty,
                actors=(who,) if who else (),
                service=_cell(row, service),
                severity=_cell(row, severity),
            )
        yield from self._rest()

    def series(self) -> Iterator[Record]:
        """One series for each column of numbers, and for each set of words in the columns of words."""
        numbers, words = self._numeric()
        if not numbers:
            raise Unreadable("header", "no column of words (event, message, text …) and none of numbers")
        found: dict[tuple[int, tuple[str, ...]], _Points] = {}
        points = 0
        for number, row, time, certainty in self._rows():
            if certainty == "unknown":
                yield self._problem(number, row)
                continue
            labels = tuple(_cell(row, n) or "" for n in words)
            for place in numbers:
                value = _number(_cell(row, place))
                if value is None:
                    continue
                series = found.get((place, labels))
                if series is None:
                    if len(found) >= _MOST_SERIES:
                        continue
                    series = found[(place, labels)] = _Points(array("d"), array("d"))
                series.times.append(time.timestamp())
                series.values.append(value)
                points += 1
            if points >= _MOST_POINTS:
                yield Problem(self.file.name, f"row {number}", f"stopped after {_MOST_POINTS} values")
                break
        yield from self._rest()
        constant = len({labels for _, labels in found}) == 1
        for (place, labels), series in found.items():
            yield self._made(place, words, labels, series, constant)

    def _made(
        self, place: int, words: Sequence[int], labels: Sequence[str], series: _Points, constant: bool
    ) -> Series:
        title = self.layout.columns[place].title
        named = {self.layout.columns[n].title: label for n, label in zip(words, labels, strict=True) if label}
        key = title if constant or not named else f"{title} ({', '.join(named.values())})"
        pairs = sorted(zip(series.times, series.values, strict=True))
        return Series(self.source, key, title, named, tuple(pairs))

    def _numeric(self) -> tuple[list[int], list[int]]:
        """The columns of numbers and those of words, times and identifiers left out."""
        times = {*self.times.columns, *self.layout.find(TIME_NAMES), *self.layout.find(UNTIL_NAMES)}
        numbers, words = [], []
        for n, column in enumerate(self.layout.columns):
            cells = [c for row in self.layout.rows if (c := _cell(row, n)) and c.lower() not in _MISSING]
            if n in times or not cells or column.name == "id" or column.name.endswith(("_id", "_uuid")):
                continue
            if sum(_number(cell) is not None for cell in cells) * 5 >= len(cells) * 4:
                numbers.append(n)
            elif not any(self.times.cell(row, n) for row in self.layout.rows):
                words.append(n)
        return numbers, words


def _cell(row: Sequence[str], number: int | None) -> str | None:
    if number is None or number >= len(row):
        return None
    return row[number].strip() or None


def _kind(text: str | None) -> EventKind:
    word = (text or "").lower()
    return next((kind for kind in EVENT_KINDS if kind == word), "other")


def _number(text: str | None) -> float | None:
    """A number; a comma as the decimal mark is read too; no NaN and no infinity."""
    if not text or len(text) > 40 or text[-1] not in "0123456789.%":
        return None
    plain = text.rstrip("%").strip()
    if "," in plain:
        plain = (
            plain.replace(",", "")
            if "." in plain or re.fullmatch(r"-?\d{1,3}(?:,\d{3}){2,}", plain)
            else plain.replace(",", ".")
        )
    if "_" in plain:
        return None
    try:
        return float(plain)
    except ValueError:
        return None


importer = CsvTable()
