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
from dataclasses import replace

from howcome.checks.incident_times import VAGUE_TIME, counted
from howcome.checks.levels import levels
from howcome.checks.places import is_present, lines_of
from howcome.checks.profiles import is_foreign
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import TimelineEntry

#: One in so many entries may differ from all others to be called a slip.
_FEW = 5
#: What is read without doubt, and only looks odd.
_SLIP = levels(full="warning", standard="info", light="info")


def check(document: Document) -> Iterator[Hit]:
    entries = document.timeline
    if not entries or not is_present(document, "timeline"):
        return
    timeless = [e for e in entries if e.moment is None]
    if is_foreign(document) and len(timeless) * 5 > len(entries):
        return  # these are notes, or times in a form that is not read here
    # Of an entry with "shortly after" in place of a time, TL-011 says that.
    timeless = [e for e in timeless if not VAGUE_TIME.match(e.text or "")]
    if timeless:
        yield _hit(timeless, "no time", "When was that? `~` before a time says that it is approximate.")
    dateless = [
        e for e in entries if e.moment and e.moment.certainty == "unknown" and "-" not in e.moment.words
    ]
    if dateless:
        yield _hit(dateless, "no date", "Which day was that? One `date:` in the head holds for all entries.")
    clocked = [e for e in entries if e.moment and ":" in e.moment.words and e not in dateless]
    zoneless = [e for e in clocked if _has_no_zone(document, e)]
    if zoneless:
        question = "Whose clock is that? One `timezone:` in the head holds for all entries."
        yield _hit(zoneless, "no time zone", question)
    if not is_foreign(document):
        yield from _odd_ones(clocked, zoneless)
        yield from _mixed_zones(clocked)


def _has_no_zone(document: Document, entry: TimelineEntry) -> bool:
    given = entry.moment is not None and entry.moment.zone_given
    return not given and document.clock.zone is None and entry.clock.zone is None


def _odd_ones(clocked: list[TimelineEntry], zoneless: list[TimelineEntry]) -> Iterator[Hit]:
    """Few entries without a zone or date where nearly all others write theirs: most likely a slip."""
    bare = [e for e in clocked if e.moment and not e.moment.zone_given and e not in zoneless]
    undated = [e for e in clocked if e.moment and "-" not in _before_clock(e)]
    for odd, what in ((bare, "time zone"), (undated, "date")):
        if odd and len(odd) * _FEW <= len(clocked):
            moment = odd[0].moment
            read = moment.time.strftime("%Y-%m-%d %H:%M %Z") if moment and moment.time else "nothing"
            hit = _hit(
                odd,
                f"no {what}, and the {len(clocked) - len(odd)} others do; read as {read}",
                "Is that meant?",
            )
            yield replace(hit, levels=_SLIP)


def _before_clock(entry: TimelineEntry) -> str:
    return entry.moment.words.partition(":")[0] if entry.moment else ""


def _mixed_zones(clocked: list[TimelineEntry]) -> Iterator[Hit]:
    """Entries on another clock than most; an hour of difference is most likely summer time."""
    offsets: dict[float, list[TimelineEntry]] = {}
    for entry in clocked:
        offset = entry.moment.time.utcoffset() if entry.moment and entry.moment.time else None
        if offset is not None:
            offsets.setdefault(offset.total_seconds() / 3600, []).append(entry)
    most = max(offsets, key=lambda hours: len(offsets[hours]), default=0.0)
    others = [e for hours, found in offsets.items() if abs(hours - most) > 1 for e in found]
    if others:
        hit = _hit(others, "another time zone than the rest", "Which one zone do all entries use?")
        yield replace(hit, levels=_SLIP)


def _hit(entries: list[TimelineEntry], what: str, question: str) -> Hit:
    first = entries[0]
    cell = first.cells.get("time") or first.cells.get("text")
    some = counted(entries)
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
