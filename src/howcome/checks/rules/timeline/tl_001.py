"""Every entry of the timeline has a date, a time and a known time zone.

Why
    Responders sit in several zones and tools write in others. One unclear hour turns a good analysis into
    a wrong one. A zone named once, in the head or in a sentence, holds for all entries.

Example
    - 14:02 deploy started
    - 9:05 PM page

Better
    - 2026-11-20 14:02Z deploy started
    - 2026-11-20 14:05Z page

When to ignore
    The list under the heading is no timeline but a note; better to move it out of the section.

Source
    Google, Site Reliability Engineering, chapter 15; PagerDuty, incident response guide.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, lines_of
from howcome.checks.profiles import is_foreign
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import TimelineEntry


def check(document: Document) -> Iterator[Hit]:
    entries = document.timeline
    if not entries or not is_present(document, "timeline"):
        return
    timeless = [e for e in entries if e.moment is None]
    if is_foreign(document) and len(timeless) * 5 > len(entries):
        return  # these are notes, or times in a form that is not read here
    if timeless:
        yield _hit(timeless, "no time", "When was that? `~` before a time says that it is approximate.")
    dateless = [
        e for e in entries if e.moment and e.moment.certainty == "unknown" and "-" not in e.moment.words
    ]
    if dateless:
        yield _hit(dateless, "no date", "Which day was that? One `date:` in the head holds for all entries.")
    zoneless = [
        e
        for e in entries
        if e.moment
        and not e.moment.zone_given
        and document.clock.zone is None
        and (e.clock.zone is None)
        and e.moment.certainty != "date-only"
        and e not in dateless
    ]
    if zoneless:
        yield _hit(
            zoneless,
            "no time zone",
            "Whose clock is that? One `timezone:` in the head holds for all entries.",
        )


def _hit(entries: list[TimelineEntry], what: str, question: str) -> Hit:
    first = entries[0]
    cell = first.cells.get("time") or first.cells.get("text")
    some = "this entry has" if len(entries) == 1 else f"{len(entries)} entries have"
    where = "" if len(entries) == 1 else f" ({lines_of(entries)})"
    return Hit(cell.span if cell else first.body, f"{some} {what}{where}", question)


rule = Rule(
    code="TL-001",
    title="Times in the timeline are complete",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
    foreign=True,
)
