"""Defects of the summary: what a reader who stops there would take away wrongly, or not at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.document import Document
from howcome.text import Edit, Span
from measures.defects.edits import edited, paragraphs_of, with_sentence, within
from measures.defects.kind import defect

_DURATION = r"\((?P<h>\d+ h )?(?P<m>\d+) min\)"


def _first(document: Document) -> Span | None:
    block = next(paragraphs_of(document, "incident-summary"), None)
    return block.content if block else None


def _rewritten(document: Document, pattern: str, words: str) -> Iterator[str]:
    span = _first(document)
    if span:
        yield from within(document, span, pattern, words)


@defect("duration in the summary changed", "SUM-005", "DOC-008", also=("COM-007", "IMP-011"))
def duration_changed(document: Document) -> Iterator[str]:
    span = _first(document)
    found = re.compile(_DURATION).search(document.source.text, *span) if span else None
    if found:
        minutes = Span(*found.span("m"))
        yield edited(document, Edit(minutes, str(2 * int(document.source[minutes]) + 7)))


@defect("start, end and duration removed from the summary", "SUM-001", also=("SUM-010",))
def times_removed(document: Document) -> Iterator[str]:
    yield from _rewritten(document, r"\s?from [\d: -]+(?:UTC )?to [\d: -]+ ?(?:UTC )?\([^)]*\)", "")


@defect("time zone removed from the summary", "SUM-001", "SUM-006", "TL-001")
def zone_removed(document: Document) -> Iterator[str]:
    span = _first(document)
    if span and not document.head.timezone:
        text = document.source[span]
        yield edited(document, Edit(span, text.replace(" UTC", "")))


@defect("how it ended removed from the summary", "SUM-001")
def end_removed(document: Document) -> Iterator[str]:
    for pattern in (
        r" A rollback ended it; a limit on workers keeps it from coming back\.",
        r" A corrected export ended it, and all transfers were booked\s+by 00:54 UTC\.",
        r" The incident \(SEV-1\) ended when the old name server\s+answered again for ticket-validation\.",
        r" A smaller pool for each copy ended it at 09:12 UTC, and the waiting orders were\s+through at 09:28 UTC\.",
        r" A new certificate ended it\.",
    ):
        yield from _rewritten(document, pattern, "")


@defect("what users saw removed from the summary", "SUM-001", "SUM-003")
def symptom_removed(document: Document) -> Iterator[str]:
    for pattern, words in (
        (
            r"9\.6 % of checkout requests returned errors\. Customers saw an\s+error page instead of their order "
            r"confirmation\.",
            "the pool orders-db-main was exhausted.",
        ),
        (
            r"Passengers at two of three harbours could not pass the gates with a valid ticket, and two ferries "
            r"left late\.",
            "The zone of the harbours lacked two entries on ns2.",
        ),
    ):
        yield from _rewritten(document, pattern, words)


@defect("“Last Friday” in the summary", "SUM-006", also=("SUM-001",))
def relative_date(document: Document) -> Iterator[str]:
    yield from _rewritten(document, r"\b[Oo]n \d{4}-\d\d-\d\d", "Last Friday")


@defect("“yesterday” in the summary", "SUM-006")
def yesterday(document: Document) -> Iterator[str]:
    yield from with_sentence(
        document, "incident-summary", "The last of the waiting orders was handled yesterday."
    )


@defect("a date without its year in the summary", "SUM-006", also=("SUM-001",))
def no_year(document: Document) -> Iterator[str]:
    yield from _rewritten(document, r"\b[Oo]n \d{4}-\d\d-(\d\d)\b", r"On the \1th")


@defect("an impact number changed in the summary", "DOC-008", also=("COM-007", "IMP-011"))
def number_changed(document: Document) -> Iterator[str]:
    span = _first(document)
    if not span:
        return
    impact = " ".join(f"{i.name} {i.text}" for i in document.impact)
    for found in re.compile(r"(?<![\d.:#-])\d{1,3}(?: \d{3})+(?![\d:])").finditer(
        document.source.text, *span
    ):
        if found[0] in impact:
            # Another first digit: far enough away for no rounding to explain it.
            digit = str((int(found[0][0]) + 2) % 9 + 1)
            yield edited(document, Edit(Span(found.start(), found.start() + 1), digit))


@defect("a share changed in the summary", "DOC-008", "IMP-011", also=("COM-007",))
def share_changed(document: Document) -> Iterator[str]:
    span = _first(document)
    found = re.compile(r"(\d\d?)(?:\.\d)? %").search(document.source.text, *span) if span else None
    if found:
        yield edited(document, Edit(Span(*found.span(1)), str((int(found[1]) + 13) % 90 + 2)))


@defect("“many users” instead of the number in the summary", "IMP-004", "SUM-001")
def vague_number(document: Document) -> Iterator[str]:
    yield from _rewritten(document, r"\d[\d ]* of \d[\d ]* ([a-z]+) \([\d.]+ %\)", r"many \1")
    yield from _rewritten(document, r"9\.6 % of checkout requests", "some checkout requests")


@defect("the component first in the summary", "SUM-003", "IMP-016")
def component_first(document: Document) -> Iterator[str]:
    span = _first(document)
    if span:
        yield edited(
            document, Edit(Span(span.start, span.start), "The etcd quorum of the second cluster was lost. ")
        )


@defect("“down” for a part of the requests", "SUM-007")
def outage_word(document: Document) -> Iterator[str]:
    if any(0.01 < (i.quantity.share or 0) < 0.8 for i in document.impact):
        yield from with_sentence(
            document, "incident-summary", "The whole site was down for all of that time."
        )


@defect("a summary of several hundred words", "SUM-002")
def too_long(document: Document) -> Iterator[str]:
    words = (
        "The list of the refused requests stands in the appendix and can be read there by whoever needs it."
    )
    yield from with_sentence(document, "incident-summary", " ".join([words] * 16))


@defect("an acronym that nobody spells out", "DOC-009")
def acronym(document: Document) -> Iterator[str]:
    words = "The GSLB moved the PBS to the second region."
    yield from with_sentence(document, "incident-summary", words)


@defect("a cause claimed as sure while it is a hypothesis", "SUM-012", "RCA-022")
def sure_cause(document: Document) -> Iterator[str]:
    text = document.source.text.replace("status: confirmed", "status: hypothesis")
    changed = Document.parse(text, document.stem)
    if changed.causes and not any(c.status == "confirmed" for c in changed.causes):
        words = "It was caused by a memory leak in the cache, as is proved."
        yield from with_sentence(changed, "incident-summary", words)
