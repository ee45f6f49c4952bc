"""The timeline to scale: one lane for people, systems, changes and outside; the impact shaded; marks named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from howcome.analysis.durations import spell
from howcome.document import Document
from howcome.document.grammar import MARKS, TimelineEntry
from howcome.publishing.facts import clocked_marks, impact_window, text_of
from howcome.publishing.view import View
from howcome.publishing.writing import clock, in_zone, plural, zone_of_document

from .axis import TimeScale, labelled, spread
from .svg import box_at, line_at, link_to, number, picture, shorten, text_at, width, words

_LANES = {
    "deploy": "Changes", "change": "Changes",
    "alert": "Systems", "page": "Systems", "log": "Systems", "metric": "Systems",
    "message": "People", "decision": "People", "action": "People",
    "status": "Outside", "external": "Outside",
}  # fmt: skip
_ORDER = ("Changes", "Systems", "People", "Outside", "Events")
_WIDE, _LEFT, _RIGHT = 806.0, 80.0, 98.0
_LANE, _ROW, _LABEL = 36.0, 19.0, 12.0
#: Where all events take this many times longer than the response, those far away stand at the edges.
_FAR = 3
_MOST_TITLES = 400


#: What a picture shows: all that is known, or the response alone; `auto` chooses.
Scope = Literal["auto", "whole", "response"]


@dataclass(frozen=True, slots=True)
class _Point:
    time: datetime
    until: datetime | None
    lane: str
    marked: bool
    entry: TimelineEntry


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the lanes begin and end from left to right, in a picture that is `wide`."""

    wide: float
    left: float = _LEFT

    @property
    def right(self) -> float:
        return self.wide - _RIGHT


def draw_timeline(
    view: View,
    *,
    entries: Sequence[TimelineEntry] | None = None,
    scope: Scope = "auto",
    wide: float = _WIDE,
    address: Callable[[TimelineEntry], str] | None = None,
) -> str | None:
    """The picture of all entries (or of these) that have a time; None where there are fewer than two.

    With `address` every point is a link.
    """
    dated = [
        e for e in (view.document.timeline if entries is None else entries) if e.moment and e.moment.time
    ]
    points = sorted((_point(e) for e in _drawable(dated)), key=lambda p: p.time)
    if len(points) < 2:
        return None
    zone, zone_name = zone_of_document(view.document)
    frame = _Frame(wide)
    start, end = _shown(points, view.document, scope)
    scale = TimeScale(*spread(start, end), frame.left, frame.right)
    marks = [
        (scale.at(t), f"{m.replace('-', ' ')} {clock(in_zone(t, zone))}")
        for m, t in sorted(
            clocked_marks(view.document).items(), key=lambda pair: (pair[1], MARKS.index(pair[0]))
        )
        if start <= t <= end
    ]
    labels = labelled(marks, _LABEL, wide)
    top = (max((label.row for label in labels), default=-1) + 1) * _ROW + 10
    window = impact_window(view.document)
    seen = window if window and window[0] < end and window[1] > start else None
    lanes_top = top + (24 if seen else 6)
    lanes = [lane for lane in _ORDER if any(p.lane == lane for p in points)]
    bottom = lanes_top + len(lanes) * _LANE
    parts = _impact(scale, seen, top, bottom) if seen else []
    parts += _lanes(lanes, lanes_top, frame)
    parts += _axis(scale.ticks(zone), bottom, zone_name, frame)
    for label in labels:
        y = label.row * _ROW + 14
        parts.append(line_at(label.x, y - 10, label.x, bottom, "mark"))
        parts.append(
            text_at(label.at, y, label.words, "mark-name", anchor="end" if label.before else "start")
        )
    parts += _dots([p for p in points if start <= p.time <= end], lanes, lanes_top, scale, view, address)
    parts += _far_away(points, start, end, lanes, lanes_top, frame)
    title = f"Timeline from {_stamp(points[0].time, view)} to {_stamp(points[-1].time, view)} {zone_name}"
    return picture(
        "timeline-picture",
        wide,
        bottom + 42,
        title,
        _about(points, marks, window),
        parts,
        linked=address is not None,
    )


def scopes(document: Document) -> bool:
    """Whether the whole takes so much longer than the response that it is worth to choose between them."""
    dated = [e for e in document.timeline if e.moment and e.moment.time]
    points = sorted((_point(e) for e in _drawable(dated)), key=lambda p: p.time)
    return len(points) > 1 and _shown(points, document, "response") != _shown(points, document, "whole")


def _drawable(entries: Sequence[TimelineEntry]) -> list[TimelineEntry]:
    """Without entries of which only the day is known, where others of that day have a clock."""
    clocked = {
        e.moment.time.date()
        for e in entries
        if e.moment and e.moment.time and e.moment.certainty != "date-only"
    }
    return [
        e
        for e in entries
        if e.moment
        and e.moment.time
        and (e.moment.certainty != "date-only" or e.moment.time.date() not in clocked)
    ]


def _point(entry: TimelineEntry) -> _Point:
    time = entry.moment.time if entry.moment else None
    assert time is not None  # noqa: S101 - only entries with a time are drawn
    time = in_zone(time, UTC)
    end = in_zone(entry.end.time, UTC) if entry.end and entry.end.time else None
    until = end if end and end > time else None
    lane = _LANES.get((entry.event or "").lower(), "Events")
    return _Point(time, until, lane, any(m in MARKS for m in entry.labels), entry)


