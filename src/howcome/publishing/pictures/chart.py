"""Charts over time: lines with axes, a unit and a source; the impact shaded, marks as lines.

Reads the JSON of a `howcome-chart` block; what is not understood is None, never an error.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from howcome.document.quantity import write_number

from .axis import TimeScale, labelled, number_ticks, spread
from .svg import box_at, line_at, number, picture, text_at, width, words

_WIDE, _PLOT, _RIGHT = 806.0, 180.0, 64.0
#: The marks that a chart names; the impact itself is shaded.
_NAMED = ("trigger", "detected", "mitigated", "resolved")
_MOST_SERIES, _MOST_POINTS, _DRAWN_POINTS = 6, 200_000, 600


@dataclass(frozen=True, slots=True)
class Series:
    """One line: points of (zone-aware time, value), ordered by time; None is a gap."""

    name: str
    points: tuple[tuple[datetime, float | None], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """What a chart block says. `window` is the time of the impact, `section` where the chart wants to stand."""

    title: str
    unit: str
    source: str
    section: str
    series: tuple[Series, ...]
    window: tuple[datetime, datetime] | None


def read_chart(body: str) -> Chart | None:
    """The chart that JSON states; None for anything else. Never raises."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not isinstance(found.get("series"), list):
        return None
    series = tuple(s for s in map(_series, found["series"][:_MOST_SERIES]) if s)
    if not series:
        return None
    return Chart(
        _text(found.get("title")) or "Chart",
        _text(found.get("unit")),
        _text(found.get("source")),
        _text(found.get("section")).lower(),
        series,
        _window(found.get("window")),
    )


def _text(value: Any) -> str:
    return value.strip()[:300] if isinstance(value, str) else ""


def _series(found: Any) -> Series | None:
    if not isinstance(found, dict) or not isinstance(found.get("points"), list):
        return None
    points: list[tuple[datetime, float | None]] = []
    for pair in found["points"][:_MOST_POINTS]:
        if not isinstance(pair, list) or len(pair) != 2:
            continue
        time, value = _time(pair[0]), pair[1]
        if time is None:
            continue
        numeric = isinstance(value, int | float) and not isinstance(value, bool)
        points.append((time, _finite(value) if numeric else None))
    points.sort(key=lambda p: p[0])
    if not any(v is not None for _, v in points):
        return None
    return Series(_text(found.get("name")) or "series", tuple(points))


def _finite(value: Any) -> float | None:
    try:
        found = float(value)
    except (OverflowError, ValueError):
        return None
    return found if math.isfinite(found) and abs(found) < 1e15 else None


def _time(value: Any) -> datetime | None:
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        found = datetime.fromisoformat(value)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _window(found: Any) -> tuple[datetime, datetime] | None:
    if not isinstance(found, list) or len(found) != 2:
        return None
    start, end = _time(found[0]), _time(found[1])
    return (start, end) if start and end and start <= end else None


def draw_chart(
    chart: Chart,
    name: str,
    marks: Mapping[str, datetime],
    window: tuple[datetime, datetime] | None = None,
) -> str:
    """The picture of a chart. `name` is unique on the page; `window` is shaded where the chart has none."""
    times = [t for s in chart.series for t, _ in s.points]
    values = [v for s in chart.series for _, v in s.points if v is not None]
    start, end = min(times), max(times)
    if start == end:
        start, end = spread(start, end)
    ticks = number_ticks(min(0.0, *values), max(0.0, *values))
    left = max(width(write_number(t), 12) for t in ticks) + 14
    scale = TimeScale(start, end, left, _WIDE - _RIGHT)
    named = sorted((t, m) for m, t in marks.items() if m in _NAMED and start <= t <= end)
    labels = [(scale.at(t), m.replace("-", " ")) for t, m in named]
    placed = labelled(labels, 11, _WIDE)
    top = (max((p.row for p in placed), default=-1) + 1) * 16.0 + 30
    bottom = top + _PLOT
    parts = [text_at(0, 12, chart.unit, "unit")]
    shaded = chart.window or window
    if shaded and shaded[1] > start and shaded[0] < end:
        x1, x2 = scale.at(shaded[0]), scale.at(shaded[1])
        parts.append(box_at(x1, top, x2 - x1, _PLOT, "impact"))
    parts += _grid(ticks, left, top, bottom)
    for label in placed:
        y = 32.0 + label.row * 16
        parts.append(line_at(label.x, y - 9, label.x, bottom, "mark"))
        side = "end" if label.before else "start"
        parts.append(
            text_at(label.x + (-4 if label.before else 4), y, label.words, "mark-name small", anchor=side)
        )
    parts += _time_axis(scale, left, bottom)
    for i, series in enumerate(chart.series):
        parts += _line(series, i, scale, ticks, top, bottom, filled=len(chart.series) == 1)
    parts += _legend(chart.series)
    about = "; ".join(_said(s, chart.unit) for s in chart.series)
    return picture(
        name, _WIDE, bottom + 30, f"{chart.title} ({chart.unit})" if chart.unit else chart.title, about, parts
    )


