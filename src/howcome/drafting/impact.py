"""Finds when users were harmed and counts it, from requests alone. Without such evidence: nothing.

A minute counts as harmed when server errors are at least 5 % of its requests (and more than chance would
give), or stand far above what is usual in the evidence itself. Harmed minutes closer than five minutes
form one window. The rule is printed with the numbers, so that a reader can disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from .traffic import Minute, Traffic

#: Share of failed requests from which a minute counts as harmed.
THRESHOLD = 0.05
#: Harmed minutes closer than this many minutes are one window.
GAP = 5
#: Standard deviations above the usual share from which a minute counts, below the threshold too.
FAR = 6.0


@dataclass(frozen=True)
class Window:
    """One stretch of harm: [start, end), with its requests."""

    start: datetime
    end: datetime
    total: float
    failed: float

    @property
    def seconds(self) -> float:
        return (self.end - self.start).total_seconds()

    @property
    def share(self) -> float:
        return self.failed / self.total if self.total else 0.0


@dataclass(frozen=True)
class Harm:
    """All windows of one kind of traffic, and what its evidence usually shows."""

    traffic: Traffic
    windows: tuple[Window, ...]
    usual: float

    @property
    def start(self) -> datetime:
        return self.windows[0].start

    @property
    def end(self) -> datetime:
        return self.windows[-1].end

    @property
    def total(self) -> float:
        return sum(w.total for w in self.windows)

    @property
    def failed(self) -> float:
        return sum(w.failed for w in self.windows)

    @property
    def share(self) -> float:
        return self.failed / self.total if self.total else 0.0

    @property
    def seconds(self) -> float:
        """Harmed time: the windows together, without what lies between."""
        return sum(w.seconds for w in self.windows)


def find_harm(traffic: Traffic) -> Harm | None:
    """The windows in which this traffic failed; None where it did not fail above chance."""
    minutes = [m for m in traffic.minutes if m.total > 0]
    if len(minutes) < 3:
        return None
    usual = _usual_share(minutes)
    bad = [m for m in minutes if _is_harmed(m, usual)]
    groups: list[list[Minute]] = []
    for minute in bad:
        if groups and minute.start - groups[-1][-1].start <= GAP * 60:
            groups[-1].append(minute)
        else:
            groups.append([minute])
    windows = tuple(
        _window(traffic, g[0].start, g[-1].start + 60) for g in groups if len(g) >= 2 or _is_burst(g[0])
    )
    return Harm(traffic, windows, usual) if windows else None


def _usual_share(minutes: Sequence[Minute]) -> float:
    """The share of failures in the better half of the minutes: what is normal for this evidence."""
    ordered = sorted(minutes, key=lambda m: m.failed / m.total)
    half = ordered[: max(1, len(ordered) // 2)]
    total = sum(m.total for m in half)
    return (sum(m.failed for m in half) / total) if total else 0.0


def _is_harmed(minute: Minute, usual: float) -> bool:
    share = minute.failed / minute.total
    expected = max(usual, 0.002)
    spread = (expected * (1 - expected) / minute.total) ** 0.5
    far = share > expected + FAR * spread and minute.failed >= 3
    return far and (share >= THRESHOLD or share >= 8 * expected)


def _is_burst(minute: Minute) -> bool:
    """One minute alone is a window only if it is plain."""
    return minute.failed >= 10 and minute.failed / minute.total >= 0.2


def _window(traffic: Traffic, start: int, end: int) -> Window:
    if traffic.exact:
        count = traffic.exact.tally.count(start, end)
        total, failed = float(count.total), float(count.failed)
    else:
        inside = [m for m in traffic.minutes if start <= m.start < end]
        total, failed = sum(m.total for m in inside), sum(m.failed for m in inside)
    return Window(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC), total, failed)


def choose(harms: Sequence[Harm]) -> Harm | None:
    """Of several counts of the same failures the most complete: many failed ones first, then all requests."""
    if not harms:
        return None
    most = max(h.failed for h in harms)
    near = [h for h in harms if h.failed >= 0.8 * most]
    exact = [h for h in near if h.traffic.exact and h.total >= 0.5 * max(n.total for n in near)]
    return max(exact or near, key=lambda h: h.total)


def within(harm: Harm, since: datetime, until: datetime) -> Harm | None:
    """The harm of one incident: windows that touch the time from `since` to `until`."""
    windows = tuple(w for w in harm.windows if w.start <= until and w.end >= since)
    return Harm(harm.traffic, windows, harm.usual) if windows else None
