"""Reads the times of log lines, fast: one reader a file, which remembers the minutes it has met.

The forms by name (a log format lists those that its lines use):

    iso      2026-10-14T14:02:04.123Z · 2026-10-14 14:02:04,123 +02:00 · 2026/10/14 14:02:04 CEST
    clf      14/Oct/2026:14:02:04 +0200 · 14/Oct/2026:14:02:04.123 (HAProxy, no zone)
    ctime    Wed Oct 14 14:02:04.123456 2026
    day      14 Oct 2026 14:02:04.123
    syslog   Oct 14 14:02:04 (no year)
    klog     1014 14:02:04.123456 (no year)
    epoch    1791986524 · 1791986524.123 · 1791986524123

A time without a zone is read in the file's zone. A zone's name goes through `ZONE_NAMES`; a name that is
not there, or that several zones share without a usual reading (IST), counts as none.

**A time without a year** gets the year that brings it nearest to what the person asked for (`since`,
`until`), else nearest to a date that the file's name or its first lines state, else the newest year that
does not put it into the future. After that the year follows the lines: a jump back by more than half a
year is a new year.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final

from howcome.document.moment import ZONES

#: Minutes east of UTC for names that have one usual reading in server logs: those of documents, and more.
ZONE_NAMES: Final[Mapping[str, int]] = ZONES | {
    "MEZ": 60, "MESZ": 120, "SAST": 120, "HKT": 480, "KST": 540, "NZST": 720, "NZDT": 780, "CST": -360,
    "AKST": -540, "AKDT": -480, "HST": -600, "BRT": -180, "ART": -180,
}  # fmt: skip

MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1
    )
}

#: Forms that state no year.
YEARLESS: Final = frozenset({"syslog", "klog"})

_REMEMBERED = 4096
_HALF_YEAR = timedelta(days=183)

_ZONE = r"(?:\s?\(?([A-Za-z]{1,5}|[+-]\d\d:?\d\d|[+-]\d\d)\)?)?$"
_ISO_HEAD = re.compile(r"(\d{4})[-/](\d\d)[-/](\d\d)[T ](\d\d):(\d\d)")
_ISO_TAIL = re.compile(r"(?::(\d\d)(?:[.,](\d{1,9}))?)?" + _ZONE)
_CLF_HEAD = re.compile(r"(\d\d)/([A-Z][a-z]{2})/(\d{4}):(\d\d):(\d\d)")
_CLF_TAIL = re.compile(r":(\d\d)(?:\.(\d{1,9}))?" + _ZONE)
_CTIME = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) +(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))? (\d{4})$")
_DAY = re.compile(r"(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?$")
_SYSLOG = re.compile(r"([A-Z][a-z]{2}) +(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?$")
_KLOG = re.compile(r"(\d\d)(\d\d) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?$")
_EPOCH = re.compile(r"\d{9,19}(?:\.\d{1,9})?$")
_DATE = re.compile(
    r"(?<!\d)(20\d\d|19\d\d)([-/_]?)(0[1-9]|1[0-2])\2([0-2]\d|3[01])(?!\d)"
    r"|(?<!\d)([0-2]\d|3[01])/([A-Z][a-z]{2})/(20\d\d|19\d\d)(?!\d)"
)

Read = Callable[[str], float | None]


def zone_named(name: str) -> tzinfo | None:
    """The zone of an offset (`+0200`, `+02:00`, `-08`) or of a known name, else None."""
    if name[0] in "+-":
        digits = name[1:].replace(":", "").ljust(4, "0")
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        if minutes >= 24 * 60:
            return None
        return timezone(timedelta(minutes=minutes if name[0] == "+" else -minutes))
    east = ZONE_NAMES.get(name.upper())
    return None if east is None else UTC if east == 0 else timezone(timedelta(minutes=east))


def date_in(text: str) -> datetime | None:
    """The first whole date (2026-10-14, 20261014, 14/Oct/2026) in a text, at midnight UTC."""
    for found in _DATE.finditer(text):
        year, _, month, day, other_day, name, other_year = found.groups()
        try:
            if year:
                return datetime(int(year), int(month), int(day), tzinfo=UTC)
            return datetime(int(other_year), MONTHS.get(name, 0), int(other_day), tzinfo=UTC)
        except ValueError:
            continue
    return None


@dataclass(frozen=True, slots=True)
class Era:
    """What is known about the year of times that state none: a window that they are near, and the present."""

    since: datetime | None = None
    until: datetime | None = None
    now: datetime | None = None

    def first(self, build: Callable[[int], datetime]) -> datetime:
        """The most likely time among the years; `build(year)` raises ValueError for a day that is not."""
        low, high = self.since or self.until, self.until or self.since
        if low is None or high is None:
            return self._newest(build)
        choices = [t for year in range(low.year - 1, high.year + 2) if (t := _built(build, year))]
        if not choices:
            return self._newest(build)
        return min(choices, key=lambda t: max(low - t, t - high, timedelta(0)))

    def _newest(self, build: Callable[[int], datetime]) -> datetime:
        now = self.now or datetime.now(UTC)
        for year in range(now.year + 1, max(now.year - 9, 1), -1):
            time = _built(build, year)
            if time and time <= now + timedelta(days=1):
                return time
        raise ValueError("no year has that day")


def _built(build: Callable[[int], datetime], year: int) -> datetime | None:
    try:
        return build(year)
    except (ValueError, OverflowError):
        return None


def reader(forms: tuple[str, ...], zone: tzinfo = UTC, era: Era | None = None) -> Read:
    """A function that reads a time text of one of the named forms: epoch seconds in UTC, or None.

    It keeps state (the year, the minutes met), so take a new one for every file.
    """
    readers = [_MAKERS[form](zone, era or Era()) for form in forms]
    if len(readers) == 1:
        return readers[0]

    def read(text: str) -> float | None:
        for one in readers:
            time = one(text)
            if time is not None:
                return time
        return None

    return read


def has_zone(text: str) -> bool:
    """Whether a time text of form iso, clf or epoch states a zone that is understood."""
    if _EPOCH.match(text):
        return True
    for head, tail, width in ((_ISO_HEAD, _ISO_TAIL, 16), (_CLF_HEAD, _CLF_TAIL, 17)):
        if head.match(text):
            found = tail.match(text, width)
            return bool(found and found[3] and zone_named(found[3]))
    return False


def _iso(zone: tzinfo, _era: Era) -> Read:
    def minute(head: str, offset: str | None) -> float | None:
        found = _ISO_HEAD.match(head)
        if not found:
            return None
        year, month, day, hour, minute = map(int, found.groups())
        own = zone_named(offset) if offset else None
        return datetime(year, month, day, hour, minute, tzinfo=own or zone).timestamp()

    return _by_minute(minute, _ISO_TAIL, 16)


def _clf(zone: tzinfo, _era: Era) -> Read:
    def minute(head: str, offset: str | None) -> float | None:
        found = _CLF_HEAD.match(head)
        if not found:
            return None
        day, name, year, hour, minute = found.groups()
        own = zone_named(offset) if offset else None
        month = MONTHS.get(name, 0)
        return datetime(int(year), month, int(day), int(hour), int(minute), tzinfo=own or zone).timestamp()

    return _by_minute(minute, _CLF_TAIL, 17)


def _by_minute(minute: Callable[[str, str | None], float | None], tail: re.Pattern[str], width: int) -> Read:
    known: dict[tuple[str, str | None], float | None] = {}
    last_text, last_time = "", None

    def read(text: str) -> float | None:
        nonlocal last_text, last_time
        if text == last_text:
            return last_time
        found = tail.match(text, width)
        if not found:
            return None
        second, fraction, offset = found.groups()
        key = (text[:width], offset)
        try:
            base = known[key]
        except KeyError:
            if len(known) >= _REMEMBERED:
                known.clear()
            base = known[key] = _safely(minute, *key)
        if base is None:
            return None
        time = base + _seconds(second or "0", fraction)
        last_text, last_time = text, time
        return time

    return read


def _safely(minute: Callable[[str, str | None], float | None], head: str, offset: str | None) -> float | None:
    try:
        return minute(head, offset)
    except (ValueError, OverflowError, OSError):
        return None


def _seconds(second: str, fraction: str | None) -> float:
    return int(second) + (int(fraction[:6]) / 10 ** min(len(fraction), 6) if fraction else 0)


def _whole(
    pattern: re.Pattern[str], order: Callable[..., tuple[int, int, int, int, int]]
) -> Callable[[tzinfo, Era], Read]:
    def make(zone: tzinfo, _era: Era) -> Read:
        def read(text: str) -> float | None:
            found = pattern.match(text)
            if not found:
                return None
            try:
                year, month, day, hour, minute = order(*found.groups())
                base = datetime(year, month, day, hour, minute, tzinfo=zone).timestamp()
            except (ValueError, OverflowError, OSError):
                return None
            groups = found.groups()
            second, fraction = (groups[4], groups[5]) if pattern is _CTIME else (groups[5], groups[6])
            return base + _seconds(second, fraction)

        return read

    return make


def _ctime_order(name: str, day: str, hour: str, minute: str, *rest: str) -> tuple[int, int, int, int, int]:
    return int(rest[2]), MONTHS.get(name, 0), int(day), int(hour), int(minute)


def _day_order(
    day: str, name: str, year: str, hour: str, minute: str, *_: str
) -> tuple[int, int, int, int, int]:
    return int(year), MONTHS.get(name, 0), int(day), int(hour), int(minute)


def _yearless(pattern: re.Pattern[str]) -> Callable[[tzinfo, Era], Read]:
    def make(zone: tzinfo, era: Era) -> Read:
        known: dict[tuple[str, str, str, str], float | None] = {}
        last: datetime | None = None

        def minute(name: str, day: str, hour: str, minutes: str) -> float | None:
            nonlocal last
            month = MONTHS.get(name) or (int(name) if name.isdigit() else 0)

            def build(year: int) -> datetime:
                return datetime(year, month, int(day), int(hour), int(minutes), tzinfo=zone)

            try:
                last = era.first(build) if last is None else _nearest(build, last)
                return last.timestamp()
            except (ValueError, OverflowError, OSError):
                return None

        def read(text: str) -> float | None:
            found = pattern.match(text)
            if not found:
                return None
            *key, second, fraction = found.groups()
            place = (key[0], key[1], key[2], key[3])
            if place not in known:
                # A small memory, so that a year later the same day is read anew.
                if len(known) >= 64:
                    known.clear()
                known[place] = minute(*place)
            base = known[place]
            return None if base is None else base + _seconds(second, fraction)

        return read

    return make


def _nearest(build: Callable[[int], datetime], last: datetime) -> datetime:
    choices = [t for year in (last.year, last.year + 1, last.year - 1) if (t := _built(build, year))]
    for time in choices:
        if abs(time - last) <= _HALF_YEAR:
            return time
    if not choices:
        raise ValueError("no year has that day")
    return choices[0]


def _epoch(_zone: tzinfo, _era: Era) -> Read:
    def read(text: str) -> float | None:
        if not _EPOCH.match(text):
            return None
        seconds = float(text)
        while seconds >= 1e11:
            seconds /= 1000
        return seconds

    return read


_MAKERS: Final[Mapping[str, Callable[[tzinfo, Era], Read]]] = {
    "iso": _iso,
    "clf": _clf,
    "ctime": _whole(_CTIME, _ctime_order),
    "day": _whole(_DAY, _day_order),
    "syslog": _yearless(_SYSLOG),
    "klog": _yearless(_KLOG),
    "epoch": _epoch,
}

#: The names of all time forms.
FORMS: Final = frozenset(_MAKERS)
