"""What a document states in numbers, ready to be shown: key figures, quantities, the window of the impact.

Nothing is computed that the marks and the impact items do not give; what is missing is left out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from howcome.analysis.durations import durations, spell
from howcome.document import Document
from howcome.document.grammar import CERTAINTIES, DONE_STATES, DROPPED_STATES, Action, Impact, TimelineEntry
from howcome.document.items import Item
from howcome.document.moment import read_moment
from howcome.document.quantity import Quantity, write_number

from .pictures.svg import clean
from .view import View
from .writing import clock, day, in_zone, zone_of_document

#: The text is about its number: "47 tickets" or "about 2 150", not "none; all 310 000 …".
_LEAD = re.compile(
    r"(?:(?P<about>about|around|roughly|some|approximately|approx\.|ca\.|~|≈)|(?P<most>up to|at most|≤)"
    r"|(?P<least>at least|≥)|(?P<over>over|more than|>)|(?P<under>under|less than|<))?\s{0,2}[€$£]?\s?\d",
    re.IGNORECASE,
)
_SIGNS = {"about": "≈ ", "most": "≤ ", "least": "≥ ", "over": "> ", "under": "< ", None: ""}
#: An id that stands where the grammar does not look for it; it is never shown.
_STRAY_ID = re.compile(r"[ \t]\^[A-Za-z0-9][A-Za-z0-9._-]{0,63}(?=\s*\Z)")
_SHOWN = ("impact-duration", "time-to-detect", "time-to-mitigate")
_MOST_FIGURES = 6


@dataclass(frozen=True, slots=True)
class Figure:
    """One key figure: `value` is the number as shown, `note` what it is counted from or out of."""

    label: str
    value: str
    note: str = ""


def quantity_of(item: Impact) -> Quantity:
    """The number of an impact item; nothing where its digits are beyond what a number can hold."""
    try:
        found = item.quantity
    except (OverflowError, ValueError):
        return Quantity(unit=item.unit)
    return Quantity(_finite(found.value), _finite(found.of), _finite(found.share), found.unit)


def _finite(number: float | None) -> float | None:
    return number if number is None or math.isfinite(number) else None


def certainty_of(entry: TimelineEntry) -> str:
    """How sure the time of an entry is: as it says itself, else as its time was read."""
    if entry.certainty in CERTAINTIES:
        return entry.certainty
    return entry.moment.certainty if entry.moment else "unknown"


def is_done(action: Action) -> bool:
    """Whether an action is finished: ticked, or in a state that says so."""
    return action.done or (action.state or "").lower() in DONE_STATES


def is_dropped(action: Action) -> bool:
    """Whether an action will not be done, as its state says."""
    return (action.state or "").lower() in DROPPED_STATES


def text_of(item: Item) -> str:
    """The plain words of an item, without any id."""
    return _STRAY_ID.sub("", item.text or "")


def impact_window(document: Document) -> tuple[datetime, datetime] | None:
    """From `impact-started` to `impact-ended` in UTC, where both are known and stand in this order."""
    marks = document.marked
    start, end = marks.get("impact-started"), marks.get("impact-ended")
    return (start, end) if start and end and start <= end else None


def window_words(document: Document, lead: str = "") -> str:
    """`20 November 2026, 14:02 to 14:36 UTC`, `lead` before the first time; days alone where no clock is known."""
    window = impact_window(document)
    if not window:
        return ""
    zone, name = zone_of_document(document)
    start, end = in_zone(window[0], zone), in_zone(window[1], zone)
    known = {m: document.times[m].certainty for m in ("impact-started", "impact-ended")}
    if "date-only" in known.values():
        return day(start) if start.date() == end.date() else f"{day(start)} to {day(end)}"
    last = clock(end) if start.date() == end.date() else f"{day(end)}, {clock(end)}"
    return f"{day(start)}, {lead}{clock(start)} to {last} {name}"


def other_window(document: Document, item: Impact) -> str | None:
    """The time that an impact item covers, where it is not the impact's own (which the page says already)."""
    parts = [read_moment(p.strip(), item.clock) for p in (item.window or "").split("/")]
    times = [in_zone(p.time, UTC) for p in parts if p and p.time]
    if len(times) == 2 and (times[0], times[1]) == impact_window(document):
        return None
    return item.window


def clocked_marks(document: Document) -> dict[str, datetime]:
    """The marks whose time of day is known, in UTC, so that they can be drawn."""
    return {
        m: in_zone(t.time, UTC) for m, t in document.times.items() if t.time and t.certainty != "date-only"
    }


def measured(document: Document) -> dict[str, float]:
    """Durations in seconds by their name in the table of definitions."""
    return {d.name: d.seconds for d in durations(document.marked)}


def key_figures(view: View) -> list[Figure]:
    """Durations from the marks, then the first impact items that state a number; at most six."""
    document = view.document
    shown = _SHOWN[:1] if view.public else _SHOWN
    figures = [
        Figure(d.label, spell(d.seconds), "" if d.name == "impact-duration" else "from the first impact")
        for d in durations(document.marked)
        if d.name in shown
    ]
    figures.sort(key=lambda f: f.label != "Impact duration")
    has_duration = "impact-duration" in measured(document)
    figures += _impact_figures(view, has_duration)
    return figures[:_MOST_FIGURES]


def _impact_figures(view: View, has_duration: bool) -> Iterator[Figure]:
    shares: set[str] = set()
    for item in view.document.impact:
        lead = _LEAD.match(item.text or "")
        if not item.name or not lead or not view.shows_impact(item) or item.name.lower().startswith("all "):
            continue
        name, quantity, sign = clean(view.words(item.name)), quantity_of(item), _SIGNS[lead.lastgroup]
        if quantity.unit == "min":
            if not has_duration and quantity.value is not None:
                yield Figure(name, sign + spell(quantity.value * 60))
        elif quantity.share is not None:
            share, counts = sign + percent(quantity.share), _out_of(quantity)
            if counts or share not in shares:
                yield Figure(name, share, counts)
            shares.add(share)
        elif quantity.value is not None:
            yield Figure(name, sign + write_number(quantity.value), quantity.unit or "")


def _out_of(quantity: Quantity) -> str:
    if quantity.value is None:
        return ""
    of = f" of {write_number(quantity.of)}" if quantity.of is not None else ""
    return f"{write_number(quantity.value)}{of}"


def percent(share: float) -> str:
    """A share between 0 and 1 as `9.6 %`; small ones keep two digits that say something."""
    value = share * 100
    digits = 1 if value >= 0.1 or value == 0 else 3
    return f"{value:.{digits}f}".rstrip("0").rstrip(".") + " %"
