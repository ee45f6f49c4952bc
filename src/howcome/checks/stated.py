"""Durations that a text states for the incident as a whole, compared with the marks of the timeline.

Owns which durations in prose mean the incident (and not a timeout, a cache or a delay) and when two
durations agree. Where it cannot tell, it finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime

from howcome.analysis.durations import order_problems, spell
from howcome.document import Document
from howcome.text.pattern import pattern

_NUMBER_WORDS = {
    "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0,
    "seven": 7.0, "eight": 8.0, "nine": 9.0, "ten": 10.0, "twelve": 12.0, "half an": 0.5, "half a": 0.5,
}  # fmt: skip
_AMOUNT = r"(?:\d{1,6}(?:\.\d{1,3})?|half an?|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
_UNIT = r"(?:days?|d|hours?|hrs?|h|minutes?|mins?|min|m|seconds?|secs?|s)"
_DURATION = pattern(
    rf"(?<![\w.:,-])(?P<about>(?:about|around|roughly|approximately|approx\.?|some|nearly|almost|over|more than|"
    rf"just under|just over|under|less than|up to|~|≈|circa|ca\.)\s?)?"
    rf"(?P<first>{_AMOUNT})(?:\s|-|(?<=\d))(?P<unit>{_UNIT})\b"
    rf"(?:,?\s?(?:and\s)?(?P<second>\d{{1,3}})\s?(?P<unit2>hours?|hrs?|h|minutes?|mins?|min|m|seconds?|secs?|s)\b)?",
    re.IGNORECASE,
)
_SECONDS = {"d": 86400, "h": 3600, "m": 60, "s": 1}
_BEFORE = pattern(
    r"(?:\blast(?:ed|ing|s)|\bduration(?:\sof|:|\swas|\sis)?|\btotal(?:\sof|:)?|\boutage\sof)\W{0,3}$",
    re.IGNORECASE,
)
_FOR = pattern(r"\b(?:for|during|over)\s(?:a\stotal\sof\s)?$", re.IGNORECASE)
_AFTER = pattern(
    r"[\s-](?:long\s)?(?:of\s)?(?:full\s|partial\s|total\s|complete\s)?"
    r"(?:outage|downtime|incident|degradation|disruption|interruption|unavailability)\b",
    re.IGNORECASE,
)
_HARM = pattern(
    r"\b(?:error|errors|fail\w*|unavailable|down|outage|degraded|could not|couldn't|unable|unreachable|offline|"
    r"interrupted|rejected|refused|timed out)\b",
    re.IGNORECASE,
)
_RANGE_BEFORE = pattern(r"\d\d:\d\d(?::\d\d)?\s?(?:Z|UTC|[A-Z]{3,4}|[+-]\d\d:?\d\d)?,?\s?\($")

_RANGED = pattern(
    r"(?<![\d:.~])(?:(?P<day>\d{4}-\d\d-\d\d)[T ])?(?P<first>\d{1,2}:\d\d)\s{0,2}(?:to|until|till|and|–|—|-)\s{0,2}"
    r"(?:(?P<day2>\d{4}-\d\d-\d\d)[T ])?(?P<last>\d{1,2}:\d\d)\s?(?:Z|UTC|GMT|[A-Z]{2,4}T)?,?\s{0,2}\("
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A duration of the incident that a text states: seconds, place in that text, and if it is rounded."""

    seconds: float
    start: int
    end: int
    rounded: bool
    words: str


def lengths(text: str) -> Iterator[Stated]:
    """All durations in `text`, whatever they measure."""
    for found in _DURATION.finditer(text):
        yield Stated(_seconds(found), *found.span(), bool(found["about"]), found.group().strip())


def stated_durations(text: str) -> Iterator[Stated]:
    """Durations in `text` that say how long the incident lasted."""
    for found in _DURATION.finditer(text):
        before = text[max(0, found.start() - 40) : found.start()]
        after = text[found.end() : found.end() + 40]
        sentence = text[text.rfind(". ", 0, found.start()) + 1 : found.end() + 120]
        means_incident = (
            _BEFORE.search(before)
            or _AFTER.match(after)
            or (_RANGE_BEFORE.search(before) and after.startswith(")"))
            or (_FOR.search(before) and _HARM.search(sentence))
        )
        if means_incident:
            yield Stated(_seconds(found), *found.span(), bool(found["about"]), found.group().strip())


def _seconds(found: re.Match[str]) -> float:
    first = found["first"].lower()
    amount = _NUMBER_WORDS.get(first)
    total = (amount if amount is not None else float(first)) * _SECONDS[found["unit"][0].lower()]
    if found["second"]:
        total += float(found["second"]) * _SECONDS[found["unit2"][0].lower()]
    return total