def _shown(points: list[_Point], document: Document, scope: Scope) -> tuple[datetime, datetime]:
    """What is drawn to scale: everything, or the response alone where far events would squeeze it."""
    first, last = points[0].time, max(p.until or p.time for p in points)
    marked = [t for m, t in clocked_marks(document).items() if m != "introduced"]
    if len(marked) < 2 or scope == "whole":
        return first, last
    core = max(marked) - min(marked)
    if core.total_seconds() <= 0 or (last - first) <= core * _FAR:
        return first, last
    room = core * 0.75
    near = [p for p in points if min(marked) - p.time <= room and (p.until or p.time) - max(marked) <= room]
    inside = [*(p.time for p in near), *(p.until for p in near if p.until), *marked]
    return min(inside), max(inside)


def _impact(scale: TimeScale, window: tuple[datetime, datetime], top: float, bottom: float) -> list[str]:
    left, right = scale.at(window[0]), scale.at(window[1])
    label = f"impact {spell((window[1] - window[0]).total_seconds())}"
    parts = [
        box_at(left, top, right - left, bottom - top, "impact"),
        line_at(left, top + 1, right, top + 1, "impact-edge"),
    ]
    if right - left > width(label, _LABEL) + 8:
        parts.append(text_at((left + right) / 2, top + 16, label, "impact-name", anchor="middle"))
    else:
        parts.append(text_at(right + 6, top + 16, label, "impact-name"))
    return parts


def _lanes(lanes: list[str], top: float, frame: _Frame) -> list[str]:
    parts: list[str] = []
    for i, lane in enumerate(lanes):
        y = top + i * _LANE + _LANE / 2
        parts.append(text_at(0, y + 4, lane, "lane-name"))
        parts.append(line_at(frame.left, y, frame.right, y, "lane"))
    return parts


def _axis(ticks: list[tuple[float, str]], y: float, zone_name: str, frame: _Frame) -> list[str]:
    parts = [line_at(frame.left, y, frame.right, y, "axis")]
    for x, label in ticks:
        parts.append(line_at(x, y, x, y + 5, "axis"))
        parts.append(text_at(x, y + 20, label, "tick", anchor="middle"))
    fits = width(zone_name, 12) <= _RIGHT - 34
    parts.append(
        text_at(frame.wide, y + (20 if fits else 36), shorten(zone_name, 12, 200), "tick", anchor="end")
    )
    return parts


def _dots(
    points: list[_Point],
    lanes: list[str],
    top: float,
    scale: TimeScale,
    view: View,
    address: Callable[[TimelineEntry], str] | None,
) -> list[str]:
    """A bar for what lasted, a dot for what happened; dots at one place become one, a little larger."""
    parts: list[str] = []
    places: dict[tuple[str, int], list[_Point]] = {}
    for point in points:
        y = top + lanes.index(point.lane) * _LANE + _LANE / 2
        if point.until:
            left = scale.at(point.time)
            parts.append(box_at(left, y - 3, scale.at(point.until) - left, 6, "lasting", round_by=3))
        places.setdefault((point.lane, round(scale.at(point.time) / 3)), []).append(point)
    for place, together in places.items():
        x = scale.at(together[0].time)
        y = top + lanes.index(place[0]) * _LANE + _LANE / 2
        size = 5.0 if len(together) == 1 else min(5 + len(together) * 0.6, 9)
        kind = "dot marked" if any(p.marked for p in together) else "dot"
        inside = f"<title>{words(_title(together, view))}</title>" if len(places) <= _MOST_TITLES else ""
        dot = f'<circle class="{kind}" cx="{number(x)}" cy="{number(y)}" r="{number(size)}">{inside}</circle>'
        parts.append(link_to(address(together[0].entry), [dot], reached=False) if address else dot)
    return parts


def _title(together: list[_Point], view: View) -> str:
    title = "; ".join(view.words(text_of(p.entry))[:120] for p in together[:3])
    return title if len(together) <= 3 else f"{title}; and {len(together) - 3} more"


def _far_away(
    points: list[_Point], start: datetime, end: datetime, lanes: list[str], top: float, frame: _Frame
) -> list[str]:
    parts: list[str] = []
    before = Counter(p.lane for p in points if p.time < start)
    after = Counter(p.lane for p in points if p.time > end)
    for i, lane in enumerate(lanes):
        y = top + i * _LANE + _LANE / 2
        if before[lane]:
            parts.append(text_at(0, y + 17, f"‹ {before[lane]} earlier", "far"))
        if after[lane]:
            parts.append(text_at(frame.right + 10, y + 4, f"{after[lane]} later ›", "far"))
    return parts


def _stamp(time: datetime, view: View) -> str:
    zone, _ = zone_of_document(view.document)
    return f"{in_zone(time, zone):%Y-%m-%d %H:%M}"


def _about(
    points: list[_Point], marks: list[tuple[float, str]], window: tuple[datetime, datetime] | None
) -> str:
    lanes = Counter(p.lane for p in points)
    said = [", ".join(f"{lane.lower()}: {plural(lanes[lane], 'event')}" for lane in _ORDER if lanes[lane])]
    if marks:
        said.append("Marks: " + ", ".join(label for _, label in marks))
    if window:
        said.append(f"The impact lasted {spell((window[1] - window[0]).total_seconds())}")
    return ". ".join(said) + ". The same events stand in the list below."
