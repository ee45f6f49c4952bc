"""Defects of the impact: numbers that are gone, vague, or do not agree with each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

from howcome.document import Document
from howcome.document.grammar import Impact
from howcome.text import Edit, Span
from measures.defects.edits import (
    above_item,
    edited,
    replaced,
    with_field,
    with_words,
    without_field,
    without_items,
)
from measures.defects.kind import add, defect

_OF = re.compile(r"(\d[\d ]*(?:\.\d+)?(?: M)?) of (\d[\d ]*(?:\.\d+)?(?: M)?)")
_SHARE = re.compile(r"\((\d+(?:\.\d+)?) %\)")
_PEOPLE = r"customers|passengers|patients|users|travellers"


def _rows(document: Document, pattern: str) -> list[Impact]:
    return [i for i in document.impact if re.search(pattern, i.name or "", re.I)]


def _shared(document: Document) -> list[Impact]:
    """Rows with a value, a total and a share."""
    return [
        i
        for i in document.impact
        if "text" in i.cells and _OF.search(i.cells["text"].raw) and _SHARE.search(i.cells["text"].raw)
    ]


def _stroke(item: Impact, pattern: re.Pattern[str], group: int, change: Callable[[str], str]) -> Edit:
    cell = item.cells["text"]
    found = pattern.search(cell.raw)
    if not found:
        raise ValueError(f"line {item.line} does not state what is to be changed")
    start, end = (cell.span.start + at for at in found.span(group))
    return Edit(Span(start, end), change(found[group]))


def _other_digit(number: str) -> str:
    return str((int(number[0]) + 2) % 9 + 1) + number[1:]


@defect("a share that is not its numbers", "IMP-011", also=("DOC-008", "COM-007"))
def wrong_share(document: Document) -> Iterator[str]:
    for row in _shared(document):
        yield edited(document, _stroke(row, _SHARE, 1, lambda p: f"{(float(p) + 17) % 100:.1f}"))


@defect("a total changed", "IMP-011", also=("DOC-008", "COM-007"))
def wrong_total(document: Document) -> Iterator[str]:
    for row in _shared(document):
        if not row.name or "100 %" not in row.cells["text"].raw:
            yield edited(document, _stroke(row, _OF, 2, _other_digit))


@defect("an affected amount changed", "DOC-008", "IMP-011", also=("COM-007",))
def wrong_amount(document: Document) -> Iterator[str]:
    for row in _shared(document):
        yield edited(document, _stroke(row, _OF, 1, _other_digit))


@defect("more affected than there are", "IMP-011", also=("DOC-008", "COM-007"))
def too_many(document: Document) -> Iterator[str]:
    for row in _shared(document):
        cell = row.cells["text"]
        found = _OF.search(cell.raw)
        if found and "M" not in found[2]:
            words = cell.raw[: found.start(1)] + found[2] + "0 of " + found[2] + cell.raw[found.end(2) :]
            yield replaced(document, cell.span, words)


@defect("the duration in the impact changed", "DOC-008", "IMP-002", "IMP-011", also=("SUM-005", "COM-007"))
def wrong_duration(document: Document) -> Iterator[str]:
    for row in _rows(document, r"^duration"):
        found = re.search(r"\d+(?= min)", row.cells["text"].raw)
        if found and " h " not in row.cells["text"].raw:
            at = row.cells["text"].span.start + found.start()
            yield replaced(document, Span(at, at + len(found[0])), str(2 * int(found[0]) + 7))


@defect("the downtime of a part written as full", "IMP-002", "IMP-011", "DOC-008")
def full_downtime(document: Document) -> Iterator[str]:
    for row in _rows(document, r"equivalent"):
        yield with_words(document, row, "410 min")


@defect("how many users there are removed", "IMP-003", also=("IMP-011", "DOC-008"))
def no_total(document: Document) -> Iterator[str]:
    for row in _rows(document, _PEOPLE):
        cell = row.cells["text"]
        found = _OF.search(cell.raw)
        if found:
            yield replaced(document, cell.span, found[1])


@defect("“some users” instead of a number", "IMP-003", "IMP-004", "IMP-001")
def some_users(document: Document) -> Iterator[str]:
    for row in _rows(document, _PEOPLE):
        if _OF.search(row.cells["text"].raw):
            yield with_words(document, row, "some users", "unit", "method", "window")


@defect("the row of users removed", "IMP-003", "IMP-001", also=("APP-002", "DOC-008"))
def no_users(document: Document) -> Iterator[str]:
    rows = _rows(document, _PEOPLE)
    if rows:
        yield without_items(document, rows)


@defect("the unit of a number removed", "IMP-001", "IMP-002", also=("DOC-008", "SUM-005"))
def no_unit(document: Document) -> Iterator[str]:
    for row in _rows(document, r"^duration|equivalent"):
        found = re.fullmatch(r"(\d+(?:\.\d+)?) min", row.cells["text"].raw)
        if found:
            yield with_words(document, row, found[1])


@defect("the row about data removed", "IMP-005", also=("APP-002",))
def no_data(document: Document) -> Iterator[str]:
    rows = [
        *_rows(document, r"^data\b"),
        *_rows(document, r"lost or doubled"),
        *_rows(document, "^personal data"),
    ]
    if rows and document.head.category != "security":
        yield without_items(document, rows)


@defect("“none” about data without how it was checked", "IMP-005", "IMP-001")
def unchecked_data(document: Document) -> Iterator[str]:
    for row in _rows(document, r"^data\b|lost or doubled"):
        if not row.in_table:
            yield with_words(document, row, "no data loss", "method", "evidence")


@defect("the row of the error budget removed", "IMP-006", also=("APP-002",))
def no_budget(document: Document) -> Iterator[str]:
    rows = _rows(document, r"budget|slo\b")
    if rows:
        yield without_items(document, rows)


@defect("the error budget computed wrongly", "IMP-006", "IMP-011")
def wrong_budget(document: Document) -> Iterator[str]:
    for row in _rows(document, r"budget"):
        found = re.search(r"\d+(?:\.\d+)?(?= % of)", row.cells["text"].raw)
        if found and float(found[0]) > 1:
            at = row.cells["text"].span.start + found.start()
            yield replaced(document, Span(at, at + len(found[0])), f"{float(found[0]) / 2:.1f}")


@defect("the clock of the law removed", "IMP-014", "COM-006", also=("APP-002",))
def no_clock(document: Document) -> Iterator[str]:
    rows = _rows(document, r"authority|regulator|gdpr")
    if rows and (document.head.category == "security"):
        yield without_items(document, rows)


@defect("the deadline of the law removed", "IMP-014", "COM-006")
def no_deadline(document: Document) -> Iterator[str]:
    for row in _rows(document, r"authority"):
        yield with_words(document, row, "informed")


@defect("personal data exposed, and no clock", "IMP-014", "COM-006", also=("IMP-005",))
def exposed(document: Document) -> Iterator[str]:
    rows = _rows(document, r"personal data")
    if rows and document.head.category != "security":
        yield with_words(document, rows[0], "312 names and addresses were exposed to other customers")


@defect("“unknown” without who finds out", "IMP-001", "IMP-003", also=("DOC-008",))
def unknown(document: Document) -> Iterator[str]:
    for row in _rows(document, rf"{_PEOPLE}|tickets|questions"):
        if _OF.search(row.cells["text"].raw):
            yield with_words(document, row, "unknown", "method", "unit", "window", "evidence", "owner", "by")


@defect("“only” before the harm", "IMP-015")
def only(document: Document) -> Iterator[str]:
    for row in _shared(document):
        yield with_words(document, row, f"luckily only {row.cells['text'].raw}")


@defect("money without how it was reckoned", "IMP-007", also=("IMP-010", "APP-008"))
def bare_money(document: Document) -> Iterator[str]:
    for row in document.impact:
        if "€" in (row.text or "") and not row.in_table:
            yield with_words(document, row, "about 50 000 €", "method", "evidence")


@defect("what was not affected removed", "IMP-009", also=("APP-002",))
def no_scope(document: Document) -> Iterator[str]:
    rows = _rows(document, r"not affected|regions")
    if rows:
        yield without_items(document, rows)


@defect("a window outside of the incident", "IMP-011", also=("IMP-002",))
def outside(document: Document) -> Iterator[str]:
    for row in document.impact:
        start = document.marked.get("impact-started")
        if row.window and start and not row.in_table:
            other = start - timedelta(days=40)
            yield with_field(document, row, "window", f"{other:%Y-%m-%d %H:%M}Z/{start:%Y-%m-%d %H:%M}Z")


@defect("an estimate without how it was made", "IMP-010", "APP-008", also=("DOC-008", "IMP-011", "IMP-003"))
def bare_estimate(document: Document) -> Iterator[str]:
    for row in _rows(document, _PEOPLE):
        found = _OF.search(row.cells["text"].raw)
        if found and row.method and not row.in_table:
            words = f"~{found[1]} of {found[2]}"
            yield with_words(document, row, words, "method", "evidence")


@defect("the number of tickets removed", "IMP-008", also=("APP-002",))
def no_tickets(document: Document) -> Iterator[str]:
    # Tickets of trains and ferries are no tickets of support.
    rows = _rows(document, r"support|^(?:support )?tickets$")
    if rows:
        yield without_items(document, rows)


@defect("how an impact number was found removed", "APP-008", "IMP-010", "APP-004")
def no_method(document: Document) -> Iterator[str]:
    for row in _shared(document):
        if row.method and row.evidence and not row.in_table:
            yield without_field(document, row, "method", "evidence")


def _vague(words: str) -> Callable[[Document], Iterator[str]]:
    def damage(document: Document) -> Iterator[str]:
        rows = [r for r in document.impact if not r.in_table]
        if rows:
            yield above_item(document, rows[0], f"- {words}")

    return damage


for _words in (
    "A small subset of the orders saw delays",
    "The impact was significant",
    "Several partners were affected for a while",
):
    add(f"vague: “{_words}”", _vague(_words), ("IMP-004", "IMP-001"), ("IMP-010",), "impact")