@dataclass(frozen=True, slots=True)
class Expected:
    """What the marks say: `seconds` of the impact, other ends of it, and spans from another beginning."""

    seconds: float
    formula: str
    until: tuple[float, ...]
    others: tuple[float, ...]


def expected_duration(document: Document) -> Expected | None:
    """Impact ended − impact started; else resolved − impact started; None where marks are missing."""
    times = document.marked
    if any(m.certainty in ("date-only", "unknown") for m in document.times.values()):
        times = {
            k: t for k, t in times.items() if document.times[k].certainty not in ("date-only", "unknown")
        }
    start = times.get("impact-started")
    end_mark = next((m for m in ("impact-ended", "resolved") if m in times), None)
    if start is None or end_mark is None or _stand_in_doubt(times, ("impact-started", end_mark)):
        return None
    seconds = (times[end_mark] - start).total_seconds()
    formula = f"{end_mark} − impact-started"
    until = _spans(times, ("impact-started",))
    if end_mark == "resolved":
        until += _unmarked_ends(document, times.get("mitigated", start), start)
    return Expected(seconds, formula, until, _spans(times, ("detected", "declared", "trigger")))


def _unmarked_ends(document: Document, after: datetime, start: datetime) -> tuple[float, ...]:
    """Where the end of the impact has no mark, any entry after the mitigation may be it."""
    moments = [e.moment.time for e in document.timeline if e.moment and e.moment.time]
    return tuple((time - start).total_seconds() for time in moments if time >= after)


def _stand_in_doubt(times: Mapping[str, datetime], marks: tuple[str, ...]) -> bool:
    """Whether one of these marks stands in an impossible order; TL-004 says that, and nothing can be derived."""
    wrong = [pair for pair in order_problems(times) if pair != ("impact-started", "detected")]
    return any(mark in pair for pair in wrong for mark in marks)


def _spans(times: Mapping[str, datetime], starts: tuple[str, ...]) -> tuple[float, ...]:
    return tuple(
        (times[end] - times[start]).total_seconds()
        for start in starts
        for end in ("mitigated", "resolved", "impact-ended")
        if start in times and end in times
    )


def disagrees(stated: Stated, expected: Expected) -> bool:
    """Whether a stated duration is none of those that the marks give.

    Agreement is within a minute; where the text says that it rounds, within a tenth or five minutes, but
    never more than a quarter; in days, within a tenth.
    """
    if expected.seconds < 0:
        return False
    bound = max(60.0, min(max(300.0, stated.seconds * 0.1), stated.seconds / 4)) if stated.rounded else 60.0
    if stated.seconds >= 2 * 86400:
        bound = max(bound, stated.seconds * 0.1)
    # An exact number that fits another pair of marks is most likely meant so; a rounded one may fit by chance.
    known = expected.until if stated.rounded else (*expected.until, *expected.others)
    return all(abs(stated.seconds - other) > bound for other in (expected.seconds, *known))


@dataclass(frozen=True, slots=True)
class Ranged:
    """A duration in parentheses behind the two clock times that it is computed from."""

    stated: Stated
    seconds: float
    ends: tuple[str, str]


def ranged_durations(text: str) -> Iterator[Ranged]:
    """`from 14:02 to 14:36 UTC (34 min)`, with what the two times give; not where both name a zone or a half day."""
    for found in _RANGED.finditer(text):
        stated = next(lengths(text[found.end() :]), None)
        if stated is None or stated.start > 0 or not text.startswith(")", found.end() + stated.end):
            continue
        days = 0
        if found["day"] and found["day2"] and (gap := _days(found["day"], found["day2"])) is not None:
            days = gap
        minutes = _clock(found["last"]) - _clock(found["first"]) + days * 1440
        if minutes < 0 and not days:
            minutes += 1440
        moved = Stated(stated.seconds, found.end(), found.end() + stated.end, stated.rounded, stated.words)
        yield Ranged(moved, minutes * 60.0, (found["first"], found["last"]))


def _clock(words: str) -> int:
    hours, minutes = words.split(":")
    return int(hours) * 60 + int(minutes)


def _days(first: str, last: str) -> int | None:
    with suppress(ValueError):
        return (date.fromisoformat(last) - date.fromisoformat(first)).days
    return None


def same(one: Stated, other: Stated) -> bool:
    """Whether two stated durations agree: within a minute, or within a tenth where one of them is rounded."""
    apart = abs(one.seconds - other.seconds)
    return apart <= 60 or ((one.rounded or other.rounded) and apart <= 0.1 * max(one.seconds, other.seconds))


def spelled(expected: Expected) -> str:
    """`34 min (impact-ended − impact-started)`."""
    return f"{spell(expected.seconds)} ({expected.formula})"
