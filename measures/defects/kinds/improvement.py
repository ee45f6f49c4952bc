"""Defects of the section on future practice."""

from __future__ import annotations

from collections.abc import Iterator

from howcome.document import Document
from howcome.text import Edit, Span
from measures.defects.edits import edited, section_body, without_field
from measures.defects.kind import Damage, add, defect

#: What follows when the section says nothing any more.
_EMPTY = ("CIM-002", "CIM-004", "CIM-005", "CIM-007", "CIM-008", "CIM-010", "RCA-019", "COM-015", "PRV-004")


def _only(words: str) -> Damage:
    def damage(document: Document) -> Iterator[str]:
        body = section_body(document, "improvement")
        if body:
            yield edited(document, Edit(body, f"\n{words}\n\n"))

    return damage


for _words in (
    "We will keep improving.",
    "Safety is our top priority. Communication is key, and we will do better.",
    "We take this incident seriously and learn from it every day.",
):
    add(f"only: “{_words}”", _only(_words), ("CIM-001", "CIM-009"), _EMPTY, "improvement")


@defect("dates of all follow-ups removed", "CIM-005")
def no_dates(document: Document) -> Iterator[str]:
    yield from _fields_gone(document, "by")


@defect("owners of all follow-ups removed", "CIM-005")
def no_owners(document: Document) -> Iterator[str]:
    yield from _fields_gone(document, "owner")


def _fields_gone(document: Document, name: str) -> Iterator[str]:
    text = document.source.text
    for review in document.reviews:
        changed = Document.parse(text, document.stem)
        same = changed.find(f":{review.line}")
        if same:
            text = without_field(changed, same, name)
    if text != document.source.text:
        yield text


def _said(words: str) -> Damage:
    def damage(document: Document) -> Iterator[str]:
        body = section_body(document, "improvement")
        if body:
            yield edited(document, Edit(Span(body.start, body.start), f"\n{words}\n"))

    return damage


for _words in (
    "The mean MTTR fell by 20 % since spring, so the new process works.",
    "Our MTTR improved from 52 to 41 minutes, which shows that on-call has become better.",
):
    add(f"said: “{_words}”", _said(_words), ("CIM-006",), (), "improvement")
