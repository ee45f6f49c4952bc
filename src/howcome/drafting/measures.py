"""Metrics that moved with the incident: which gauge left its usual range, from what to what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median

from howcome.evidence.model import Series, address_of

from .incident import Scope

#: How many robust standard deviations a metric must move to be told, and how many are told.
_FAR = 8.0
_MOST = 3


@dataclass(frozen=True)
class Metric:
    """A metric that moved: its usual value, when it left it, and the value furthest from it in the incident,
    with its time `at`."""

    series: Series
    usual: float
    extreme: float
    left: datetime
    at: datetime
    far: float

    @property
    def address(self) -> str:
        return address_of(self.series.source, self.series.key)

    @property
    def name(self) -> str:
        """The metric's name with the labels that tell it from others."""
        labels = {k: v for k, v in self.series.labels.items() if k not in ("job", "__name__")}
        inside = ", ".join(f"{k}={v}" for k, v in sorted(labels.items())[:3])
        name = self.series.name or self.series.source
        return f"{name}{{{inside}}}" if inside else name


def telling_metrics(series: Sequence[Series], scope: Scope, began: datetime) -> list[Metric]:
    """The metrics that moved furthest from what was usual before `began`, one for each name."""
    end = scope.harm.end if scope.harm else scope.end
    found = [m for m in (_moved(s, began.timestamp(), end.timestamp()) for s in series) if m]
    best: dict[str, Metric] = {}
    for metric in sorted(found, key=lambda m: -m.far):
        best.setdefault(metric.series.name or metric.series.source, metric)
    return list(best.values())[:_MOST]


def _moved(one: Series, began: float, end: float) -> Metric | None:
    before = [v for t, v in one.points if t < began - 600]
    during = [(t, v) for t, v in one.points if began - 600 <= t <= end]
    if (
        len(before) < 10
        or len(during) < 3
        or any(k in one.labels for k in ("code", "status", "status_code", "le"))
    ):
        return None
    usual = median(before)
    spread = 1.4826 * median(abs(v - usual) for v in before)
    spread = max(spread, abs(usual) * 0.02, 1e-9)
    typical = median(v for _, v in during[len(during) // 3 :])
    far = abs(typical - usual) / spread
    if far < _FAR:
        return None
    at, extreme = max(during, key=lambda p: abs(p[1] - usual))
    quarter = max(4 * spread, 0.25 * abs(extreme - usual))
    left = next((t for t, v in during if abs(v - usual) >= quarter), during[0][0])
    left_at, extreme_at = (datetime.fromtimestamp(t, UTC) for t in (left, at))
    return Metric(one, usual, extreme, left_at, extreme_at, far)


def thinned(points: Sequence[tuple[float, float]], most: int = 240) -> list[tuple[float, float]]:
    """At most `most` points; of each stretch the one furthest from its median stays, so that peaks remain."""
    if len(points) <= most:
        return list(points)
    step = len(points) / most
    kept = []
    for i in range(most):
        part = points[int(i * step) : max(int(i * step) + 1, int((i + 1) * step))]
        middle = median(v for _, v in part)
        kept.append(max(part, key=lambda p: abs(p[1] - middle)))
    return kept
