"""Clock times that prose states for the incident, compared with those of the timeline.

Owns which times of a text belong to the incident; refuses to compare times that only a day is known of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from howcome.document import Document
from howcome.document.grammar import Impact
from howcome.document.moment import Clock, Moment, match_moment
from howcome.text.pattern import pattern

from .incident_times import counted_marks, in_order, instant

_TIME = pattern(r"(?<![\d:.,+-])(?:\d{4}-\d\d-\d\d[T ])?\d{1,2}:\d\d(?::\d\d)?(?![\d:]*\d%|\.\d)")
_HEDGE = pattern(
    r"(?:\b(?:about|around|roughly|approximately|before|after|nearly|almost|shortly)|~|≈|±)\s{0,2}\Z", re.I
)
_FROM = pattern(r"\b(?:from|between|for)\b[^.;]{0,30}\Z|\(\Z|[–—-]\Z", re.IGNORECASE)
_TO = pattern(
    r"\s{0,2}(?:Z|UTC|GMT|[A-Z]{2,4}T)?,?\s{0,2}(?:to|until|till|and|–|—|-)\s{0,2}(?:on\s)?", re.IGNORECASE
)
_DAY_BEFORE_TIME = pattern(
    r"(?<![\d-])(?P<day>\d{4}-\d\d-\d\d)[T,]?\s{0,2}(?:from\s|at\s|between\s)?(?P<time>\d{1,2}:\d\d)"
)
_STARTS = ("introduced", "trigger", "impact-started", "detected", "notified", "declared")
_ENDS = ("mitigated", "impact-ended", "resolved")
_NEAR = timedelta(minutes=1)
_MARGIN = timedelta(hours=1)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StatedTime:
    """A clock time of a text: when it is in UTC (on the day of the incident where it names none), and where."""

    at: datetime
    start: int
    end: int
    words: str


def known_times(document: Document) -> list[datetime]:
    """Every time that the timeline, the head's marks and the windows of the impact give."""
    found = [at for at, _ in in_order(document)]
    found += [at for e in document.timeline if (at := instant(e.end))]
    found += counted_marks(document).values()
    for item in document.impact:
        found += _window(item, document.clock)
    return found


def _window(item: Impact, clock: Clock) -> Iterator[datetime]:
    for part in (item.window or "").split("/"):
        moment = match_moment(part.strip(), 0, clock)
        at = instant(moment[0]) if moment else None
        if at:
            yield at


def times_near(document: Document, text: str, marks: Iterable[str], within: timedelta) -> bool:
    """Whether a text states a clock time near one of these marks; false where none of them is known."""
    known = counted_marks(document)
    start = _start(known) or min(known.values(), default=None)
    wanted = [known[mark] for mark in marks if mark in known]
    if start is None or not wanted:
        return False
    return any(
        abs(time.at - at) <= within for time in _times(document, text, start, hedged=True) for at in wanted
    )


def doubtful_times(document: Document, text: str) -> Iterator[StatedTime]:
    """Times in `text` that belong to the incident, by their clock or their range, and that nothing else gives."""
    marks = counted_marks(document)
    start = _start(marks)
    end = _end(marks, start)
    known = known_times(document)
    if start is None or end is None:
        return
    stated = sorted(_times(document, text, start), key=lambda time: time.start)
    ends = [time for time in _wrong_ends(text, stated, marks) if not _is_in_the_minute(time.at, known)]
    for time in stated:
        inside = start - 2 * _MARGIN <= time.at <= end + _MARGIN
        if time in ends or (inside and not _is_one_of(time.at, known)):
            yield time


def _start(marks: dict[str, datetime]) -> datetime | None:
    """The first harm; where it lasted for days or there was none, the first signal."""
    starts = [marks[m] for m in ("impact-started", "detected", "trigger") if m in marks]
    return next((at for at in starts if _end(marks, at)), None)


def _end(marks: dict[str, datetime], start: datetime | None) -> datetime | None:
    """The last of the closing marks that lies within a day of the beginning."""
    ends = [marks[m] for m in _ENDS if m in marks and start and start <= marks[m] <= start + _DAY]
    return max(ends, default=None)


def _is_one_of(at: datetime, known: Iterable[datetime]) -> bool:
    return any(abs(at - other) <= _NEAR for other in known)


def _is_in_the_minute(at: datetime, known: Iterable[datetime]) -> bool:
    """Whether an entry has this very minute, or rounds to it; a mark may be missing there, which TL-003 says."""
    return any(-_NEAR < at - other < _NEAR for other in known)


def _wrong_ends(text: str, stated: list[StatedTime], marks: dict[str, datetime]) -> list[StatedTime]:
    """Of ranges with one end at a mark, the other end where it is none."""
    found = []
    for first, last in pairwise(stated):
        if not _TO.fullmatch(text, first.end, last.start) or not _FROM.search(text[: first.start][-40:]):
            continue
        begins = _is_one_of(first.at, [marks[m] for m in _STARTS if m in marks])
        stops = _is_one_of(last.at, [marks[m] for m in _ENDS if m in marks])
        if begins != stops:
            found.append(last if begins else first)
    return found


def doubtful_days(document: Document, text: str) -> Iterator[StatedTime]:
    """Days that stand before a clock time of a mark, and on which the timeline has no entry."""
    marks = counted_marks(document)
    days = {e.moment.time.date() for e in document.timeline if e.moment and e.moment.time}
    days |= {at.date() for at in known_times(document)}
    for found in _DAY_BEFORE_TIME.finditer(text):
        day = _day_of(found["day"])
        moment = match_moment(text, found.start("time"), Clock(next(iter(days), None), document.clock.zone))
        clock = instant(moment[0]) if moment else None
        if day is None or day in days or clock is None:
            continue
        if any(clock.time() == at.time().replace(second=0, microsecond=0) for at in marks.values()):
            at = clock.replace(year=day.year, month=day.month, day=day.day)
            yield StatedTime(at, *found.span("day"), found["day"])


def _day_of(words: str) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(words)
    return None


def _times(document: Document, text: str, start: datetime, *, hedged: bool = False) -> Iterator[StatedTime]:
    """The clock times of a text; those that only stand nearby ("before 14:02") where `hedged`."""
    read: list[tuple[re.Match[str], Moment, datetime]] = []
    for found in _TIME.finditer(text):
        if not hedged and _HEDGE.search(text[max(0, found.start() - 20) : found.start()]):
            continue
        matched = match_moment(text, found.start(), Clock(start.date(), None))
        if matched and matched[0].time and matched[0].certainty != "date-only":
            read.append((found, matched[0], matched[0].time))
    zone = document.clock.zone or UTC
    for found, moment, time in reversed(read):
        # "from 14:02 to 14:36 UTC": the zone that stands last holds for what stands before it.
        zone = (time.tzinfo or zone) if moment.zone_given else zone
        at = time.replace(tzinfo=zone).astimezone(UTC)
        if "-" not in found.group():
            at = _on_its_day(at, start)
        yield StatedTime(at, *found.span(), found.group())


def _on_its_day(at: datetime, start: datetime) -> datetime:
    """A time without a day lies within half a day of the incident's beginning, or after it."""
    while at < start - _DAY / 2:
        at += _DAY
    while at >= start + _DAY / 2:
        at -= _DAY
    return at
