"""Defects of the timeline: times, marks, order, evidence, and how an entry is worded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from howcome.document import Document
from howcome.document.grammar import TimelineEntry
from howcome.document.items import Cell
from howcome.text import Edit, Span
from measures.defects.edits import (
    below_item,
    edited,
    replaced,
    with_words,
    without_field,
    without_items,
)
from measures.defects.kind import Damage, add, defect

#: What follows of necessity when a mark moves or goes: the durations that were made of it.
_DURATIONS = ("SUM-005", "DOC-008", "COM-007", "IMP-002", "IMP-011", "TL-005", "TL-006", "TL-007", "RCA-014")


def _marked(document: Document, mark: str) -> TimelineEntry | None:
    return next((e for e in document.timeline if mark in e.labels), None)


def _in_head(document: Document, mark: str) -> Cell | None:
    return document.front_matter.maps.get("times", {}).get(mark)


def _swapped(one: str, other: str) -> Damage:
    def damage(document: Document) -> Iterator[str]:
        first, second = _in_head(document, one), _in_head(document, other)
        if not (first and second):
            entries = _marked(document, one), _marked(document, other)
            if not (entries[0] and entries[1]) or entries[0] is entries[1]:
                return
            first, second = entries[0].cells["labels"], entries[1].cells["labels"]
        yield edited(document, Edit(first.span, second.raw), Edit(second.span, first.raw))

    return damage


def _unmarked(mark: str) -> Damage:
    def damage(document: Document) -> Iterator[str]:
        cell = _in_head(document, mark)
        if cell:
            line = document.source.line_span(document.source.line_at(cell.span.start))
            yield replaced(document, Span(line.start, line.end + 1), "")
            return
        entry = _marked(document, mark)
        if entry:
            left = [label for label in entry.labels if label != mark]
            span = entry.cells["labels"].span
            yield replaced(
                document,
                span if left else Span(span.start, span.end + 1),
                f"[{', '.join(left)}]" if left else "",
            )

    return damage


for _one, _other in (
    ("impact-started", "detected"),
    ("detected", "mitigated"),
    ("acknowledged", "mitigated"),
    ("mitigated", "resolved"),
):
    add(
        f"marks {_one} and {_other} swapped",
        _swapped(_one, _other),
        ("TL-004",),
        (*_DURATIONS, "TL-020", "TL-003"),
        "timeline",
    )
for _mark in ("impact-started", "detected", "mitigated", "resolved"):
    add(f"mark {_mark} removed", _unmarked(_mark), ("TL-003",), _DURATIONS, "timeline")


@defect("mark declared removed", "TL-003")
def undeclared(document: Document) -> Iterator[str]:
    if (document.head.severity or "")[-1:] in ("1", "2"):
        yield from _unmarked("declared")(document)


@defect("the time zone of one entry missing", "TL-001")
def one_zone(document: Document) -> Iterator[str]:
    if document.zone_said is None:
        for entry in document.timeline[3:]:
            cell = entry.cells.get("time")
            if cell and cell.raw.endswith("Z"):
                yield replaced(document, cell.span, cell.raw[:-1])


@defect("the time zone of all entries missing", "TL-001")
def no_zone(document: Document) -> Iterator[str]:
    if any(e.moment and e.moment.zone_given for e in document.timeline) or not document.head.timezone:
        return
    text = without_field(document, document.head, "timezone")
    text = (
        re.sub(r"(?m)^(?:All t|T)imes are .*\n", "", text).replace("Time (UTC)", "Time").replace(" UTC", "")
    )
    if Document.parse(text).zone_said is None:
        yield text


@defect("one entry without a time", "TL-001", "TL-011")
def no_time(document: Document) -> Iterator[str]:
    entry = _middle(document)
    if entry and not entry.in_table:
        yield with_words(document, entry, entry.cells["text"].raw).replace(
            entry.cells["time"].raw + " ", "", 1
        )


@defect("one entry on the wrong day", "TL-002", also=_DURATIONS)
def wrong_day(document: Document) -> Iterator[str]:
    entry = _middle(document)
    if entry and entry.moment and entry.moment.time and "-" in entry.cells["time"].raw:
        cell = entry.cells["time"]
        other = entry.moment.time + timedelta(days=3)
        yield replaced(document, Span(cell.span.start, cell.span.start + 10), f"{other:%Y-%m-%d}")


@defect("two entries in the wrong order", "TL-002")
def wrong_order(document: Document) -> Iterator[str]:
    for one, other in zip(document.timeline[2:-2], document.timeline[3:-1], strict=False):
        if _clock(one) and _clock(other) and one.end is None and _minutes_between(one, other) >= 2:
            yield edited(
                document,
                Edit(one.body, document.source[other.body]),
                Edit(other.body, document.source[one.body]),
            )
            return


def _clock(entry: TimelineEntry) -> bool:
    """Whether an entry has a time of the day."""
    return bool(entry.moment and entry.moment.time) and ":" in entry.cells["time"].raw


def _minutes_between(one: TimelineEntry, other: TimelineEntry) -> float:
    if not (one.moment and other.moment and one.moment.time and other.moment.time):
        return 0
    return (other.moment.time - one.moment.time).total_seconds() / 60


@defect("what came before the impact removed", "TL-005", also=("RCA-012", "RCA-017", "APP-002"))
def nothing_before(document: Document) -> Iterator[str]:
    start = document.marked.get("impact-started")
    if start:
        before = [
            e
            for e in document.timeline
            if e.moment and e.moment.time and e.moment.time < start and not {"detected"} & set(e.labels)
        ]
        if before:
            yield without_items(document, before)


@defect("the last entries removed", "TL-006", "TL-003", also=("APP-002", "TL-016"))
def nothing_after(document: Document) -> Iterator[str]:
    end = document.marked.get("resolved")
    if end:
        after = [e for e in document.timeline if e.moment and e.moment.time and e.moment.time >= end]
        yield without_items(document, after)


@defect("how recovery was seen removed", "TL-006")
def unverified(document: Document) -> Iterator[str]:
    entry = document.timeline[-1] if document.timeline else None
    if entry and "resolved" in entry.labels:
        yield with_words(document, entry, "Fixed", "evidence")


@defect(
    "an hour without an entry", "TL-007", also=("TL-012", "TL-013", "TL-015", "TL-016", "TL-019", "APP-002")
)
def gap(document: Document) -> Iterator[str]:
    start, end = document.marked.get("detected"), document.marked.get("mitigated")
    if start and end and end - start > timedelta(minutes=62):
        between = [
            e
            for e in document.timeline
            if e.moment and e.moment.time and start < e.moment.time < end and "declared" not in e.labels
        ]
        if any("diagnosed" in e.labels or "acknowledged" in e.labels for e in between):
            late = [
                e
                for e in between
                if e.moment and e.moment.time and e.moment.time > start + timedelta(minutes=12)
            ]
            yield without_items(document, late)


@defect("evidence of a mark removed", "TL-008")
def no_evidence(document: Document) -> Iterator[str]:
    for mark in ("detected", "mitigated", "impact-started"):
        entry = _marked(document, mark)
        if entry and entry.evidence and not entry.in_table:
            yield without_field(document, entry, "evidence")


@defect("evidence of half of the entries removed", "TL-008", also=("RCA-017", "APP-002"))
def half_evidence(document: Document) -> Iterator[str]:
    text = document.source.text
    for entry in document.timeline[::2]:
        changed = Document.parse(text, document.stem)
        same = changed.find(f":{entry.line}")
        if same:
            text = without_field(changed, same, "evidence")
    yield text


@defect("a judgement in an entry", "TL-009", "B02", "B03", "B06")
def judgement(document: Document) -> Iterator[str]:
    entry = _middle(document)
    if entry:
        words = entry.cells["text"].raw
        yield with_words(
            document, entry, f"{words}; ten minutes are wasted because nobody checked the name server"
        )


@defect("a cause claimed in an entry", "TL-009", "B04", "B08")
def cause_in_entry(document: Document) -> Iterator[str]:
    entry = _middle(document)
    if entry:
        yield with_words(document, entry, "The queue is full due to the on-call, who should have drained it")


_ROLE = re.compile(r"\bThe (?:[a-z-]+ ){0,2}(?:on-call|engineer|lead|commander|manager)\b(?: engineer)?")


def _named(document: Document, name: str) -> Iterator[str]:
    for entry in document.timeline:
        found = _ROLE.match(entry.cells["text"].raw) if "text" in entry.cells else None
        if found:
            yield with_words(document, entry, name + entry.cells["text"].raw[found.end() :])


@defect("a name instead of a role in an entry: one that the head knows", "TL-010", "B13")
def known_name(document: Document) -> Iterator[str]:
    if document.head.owner:
        yield from _named(document, document.head.owner.split()[0])


@defect("a name instead of a role in an entry: one that nothing else names", "TL-010", "B13")
def unknown_name(document: Document) -> Iterator[str]:
    yield from _named(document, "Marek Havel")


@defect("“shortly after” in an entry", "TL-011", also=("TL-008",))
def vague_time(document: Document) -> Iterator[str]:
    entry = _middle(document)
    if entry:
        words = "Shortly after, the queue is empty again"
        line = _line_like(document, entry, entry.cells["time"].raw, words)
        yield below_item(document, entry, line)


@defect("“yesterday” in an entry", "TL-011", "SUM-006", "TL-001")
def yesterday(document: Document) -> Iterator[str]:
    entry = _middle(document)
    if entry:
        yield with_words(document, entry, f"{entry.cells['text'].raw}, with the release of yesterday")


@defect("mitigated and resolved at the same second", "TL-020", also=("TL-003", "TL-006", *_DURATIONS))
def one_end(document: Document) -> Iterator[str]:
    if _in_head(document, "resolved"):
        return
    last, entry = _marked(document, "resolved"), _marked(document, "mitigated")
    if last and entry and last is not entry and last.labels == ("resolved",):
        span = entry.cells["labels"].span
        gone = last.cells["labels"].span
        yield edited(
            document,
            Edit(span, f"[{', '.join((*entry.labels, 'resolved'))}]"),
            Edit(Span(gone.start, gone.end + 1), ""),
        )


@defect("messages to the outside removed", "TL-016", "TL-012")
def no_messages(document: Document) -> Iterator[str]:
    outside = [
        e
        for e in document.timeline
        if re.search(r"^status page\b|\bmail to all\b", e.text or "", re.I) and not e.labels
    ]
    rest = [e for e in document.timeline if e not in outside]
    if outside and not any(
        re.search(r"\b(?:mail|letter|status page|customers get)\b", e.text or "", re.I) for e in rest
    ):
        yield without_items(document, outside)


@defect("one entry twice, from two sources", "TL-017", also=("TL-018",))
def twice(document: Document) -> Iterator[str]:
    entry = _middle(document)
    if entry:
        words = document.source[entry.body].replace(f" ^{entry.id}", "")
        line = f"- {words}" if not entry.in_table else words
        yield below_item(document, entry, line)


@defect("two times for one event, from two sources", "TL-018", "TL-017", also=("TL-007",))
def two_times(document: Document) -> Iterator[str]:
    for mark in ("detected", "mitigated"):
        entry = _marked(document, mark)
        if entry and entry.moment and entry.moment.time and not entry.in_table and len(entry.evidence) == 1:
            other = entry.moment.time + timedelta(minutes=3)
            after = next(
                (e for e in document.timeline if e.moment and e.moment.time and e.moment.time >= other), entry
            )
            raw = entry.cells["time"].raw
            # The same form: a date, a clock, and the zone where one is written.
            written = f"{other:%Y-%m-%d %H:%M}" + ("Z" if raw.endswith("Z") else "")
            source = next(
                (a.id for a in document.attachments if a.id and a.id not in entry.evidence[0]), None
            )
            if source and "-" in raw:
                yield above(document, after, f"- {written} {entry.cells['text'].raw} (evidence: {source}#1)")


def above(document: Document, entry: TimelineEntry, line: str) -> str:
    """The text with a line above an entry."""
    return edited(document, Edit(Span(entry.span.start, entry.span.start), line + "\n"))


@defect("a decision without what was known", "TL-013")
def bare_decision(document: Document) -> Iterator[str]:
    for entry in document.timeline:
        if entry.event == "decision" and re.match(r"Decision\b|The responders decide", entry.text or ""):
            yield with_words(document, entry, "Decision: fail over to the second region")


@defect("no wrong track left in the timeline", "TL-015")
def straight(document: Document) -> Iterator[str]:
    start, end = document.marked.get("impact-started"), document.marked.get("mitigated")
    if not (start and end and end - start > timedelta(minutes=60)):
        return
    tracks = [
        e
        for e in document.timeline
        if not e.labels
        and re.search(
            r"ruled out|does not help|no effect|nothing changes|changes nothing|suspect|come back|against a",
            e.text or "",
            re.I,
        )
    ]
    if tracks:
        yield without_items(document, tracks)


def _middle(document: Document) -> TimelineEntry | None:
    """An entry in the middle of the incident that carries no mark and is no decision."""
    inner = document.timeline[3:-2] or document.timeline
    plain = [
        e
        for e in inner
        if not e.labels and e.event != "decision" and e.moment and e.moment.time and "text" in e.cells
    ]
    return plain[len(plain) // 2] if plain else None


def _line_like(document: Document, entry: TimelineEntry, time: str, words: str) -> str:
    """A new entry in the form of another one."""
    if not entry.in_table:
        return f"- {time} {words} (evidence: {', '.join(entry.evidence)})"
    row = document.source[entry.body]
    return row.replace(entry.cells["text"].raw, words)
