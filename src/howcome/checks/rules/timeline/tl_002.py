"""The timeline stands in the order of time.

Why
    Readers replay the incident from top to bottom. Rendering sorts the entries anyway, so this is only a
    hint for those who read the text itself.

Example
    - 2026-11-20 14:20Z rollback started
    - 2026-11-20 14:11Z alert fired

Better
    - 2026-11-20 14:11Z alert fired
    - 2026-11-20 14:20Z rollback started

When to ignore
    The entries are grouped on purpose, for example by service.

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from howcome.checks.levels import levels
from howcome.checks.places import lines_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document

#: Where nobody gives a zone, all entries are read with the same one, and their order holds.
_SURE = ("exact", "zone-assumed")
_PAST_MIDNIGHT = timedelta(hours=12)


def check(document: Document) -> Iterator[Hit]:
    timed = [e for e in document.timeline if e.moment and e.moment.time and e.moment.certainty in _SURE]
    early = []
    for before, after in pairwise(timed):
        assert before.moment and before.moment.time and after.moment and after.moment.time  # noqa: S101
        back = before.moment.time - after.moment.time
        # A bare clock time that jumps far back most likely belongs to the next day.
        if timedelta(0) < back and (back < _PAST_MIDNIGHT or "-" in after.moment.words):
            early.append(after)
    if early:
        cell = early[0].cells.get("time")
        more = f" ({lines_of(early)})" if len(early) > 1 else ""
        words = "this entry is" if len(early) == 1 else f"{len(early)} entries are"
        yield Hit(cell.span if cell else early[0].body, f"{words} earlier than what stands above{more}")


rule = Rule(
    code="TL-002",
    title="The timeline is in order",
    levels=levels(full="info", standard="info", light="info"),
    check=check,
    foreign=True,
)
