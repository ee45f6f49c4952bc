"""Marks of an incident and the durations between them; a missing mark is a missing duration, never a guess."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from howcome.document.grammar import MARKS as MARKS

_MEASURES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("time-to-detect", "Time to detect", "detected", ("impact-started",)),
    ("time-to-notify", "Time to notify", "notified", ("detected",)),
    ("time-to-acknowledge", "Time to acknowledge", "acknowledged", ("notified", "detected")),
    ("time-to-declare", "Time to declare", "declared", ("detected",)),
    ("time-to-diagnose", "Time to diagnose", "diagnosed", ("detected",)),
    ("time-to-mitigate", "Time to mitigate", "mitigated", ("impact-started",)),
    ("impact-duration", "Impact duration", "impact-ended", ("impact-started",)),
    ("time-to-resolve", "Time to resolve", "resolved", ("impact-started",)),
)

# Detection may come before the first harm; that needs a note, so it is reported like the others. Harm may
# outlast mitigation, and a call may be declared before or after anybody is paged: these pairs stay free.
_ORDER: tuple[tuple[str, str], ...] = (
    ("introduced", "trigger"),
    ("introduced", "impact-started"),
    ("trigger", "impact-started"),
    ("impact-started", "detected"),
    ("impact-started", "mitigated"),
    ("impact-started", "impact-ended"),
    ("impact-started", "resolved"),
    ("detected", "notified"),
    ("detected", "acknowledged"),
    ("detected", "declared"),
    ("detected", "diagnosed"),
    ("detected", "mitigated"),
    ("detected", "resolved"),
    ("notified", "acknowledged"),
    ("acknowledged", "mitigated"),
    ("acknowledged", "resolved"),
    ("mitigated", "impact-ended"),
    ("mitigated", "resolved"),
    ("impact-ended", "resolved"),
)

_MINUTE = 60
_HOUR = 60 * _MINUTE


@dataclass(frozen=True, slots=True)
class Duration:
    """One measured duration: `seconds` from `start_mark` to `end_mark` (negative when the end came first).

    `name` is a stable key, `label` plain words, `formula` the subtraction that was done.
    """

    name: str
    label: str
    start_mark: str
    end_mark: str
    seconds: float
    formula: str


def durations(times: Mapping[str, datetime]) -> list[Duration]:
    """The durations that the known marks give, in the order of the table of definitions.

    All times must be zone-aware, or none. Definitions: detection, mitigation, restoration and resolution
    count from the first harm; acknowledgement from the notification, or from the detection where no
    notification is known.
    """
    found: list[Duration] = []
    for name, label, end, starts in _MEASURES:
        start = next((mark for mark in starts if mark in times), None)
        if start is None or end not in times:
            continue
        seconds = (times[end] - times[start]).total_seconds()
        found.append(Duration(name, label, start, end, seconds, f"{end} − {start}"))
    return found


def spell(seconds: float) -> str:
    """A duration in plain words, at most two units: "45 s", "34 min", "1 h 12 min", "2 d 4 h", "−3 min"."""
    total = round(abs(seconds))
    sign = "−" if seconds < 0 and total else ""
    if total < _MINUTE:
        return f"{sign}{total} s"
    minutes = round(total / _MINUTE)
    if minutes < 60:
        return f"{sign}{minutes} min"
    if minutes < 24 * 60:
        return sign + _two(*divmod(minutes, 60), "h", "min")
    return sign + _two(*divmod(round(total / _HOUR), 24), "d", "h")


def _two(large: int, small: int, large_name: str, small_name: str) -> str:
    return f"{large} {large_name} {small} {small_name}" if small else f"{large} {large_name}"


def order_problems(times: Mapping[str, datetime]) -> list[tuple[str, str]]:
    """Pairs (earlier mark, later mark) whose times stand the other way round.

    The order asked for: introduced ≤ trigger ≤ impact-started ≤ detected ≤ notified ≤ acknowledged ≤
    mitigated ≤ impact-ended ≤ resolved, with declared and diagnosed after detected (rule TL-004). A pair
    is left out where a mark between the two explains it already.
    """
    wrong = [pair for pair in _ORDER if _stands_wrong(times, *pair)]
    return [pair for pair in wrong if not _explained(pair, wrong, times)]


def _stands_wrong(times: Mapping[str, datetime], first: str, second: str) -> bool:
    return first in times and second in times and times[second] < times[first]


def _explained(pair: tuple[str, str], wrong: list[tuple[str, str]], times: Mapping[str, datetime]) -> bool:
    first, second = pair
    between = (mark for a, mark in _ORDER if a == first and (mark, second) in _ORDER and mark in times)
    return any((first, mark) in wrong or (mark, second) in wrong for mark in between)