def _grid(ticks: Sequence[float], left: float, top: float, bottom: float) -> list[str]:
    parts: list[str] = []
    for tick in ticks:
        y = _y(tick, ticks, top, bottom)
        parts.append(line_at(left, y, _WIDE - _RIGHT, y, "axis" if tick == ticks[0] else "lane"))
        parts.append(text_at(left - 8, y + 4, write_number(tick), "tick", anchor="end"))
    return parts


def _y(value: float, ticks: Sequence[float], top: float, bottom: float) -> float:
    return bottom - (value - ticks[0]) / ((ticks[-1] - ticks[0]) or 1) * (bottom - top)


def _time_axis(scale: TimeScale, left: float, bottom: float) -> list[str]:
    parts: list[str] = []
    for x, label in scale.ticks(UTC):
        parts.append(line_at(x, bottom, x, bottom + 5, "axis"))
        at = max(x, left - 20 + width(label, 12) / 2)
        parts.append(text_at(at, bottom + 20, label, "tick", anchor="middle"))
    parts.append(text_at(_WIDE, bottom + 20, "UTC", "tick", anchor="end"))
    return parts


def _line(
    series: Series,
    index: int,
    scale: TimeScale,
    ticks: Sequence[float],
    top: float,
    bottom: float,
    *,
    filled: bool,
) -> list[str]:
    points = [
        (scale.at(t), None if v is None else _y(v, ticks, top, bottom)) for t, v in _thinned(series.points)
    ]
    path, drawing = "", False
    for x, y in points:
        if y is None:
            drawing = False
            continue
        path += f"{'L' if drawing else 'M'}{number(x)} {number(y)}"
        drawing = True
    kind = f"series series-{index + 1}"
    parts: list[str] = []
    if filled and all(y is not None for _, y in points) and len(points) > 1:
        area = f"{path}L{number(points[-1][0])} {number(bottom)}L{number(points[0][0])} {number(bottom)}Z"
        parts.append(f'<path class="area series-{index + 1}" d="{area}"/>')
    parts.append(f'<path class="{kind}" d="{path}"><title>{words(series.name)}</title></path>')
    return parts


def _thinned(points: Sequence[tuple[datetime, float | None]]) -> list[tuple[datetime, float | None]]:
    """At most some hundred points: of each stretch the lowest and the highest, so that no peak is lost."""
    if len(points) <= _DRAWN_POINTS:
        return list(points)
    stretch = math.ceil(len(points) / (_DRAWN_POINTS / 2))
    kept: list[tuple[datetime, float | None]] = []
    for at in range(0, len(points), stretch):
        part = [p for p in points[at : at + stretch] if p[1] is not None]
        if not part:
            kept.append(points[at])
            continue
        extremes = {min(part, key=lambda p: p[1] or 0.0), max(part, key=lambda p: p[1] or 0.0)}
        kept += sorted(extremes, key=lambda p: p[0])
    return kept


def _legend(series: Sequence[Series]) -> list[str]:
    """Names of the lines at the upper right, each with a piece of its line."""
    parts: list[str] = []
    right = _WIDE
    for i in reversed(range(len(series))):
        name = series[i].name[:40]
        right -= width(name, 12)
        parts.append(text_at(right, 12, name, "legend"))
        parts.append(f'<path class="series series-{i + 1}" d="M{number(right - 30)} 8H{number(right - 6)}"/>')
        right -= 46
    return parts


def _said(series: Series, unit: str) -> str:
    values = [v for _, v in series.points if v is not None]
    return f"{series.name}: from {write_number(min(values))} to {write_number(max(values))} {unit}".strip()
