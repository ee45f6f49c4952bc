"""Axes: from times and numbers to places, ticks that people can read, labels that do not overlap."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from howcome.publishing.writing import in_zone

from .svg import width

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_STEPS = (
    1, 2, 5, 10, 15, 30, _MINUTE, 2 * _MINUTE, 5 * _MINUTE, 10 * _MINUTE, 15 * _MINUTE, 30 * _MINUTE, _HOUR,
    2 * _HOUR, 3 * _HOUR, 6 * _HOUR, 12 * _HOUR, _DAY, 2 * _DAY, 7 * _DAY, 14 * _DAY, 30 * _DAY, 91 * _DAY,
    365 * _DAY, 3650 * _DAY, 36500 * _DAY, 365000 * _DAY,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TimeScale:
    """Maps `start`..`end` to `left`..`right`; times outside go to the nearer edge."""

    start: datetime
    end: datetime
    left: float
    right: float

    def at(self, time: datetime) -> float:
        """The x of a time."""
        whole = (self.end - self.start).total_seconds() or 1.0
        part = (time - self.start).total_seconds() / whole
        return self.left + (self.right - self.left) * min(max(part, 0.0), 1.0)

    def ticks(self, zone: tzinfo, most: int = 8) -> list[tuple[float, str]]:
        """Places and labels of round times on the clocks of `zone`; the first of a day carries the date."""
        whole = (self.end - self.start).total_seconds()
        step = next((s for s in _STEPS if whole / s <= most), _STEPS[-1])
        first = in_zone(self.start, zone)
        midnight = first.replace(hour=0, minute=0, second=0, microsecond=0)
        passed = (first - midnight).total_seconds()
        count = math.ceil(passed / step)
        found: list[tuple[float, str]] = []
        day_before = None
        for _ in range(most + 2):
            try:
                time = midnight + timedelta(seconds=count * step)
            except OverflowError:
                break
            if time > self.end:
                break
            found.append((self.at(time), _label(time, step, new_day=time.date() != day_before)))
            day_before = time.date()
            count += 1
        return found


def _label(time: datetime, step: int, *, new_day: bool) -> str:
    if step >= _DAY:
        return f"{time:%Y-%m-%d}" if new_day else ""
    if new_day and not (time.hour or time.minute or time.second):
        return f"{time:%m-%d}"
    return f"{time:%H:%M:%S}" if step < _MINUTE else f"{time:%H:%M}"


def spread(start: datetime, end: datetime, part: float = 0.04) -> tuple[datetime, datetime]:
    """The same time with a little room at both sides, at least a minute in all."""
    room = max((end - start) * part, timedelta(seconds=30))
    try:
        return start - room, end + room
    except OverflowError:
        return start, end


def number_ticks(low: float, high: float, most: int = 5) -> list[float]:
    """Round numbers that cover `low`..`high`."""
    if not (math.isfinite(low) and math.isfinite(high)) or high <= low:
        return [low, low + 1] if math.isfinite(low) and abs(low) < 1e15 else [0.0, 1.0]
    raw = (high - low) / most
    if not math.isfinite(raw) or raw <= 0:
        return [low, high]
    power = 10.0 ** math.floor(math.log10(raw))
    step = next((power * f for f in (1, 2, 2.5, 5, 10) if power * f >= raw * 0.999), power * 10)
    first = math.floor(low / step)
    last = math.ceil(high / step)
    return [i * step for i in range(first, min(last, first + 20) + 1)]


def stair(labels: Sequence[tuple[float, str]], size: float, gap: float = 10) -> list[int]:
    """A row for each label, from the top (0), so that no label covers another or another's line downwards.

    `labels` are (x, words), ordered by x; each stands to the right of its line, which goes down from it.
    """
    rows: list[int] = []
    for i, (x, _) in enumerate(labels):
        covering = [
            rows[j] for j in range(i) if labels[j][0] <= x < labels[j][0] + width(labels[j][1], size) + gap
        ]
        rows.append(max(covering) + 1 if covering else 0)
    return rows


@dataclass(frozen=True, slots=True)
class Label:
    """Words beside a line that goes down from them at `x`; `before` it where there is no room behind it."""

    x: float
    words: str
    row: int
    before: bool = False

    @property
    def at(self) -> float:
        """The x of the words, whose anchor is their end where they stand before the line."""
        return self.x - 5 if self.before else self.x + 5


def labelled(labels: Sequence[tuple[float, str]], size: float, right: float) -> list[Label]:
    """A place for each label, ordered by x, so that none is cut at `right` and none covers another or its line."""
    wide = [width(words, size) for _, words in labels]
    first = next((i for i, (x, _) in enumerate(labels) if x + 5 + wide[i] > right), len(labels))
    # A label whose words would reach over the line of one that stands before its own has to do the same.
    while 0 < first < len(labels) and labels[first - 1][0] + 15 + wide[first - 1] > labels[first][0]:
        first -= 1
    mirrored = [(-x, words) for x, words in reversed(labels[first:])]
    late = list(reversed(stair(mirrored, size)))
    rows: list[int] = []
    for i, (x, _) in enumerate(labels[:first]):
        covering = [rows[j] for j in range(i) if x < labels[j][0] + wide[j] + 10]
        end = x + 15 + wide[i]
        covering += [
            r
            for r, k in zip(late, range(first, len(labels)), strict=True)
            if labels[k][0] - 15 - wide[k] < end
        ]
        rows.append(max(covering) + 1 if covering else 0)
    rows += late
    return [Label(x, words, rows[i], i >= first) for i, (x, words) in enumerate(labels)]
