"""Longer stretches of the response without any entry are explained.

Why
    Behind a gap there is a wait, a hand-over or a dead end, which is just what others can learn from. The
    bound is 15 minutes for severity 1, 30 for severity 2, and an hour for all others.

Example
    - 2026-11-20 14:12Z The database on-call looks at the replicas
    - 2026-11-20 15:40Z The responders decide to roll back

Better
    - 2026-11-20 14:12Z The database on-call looks at the replicas
    - 2026-11-20 14:25Z–15:35Z The responders wait for the provider to call back; errors stay as they are
    - 2026-11-20 15:40Z The responders decide to roll back

When to ignore
    Nobody remembers and no source tells; then an entry that says so closes the gap.

Source
    Amazon Web Services, correction of errors; howcome's own: the bounds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from howcome.analysis.durations import spell
from howcome.checks.incident_times import (
    counted_marks,
    degree_of_severity,
    end_of_harm,
    in_order,
    instant,
)
from howcome.checks.levels import levels
from howcome.checks.places import is_present, listed
from howcome.checks.rule import Hit, Rule
from howcome.checks.stated import lengths
from howcome.document import Document
from howcome.document.grammar import TimelineEntry
from howcome.text.pattern import pattern

_BOUNDS = {0: 15, 1: 15, 2: 30}
_OTHERWISE = 60
_EXPLAINED = pattern(
    r"\b(?:gap|wait(?:s|ed|ing)? (?:for|until|on|of)|await\w*|until|meanwhile|in the meantime|overnight|takes?|took|lasts?|lasted|"
    r"every (?:few|other|\d+|minute|hour)|(?:runs?|ran) (?:for|until|through|over|on)|running|builds?|building|drain\w*|restor\w+|"
    r"(?:a|some|several|few|many) (?:while|moments?|nights?|minutes|hours|days))\b",
    re.IGNORECASE,
)
#: A length that an entry names explains a gap of which it is a good part.
_PART = 0.4


def check(document: Document) -> Iterator[Hit]:
    marks = counted_marks(document)
    start, end = marks.get("detected"), end_of_harm(document)
    if start is None or end is None or not is_present(document, "timeline"):
        return
    degree = degree_of_severity(document)
    bound = timedelta(minutes=_BOUNDS.get(degree if degree is not None else 9, _OTHERWISE))
    gaps = [g for g in _gaps(document, start, end) if g[1] - g[0] > bound]
    if not gaps:
        return
    said = [
        f"{spell((until - since).total_seconds())} between line {before.line} and line {after.line}"
        for since, until, before, after in gaps
    ]
    cell = gaps[0][3].cells.get("time")
    yield Hit(
        cell.span if cell else gaps[0][3].body,
        f"the timeline says nothing for {listed(said[:3])}",
        "What happened in that time: a wait, a hand-over, a dead end?",
    )


def _gaps(
    document: Document, start: datetime, end: datetime
) -> Iterator[tuple[datetime, datetime, TimelineEntry, TimelineEntry]]:
    """Stretches between two entries that neither of them explains."""
    covered = start
    for (at, entry), (following, after) in pairwise(in_order(document)):
        covered = max(covered, at, instant(entry.end) or at)
        if following <= covered or at < start or following > end:
            continue
        # After the harm is contained, the time goes into working off what waited.
        said = f"{entry.text}\n{after.text}"
        if "mitigated" not in entry.labels and not _explains(said, following - covered):
            yield covered, following, entry, after


def _explains(words: str, gap: timedelta) -> bool:
    if _EXPLAINED.search(words):
        return True
    return any(one.seconds >= _PART * gap.total_seconds() for one in lengths(words))


rule = Rule(
    code="TL-007",
    title="No long gap in the response is left unexplained",
    levels=levels(full="warning", standard="info", light=None),
    check=check,
    gap=True,
)
