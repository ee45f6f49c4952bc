"""Folds the lines of one log into few events, with bounded state. It keeps no lines.

What becomes an event:

* A template at level warning or worse, or without a level but with a word of failure in it: **one event for
  each burst**. A burst ends with ten minutes of silence of that template, so its start is a rise after
  silence. `details` holds `burst` (its number from "1") and `per_minute` (its peak).
* A template at a lower level: one event for each burst too, but only if it is rare (at most 20 lines in at
  most 2 bursts, or at most 8 lines: "starting …", "configuration reloaded"); else it is only counted. A program that starts at a
  deploy and again at its rollback is two events, because the story needs both.

At most 400 events: the less severe go first, of rare ones those with the fewest lines. `left_out` says how
many, `undated` how many lines had no time.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from howcome.evidence.importer import one_line
from howcome.evidence.model import Certainty, Event, LogLine

from .levels import RANKS
from .templates import mask

#: Seconds of silence after which a template begins a new burst.
SILENCE: Final = 600
MOST_TEMPLATES: Final = 20_000
MOST_EVENTS: Final = 400
#: Later bursts of one template are counted into its last one.
MOST_BURSTS: Final = 200
MOST_MINUTES: Final = 200_000
RARE_LINES: Final = 20
RARE_BURSTS: Final = 2
#: So few lines are told however they are spread (a setting that is changed in steps).
SINGLE_LINES: Final = 8

_FAILURE = re.compile(
    r"\b(?:error|exception|fail(?:ed|ure|s|ing)?|fatal|time(?:d[ -]?)?out|refused|denied|panic|oom|out of memory"
    r"|unavailable|unreachable|aborted|killed|crash(?:ed)?)\b|[a-z]Error\b|[a-z]Exception\b",
    re.IGNORECASE,
)

Key = tuple[str | None, str | None, str]


@dataclass(slots=True)
class Burst:
    """A run of lines of one template without ten minutes of silence. Times are epoch seconds."""

    first: float
    last: float
    line: int
    text: str
    count: int = 1
    minute: int = 0
    in_minute: int = 1
    peak: int = 1

    def add(self, time: float, line: LogLine) -> None:
        """Count one more line; `time` may lie before the burst's start by less than the silence."""
        self.count += 1
        minute = int(time // 60)
        if minute == self.minute:
            self.in_minute += 1
        else:
            self.minute, self.in_minute = minute, 1
        if self.in_minute > self.peak:
            self.peak = self.in_minute
        if time > self.last:
            self.last = time
        elif time < self.first:
            self.first, self.line, self.text = time, line.line, line.text


@dataclass(slots=True)
class Template:
    """Everything counted about one template of one service at one level."""

    count: int = 0
    bursts: list[Burst] = field(default_factory=list)

    def add(self, time: float, line: LogLine) -> None:
        """Count a line into the burst that it belongs to."""
        self.count += 1
        bursts = self.bursts
        if bursts:
            last = bursts[-1]
            if last.first - SILENCE <= time <= last.last + SILENCE or len(bursts) >= MOST_BURSTS:
                last.add(time, line)
                return
            if time < last.first:
                self._add_late(time, line)
                return
        bursts.append(_started(time, line))

    def _add_late(self, time: float, line: LogLine) -> None:
        place = bisect_right(self.bursts, time, key=lambda burst: burst.first)
        for burst in self.bursts[max(place - 1, 0) : place + 1]:
            if burst.first - SILENCE <= time <= burst.last + SILENCE:
                burst.add(time, line)
                return
        self.bursts.insert(place, _started(time, line))


def _started(time: float, line: LogLine) -> Burst:
    return Burst(time, time, line.line, one_line(line.text, 300), minute=int(time // 60))


class LogFold:
    """Takes the lines of one log one at a time. `certainty` is that of its times."""

    def __init__(self, certainty: Certainty = "exact") -> None:
        self.certainty = certainty
        self.templates: dict[Key, Template] = {}
        self.minutes: dict[int, dict[str | None, int]] = {}
        self.lines = 0
        self.undated = 0
        self.folded = 0
        self.left_out = 0
        self.first: float | None = None
        self.last: float | None = None

    def add(self, line: LogLine) -> None:
        """Count one line."""
        self.lines += 1
        time, level, text, service, _ = line
        if time is None or not -6e10 < time < 2.5e11:
            self.undated += 1
            return
        if self.first is None or time < self.first:
            self.first = time
        if self.last is None or time > self.last:
            self.last = time
        self._count_minute(int(time // 60), level)
        key = (service, level, mask(text))
        found = self.templates.get(key)
        if found is None:
            if len(self.templates) >= MOST_TEMPLATES:
                self.folded += 1
                key = (None, level, "other")
                found = self.templates.get(key)
            if found is None:
                found = self.templates[key] = Template()
        found.add(time, line)

    def _count_minute(self, minute: int, level: str | None) -> None:
        counts = self.minutes.get(minute)
        if counts is None:
            if len(self.minutes) >= MOST_MINUTES:
                return
            counts = self.minutes[minute] = {}
        counts[level] = counts.get(level, 0) + 1

    def per_minute(self) -> list[tuple[int, Mapping[str | None, int]]]:
        """(epoch seconds of the minute's start, lines by level), in time order."""
        return [(minute * 60, self.minutes[minute]) for minute in sorted(self.minutes)]

    def rises(self, source: str) -> list[Event]:
        """One event for each burst of a template that speaks of trouble, in time order, without a cap."""
        found = [
            _burst_event(source, key, burst, number, self.certainty)
            for key, template in self.templates.items()
            if _is_trouble(key)
            for number, burst in enumerate(template.bursts, 1)
        ]
        return _ordered(found)

    def rare(self, source: str) -> list[Event]:
        """One event for each burst of a rare template that does not speak of trouble, in time order, no cap."""
        found = [
            _burst_event(source, key, burst, None, self.certainty)
            for key, template in self.templates.items()
            if not _is_trouble(key) and _is_rare(template)
            for burst in template.bursts
        ]
        return _ordered(found)

    def events(self, source: str) -> list[Event]:
        """Rises and rare lines together, in time order, at most 400; sets `left_out`."""
        rises, rare = self.rises(source), self.rare(source)
        self.left_out = max(0, len(rises) + len(rare) - MOST_EVENTS)
        if self.left_out:
            rises = sorted(rises, key=lambda e: (RANKS[e.severity], -e.count))[:MOST_EVENTS]
            room = MOST_EVENTS - len(rises)
            rare = sorted(rare, key=lambda e: (RANKS[e.severity], -e.count))[:room]
        return _ordered([*rises, *rare])


def _is_rare(template: Template) -> bool:
    few = template.count <= RARE_LINES and len(template.bursts) <= RARE_BURSTS
    return few or template.count <= SINGLE_LINES


def _is_trouble(key: Key) -> bool:
    level = key[1]
    if level is None:
        return bool(_FAILURE.search(key[2]))
    return level in ("warning", "error", "fatal")


def _ordered(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda e: (e.time, int(e.key.removeprefix("line "))))


def _time(seconds: float) -> datetime:
    return datetime.fromtimestamp(round(seconds, 6), UTC)


def _burst_event(source: str, key: Key, burst: Burst, number: int | None, certainty: Certainty) -> Event:
    return Event(
        time=_time(burst.first),
        kind="log",
        text=one_line(burst.text, 300),
        source=source,
        key=f"line {burst.line}",
        until=_time(burst.last) if burst.last > burst.first else None,
        certainty=certainty,
        service=key[0],
        severity=key[1],
        count=burst.count,
        automatic=True,
        details={"burst": str(number), "per_minute": str(burst.peak)} if number else {},
    )
