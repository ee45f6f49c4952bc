"""When the incident was, as its timeline says: marks and entries whose clock time is known, in order of time.

Owns which times can be counted with; refuses to guess those that only a day, or nothing, is known of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from howcome.document import Document
from howcome.document.grammar import TimelineEntry
from howcome.document.moment import Moment
from howcome.text.pattern import pattern

#: Words in place of a time, at the beginning of an entry.
VAGUE_TIME = pattern(
    r"(?:and\s|then\s)?(?:shortly|soon|sometime|some time|later|eventually|meanwhile|"
    r"(?:a )?(?:few|couple(?: of)?|several|some) (?:minutes|hours|moments|seconds|days)|"
    r"a (?:little )?(?:while|moment)|not long|after (?:a while|some time))\b",
    re.IGNORECASE,
)
_NOT_COUNTED = ("date-only", "unknown")
_DEGREE = pattern(r"(?:sev(?:erity)?|s|p|priority|level)?[\s-]?(\d)\b", re.IGNORECASE)


def instant(moment: Moment | None) -> datetime | None:
    """The time in UTC, where more than the day is known."""
    if moment and moment.time and moment.certainty not in _NOT_COUNTED:
        with suppress(OverflowError):
            return moment.time.astimezone(UTC)
    return None


def counted_marks(document: Document) -> dict[str, datetime]:
    """Mark → time in UTC, for marks whose clock time is known."""
    return {m: t for m, t in document.marked.items() if document.times[m].certainty not in _NOT_COUNTED}


def in_order(document: Document) -> list[tuple[datetime, TimelineEntry]]:
    """Entries with their clock time, by time; entries of the same time keep their order."""
    found = [(at, e) for e in document.timeline if (at := instant(e.moment))]
    return sorted(found, key=lambda pair: pair[0])


def end_of_harm(document: Document) -> datetime | None:
    """When it was mitigated or the impact ended, whichever came last; else when it was resolved."""
    marks = counted_marks(document)
    ends = [marks[m] for m in ("mitigated", "impact-ended") if m in marks]
    return max(ends) if ends else marks.get("resolved")


def lasted(document: Document) -> timedelta | None:
    """From the first harm to its end."""
    start, end = counted_marks(document).get("impact-started"), end_of_harm(document)
    return end - start if start and end else None


def degree_of_severity(document: Document) -> int | None:
    """The number in the head's severity, the smallest being the worst."""
    found = _DEGREE.match((document.head.severity or "").strip())
    return int(found[1]) if found else None


def counted(entries: Sequence[TimelineEntry]) -> str:
    """`this entry has`, `3 entries have`."""
    return "this entry has" if len(entries) == 1 else f"{len(entries)} entries have"
