"""Times as people and tools write them in a document, read with their certainty."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from howcome.text.pattern import pattern

Certainty = Literal["exact", "approximate", "zone-assumed", "date-only", "unknown"]

#: Abbreviations whose meaning is not in doubt among those who write postmortems (minutes east of UTC).
ZONES = {
    "Z": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "CEST": 120, "EET": 120,
    "EEST": 180, "MSK": 180, "EST": -300, "EDT": -240, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480,
    "PDT": -420, "JST": 540, "AEST": 600, "AEDT": 660, "SGT": 480,
}  # fmt: skip

#: Abbreviations with more than one meaning: read as a zone, but as an unknown one.
AMBIGUOUS = ("IST", "CST", "AST", "ECT", "SST", "PHT")
_NAMES = "|".join(sorted({*ZONES, *AMBIGUOUS} - {"Z"}, key=len, reverse=True))
_ZONE = rf"(?P<zone>Z|[+-]\d\d:?\d\d|[+-]\d\d(?!\d)|(?:UTC|GMT)\s?[+-]\d{{1,2}}(?::?\d\d)?|{_NAMES})?"
_CLOCK = r"(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<fraction>\d{1,9}))?)?"
_ABOUT = r"(?P<about>~|≈|(?:approx(?:imately|\.)?|about|around|circa|ca\.)\s)?\s*"
_FULL = pattern(
    rf"{_ABOUT}(?P<date>\d{{4}}-\d\d-\d\d)"
    rf"(?:[T ]\s?~?{_CLOCK}(?:\s?(?P<half>[AaPp])\.?[Mm]\.?)?\s?{_ZONE}(?!\w))?"
)
_CLOCK_ONLY = pattern(rf"{_ABOUT}{_CLOCK}(?:\s?(?P<half>[AaPp])\.?[Mm]\.?)?\s?{_ZONE}(?!\w)")
_UNTIL = pattern(r"\s*(?:–|—|-|to|until)\s*(?=~?\d)")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time with how sure it is. `time` is None where the words give no date; `words` are as written."""

    time: datetime | None
    certainty: Certainty
    words: str
    zone_given: bool = False
    unknown_zone: str | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """What a bare time is read with: the date that holds here, and the zone (None: nothing was said)."""

    day: date | None = None
    zone: tzinfo | None = None


def zone_of(name: str) -> tzinfo | None:
    """A zone by abbreviation, offset (`+02:00`, `UTC+2`) or IANA name; None if there is no such zone."""
    word = name.strip()
    if word.upper() in ZONES:
        return timezone(timedelta(minutes=ZONES[word.upper()])) if ZONES[word.upper()] else UTC
    found = re.fullmatch(r"(?:(?:UTC|GMT)\s?)?([+-])(\d{1,2}):?(\d\d)?", word)
    if found:
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        return (
            timezone(timedelta(minutes=minutes if found[1] == "+" else -minutes)) if minutes < 1440 else None
        )
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)+", word):
        return None
    try:
        return ZoneInfo(word)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def match_moment(text: str, at: int, clock: Clock) -> tuple[Moment, int] | None:
    """The moment that begins at offset `at` and where it ends; None if none begins there."""
    found = _FULL.match(text, at) or _CLOCK_ONLY.match(text, at)
    if not found:
        return None
    return _moment(found, clock), at + len(found.group().rstrip())


def match_until(text: str, at: int, start: Moment, clock: Clock) -> tuple[Moment, int] | None:
    """The end of a range (`14:02–14:08Z`) that begins at offset `at`, and where it ends."""
    dash = _UNTIL.match(text, at)
    if not dash:
        return None
    day = start.time.date() if start.time else clock.day
    zone = start.time.tzinfo if start.time and start.zone_given else clock.zone
    found = _FULL.match(text, dash.end()) or _CLOCK_ONLY.match(text, dash.end())
    if not found or (found.groupdict().get("hour") is None):
        return None
    moment = _moment(found, Clock(day, zone))
    if moment.time and start.time and moment.time < start.time and not found.groupdict().get("date"):
        moment = Moment(moment.time + timedelta(days=1), moment.certainty, moment.words, moment.zone_given)
    return moment, found.start() + len(found.group().rstrip())


def read_moment(raw: str, clock: Clock) -> Moment | None:
    """A whole text as one moment, or None."""
    found = match_moment(raw.strip(), 0, clock)
    return found[0] if found and found[1] == len(raw.strip()) else None


def _moment(found: re.Match[str], clock: Clock) -> Moment:
    part = found.groupdict()
    words = found.group().strip()
    about = bool(part["about"]) or "~" in words
    try:
        day = date.fromisoformat(part["date"]) if part.get("date") else clock.day
        if part["hour"] is None and day is not None:
            return Moment(
                datetime(day.year, day.month, day.day, tzinfo=clock.zone or UTC), "date-only", words
            )
        hour = int(part["hour"])
        if part["half"]:
            hour = hour % 12 + (12 if part["half"] in "pP" else 0)
        micro = int((part["fraction"] or "0")[:6].ljust(6, "0"))
        zone = zone_of(part["zone"]) if part["zone"] else None
        given = zone is not None
        unknown = part["zone"] if part["zone"] and zone is None else None
        zone = zone or clock.zone
        if day is None:
            return Moment(None, "unknown", words, given, unknown)
        time = datetime(
            day.year, day.month, day.day, hour, int(part["minute"]), int(part["second"] or 0), micro
        )
        sure = zone is not None and unknown is None
        certainty: Certainty = "approximate" if about else "exact" if sure else "zone-assumed"
        return Moment(time.replace(tzinfo=zone or UTC), certainty, words, given, unknown)
    except (ValueError, OverflowError):
        return Moment(None, "unknown", words)


def write_moment(time: datetime, *, seconds: bool | None = None) -> str:
    """A time as the format writes it: `2026-11-20 14:02Z`, with seconds where they are not zero."""
    show = time.second != 0 if seconds is None else seconds
    text = time.strftime("%Y-%m-%d %H:%M:%S" if show else "%Y-%m-%d %H:%M")
    offset = time.utcoffset()
    if not offset:
        return text + "Z"
    minutes = int(offset.total_seconds() // 60)
    return f"{text}{'+' if minutes >= 0 else '-'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
