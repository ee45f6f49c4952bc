"""Finds when users were harmed and counts it, from requests alone. Without such evidence: nothing.

A minute counts as harmed when server errors are at least 5 % of its requests (and more than chance would
give), or stand far above what is usual in the evidence itself. Harmed minutes closer than five minutes
form one window. The rule is printed with the numbers, so that a reader can disagree.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import ceil
from operator import attrgetter
from statistics import median

from .traffic import Minute, Traffic, together

#: Share of failed requests from which a minute counts as harmed.
THRESHOLD = 0.05
#: Harmed minutes closer than this many minutes are one window.
GAP = 5
#: Standard deviations above the usual share from which a minute counts, below the threshold too.
FAR = 6.0
#: Requests a minute below which a minute alone says little, so that stretches beside it are looked at too.
_FEW = 200
_BESIDE = 15 * 60


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
    """The windows in which this traffic failed; None where it did not fail above chance.

    Where few requests come in a minute, several minutes are judged together: as many as bring twenty.
    """
    minutes = [m for m in traffic.minutes if m.total > 0]
    if len(minutes) < 3:
        return None
    usual = _usual_share(minutes)
    width = _width(minutes)
    bad = (
        [m for m in minutes if _is_harmed(m, usual)]
        if width == 1
        else _harmed_together(minutes, usual, width)
    )
    gap = max(GAP, 2 * width)
    groups: list[list[Minute]] = []
    for minute in bad:
        if groups and minute.start - groups[-1][-1].start <= gap * 60:
            groups[-1].append(minute)
        else:
            groups.append([minute])
    if median(m.total for m in minutes) < _FEW:
        groups = _joined(groups, minutes, usual)
    windows = tuple(
        _window(traffic, g[0].start, g[-1].start + 60) for g in groups if len(g) >= 2 or _is_burst(g[0])
    )
    return Harm(traffic, windows, usual) if windows else None


def _joined(groups: Sequence[list[Minute]], minutes: Sequence[Minute], usual: float) -> list[list[Minute]]:
    """Groups with what lies between and beside them where that fails as a whole, though no minute stands out."""
    joined: list[list[Minute]] = []
    for i, group in enumerate(groups):
        low = joined[-1][-1].start + 60 if joined else minutes[0].start
        high = groups[i + 1][0].start if i + 1 < len(groups) else minutes[-1].start + 60
        grown = _grown(group, _between(minutes, low, high), usual)
        near = bool(joined) and grown[0].start - joined[-1][-1].start <= GAP * 60
        if near or (joined and _is_harmed(_whole(minutes, low, grown[0].start), usual)):
            joined[-1] += grown
        else:
            joined.append(grown)
    return joined


def _grown(group: list[Minute], minutes: Sequence[Minute], usual: float) -> list[Minute]:
    """A group with the failures that follow it and come before it within a quarter of an hour, again and again."""
    first, last = group[0], group[-1]
    while _is_harmed(_whole(minutes, last.start + 60, last.start + 60 + _BESIDE), usual):
        last = [m for m in _between(minutes, last.start + 60, last.start + 60 + _BESIDE) if m.failed][-1]
    while _is_harmed(_whole(minutes, first.start - _BESIDE, first.start), usual):
        first = next(m for m in _between(minutes, first.start - _BESIDE, first.start) if m.failed)
    before, after = ([first] if first is not group[0] else []), ([last] if last is not group[-1] else [])
    return [*before, *group, *after]


def _between(minutes: Sequence[Minute], start: int, end: int) -> Sequence[Minute]:
    """The minutes that begin in [start, end); `minutes` are in order."""
    begins = attrgetter("start")
    return minutes[bisect_left(minutes, start, key=begins) : bisect_left(minutes, end, key=begins)]


def _whole(minutes: Sequence[Minute], start: int, end: int) -> Minute:
    """All of [start, end) as if it were one minute."""
    inside = _between(minutes, start, end)
    return Minute(start, sum(m.total for m in inside), sum(m.failed for m in inside))


def _width(minutes: Sequence[Minute]) -> int:
    """How many minutes are judged together."""
    typical = median(m.total for m in minutes)
    return 1 if typical >= 20 else min(15, ceil(20 / max(typical, 0.5)))


def _harmed_together(minutes: Sequence[Minute], usual: float, width: int) -> list[Minute]:
    """Minutes with failures inside of a stretch of `width` minutes that is harmed as a whole."""
    harmed: dict[int, Minute] = {}
    for start in range(minutes[0].start, minutes[-1].start + 60, 60):
        whole = _whole(minutes, start, start + width * 60)
        if _is_harmed(whole, usual):
            inside = _between(minutes, start, start + width * 60)
            harmed.update({m.start: m for m in inside if m.failed})
    return [harmed[t] for t in sorted(harmed)]


def _usual_share(minutes: Sequence[Minute]) -> float:
    """The share of failures in the better half of the minutes: what is normal for this evidence."""
    ordered = sorted(minutes, key=lambda m: m.failed / m.total)
    half = ordered[: max(1, len(ordered) // 2)]
    total = sum(m.total for m in half)
    return (sum(m.failed for m in half) / total) if total else 0.0


def _is_harmed(minute: Minute, usual: float) -> bool:
    if not minute.total:
        return False
    share = minute.failed / minute.total
    expected = max(usual, 0.002)
    spread = (expected * (1 - expected) / minute.total) ** 0.5
    far = share > expected + FAR * spread and minute.failed >= 3
    return far and (share >= THRESHOLD or share >= 8 * expected)


def _is_burst(minute: Minute) -> bool:
    """One minute alone is a window only if it is plain."""
    return minute.failed >= 10 and minute.failed / minute.total >= 0.2


def _window(traffic: Traffic, start: int, end: int) -> Window:
    _, total, failed = _whole(traffic.minutes, start, end)
    return Window(datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(end, UTC), total, failed)


def choose(harms: Sequence[Harm]) -> Harm | None:
    """The harm of one incident out of all counts of it.

    Counts of the same failures (a log and a metric, a log of errors and one of everything) speak with one
    voice: the most complete. Counts of different services that failed together are added up.
    """
    counted = [h for h in harms if not h.traffic.relative] or list(harms)
    voices: list[list[Harm]] = []
    for harm in sorted(counted, key=lambda h: -h.failed):
        same = next((v for v in voices if any(_same_failures(harm, other) for other in v)), None)
        if same is None:
            voices.append([harm])
        else:
            same.append(harm)
    spoken = [_most_complete(v) for v in voices]
    if not spoken:
        return None
    first = spoken[0]
    kind = [h for h in spoken if bool(h.traffic.logs) == bool(first.traffic.logs)]
    others = [h for h in kind[1:] if h.failed >= 0.1 * first.failed and _overlap(h, first)]
    sum_of_others = sum(h.failed for h in others)
    if (
        not others
        or abs(sum_of_others - first.failed) <= 0.1 * first.failed
        or not _are_services([first, *others])
    ):
        return first
    return find_harm(together([h.traffic for h in [first, *others]])) or first


def _most_complete(harms: Sequence[Harm]) -> Harm:
    most = max(h.failed for h in harms)
    near = [h for h in harms if h.failed >= 0.8 * most]
    logs = [h for h in near if h.traffic.logs and h.total >= 0.5 * max(n.total for n in near)]
    return max(logs or near, key=lambda h: h.total)


def _same_failures(a: Harm, b: Harm) -> bool:
    """Whether two counts are of the same failures: nearly as many, over nearly the same time."""
    alike = abs(a.failed - b.failed) <= 0.15 * max(a.failed, b.failed)
    apart = abs((a.start - b.start).total_seconds()) + abs((a.end - b.end).total_seconds())
    return alike and apart <= max(300.0, 0.2 * a.seconds)


def _overlap(a: Harm, b: Harm) -> bool:
    return a.start <= b.end and b.start <= a.end


def _are_services(harms: Sequence[Harm]) -> bool:
    """Whether the counts are of services that are named apart, none of them standing before the others."""
    names = [h.traffic.service or h.traffic.name for h in harms]
    edge = any(
        re.search(r"edge|gateway|ingress|proxy|balancer|frontend|cdn|envoy", n, re.IGNORECASE) for n in names
    )
    return len(set(names)) == len(names) and not edge


def within(harm: Harm, since: datetime, until: datetime) -> Harm | None:
    """The harm of one incident: windows that touch the time from `since` to `until`."""
    windows = tuple(w for w in harm.windows if w.start <= until and w.end >= since)
    return Harm(harm.traffic, windows, harm.usual) if windows else None
