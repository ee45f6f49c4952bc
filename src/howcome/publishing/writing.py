"""Small pieces of writing that all artefacts share: file names, times in one zone, dates in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, tzinfo

from howcome.document import Document
from howcome.document.moment import zone_of

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_UNFIT = re.compile(r"[^\w.-]+")


def file_stem(document: Document) -> str:
    """A file name without ending: the document's id, else its title, in letters that every system takes."""
    words = document.id or document.title or "postmortem"
    return _UNFIT.sub("-", words.encode("ascii", "ignore").decode()).strip("-.")[:80] or "postmortem"


def zone_of_document(document: Document) -> tuple[tzinfo, str]:
    """The zone in which times are shown, with its name: the document's, else that of all entries, else UTC."""
    said = document.zone_said
    zone = zone_of(said) if said else None
    if zone and said:
        return (UTC, "UTC") if said.upper() in ("Z", "UTC", "GMT") else (zone, said)
    return _shared_zone(e.moment.time for e in document.timeline if e.moment and e.moment.time)


def _shared_zone(times: Iterable[datetime]) -> tuple[tzinfo, str]:
    offsets = {t.utcoffset(): t.tzinfo for t in times}
    if len(offsets) == 1:
        offset, zone = next(iter(offsets.items()))
        if zone and offset:
            return zone, f"UTC{_signed(int(offset.total_seconds() // 60))}"
    return UTC, "UTC"


def _signed(minutes: int) -> str:
    return f"{'+' if minutes >= 0 else '−'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def in_zone(time: datetime, zone: tzinfo) -> datetime:
    """The same instant on the clocks of `zone`; as it is where that leaves the calendar."""
    try:
        return time.astimezone(zone)
    except (OverflowError, ValueError):
        return time


def clock(time: datetime) -> str:
    """`14:02`, with seconds where they are not zero."""
    return f"{time:%H:%M:%S}" if time.second else f"{time:%H:%M}"


def day(of: date) -> str:
    """`20 November 2026`."""
    return f"{of.day} {_MONTHS[of.month - 1]} {of.year}"


def plural(count: int, one: str, more: str | None = None) -> str:
    """`1 entry`, `3 entries`."""
    return f"{count} {one if count == 1 else more or one + 's'}"
