"""Defects of the whole document: sections, placeholders, names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.document import Document
from howcome.document.document import Section
from howcome.text import Edit, Span
from measures.defects.edits import edited, replaced, section_body, with_paragraph, with_sentence
from measures.defects.kind import Damage, add, defect

#: Sections whose loss breaks least elsewhere come first.
_KEYS = ("lessons", "improvement", "communication", "measures", "impact", "incident-summary", "appendix")
_GONE = (
    "APP-001", "APP-002", "CIM-001", "CIM-004", "COM-001", "IMP-003", "IMP-005", "IMP-006", "LES-001", "LES-007", "PRV-001",
    "PRV-003", "PRV-004", "PRV-005", "RCA-016", "RCA-019", "SUM-001", "SUM-006", "SUM-010", "APP-004", "APP-008", "DOC-006",
    "IMP-014", "DOC-009", "COM-015", "ACT-009",
)  # fmt: skip


def _sections(document: Document) -> Iterator[Section]:
    for key in _KEYS:
        for section in document.sections:
            if section.key == key and section.heading.level == 2:
                yield section


@defect("a section removed", "DOC-001", also=_GONE)
def section_removed(document: Document) -> Iterator[str]:
    for section in _sections(document):
        yield replaced(document, section.span, "")


@defect("a section emptied", "DOC-001", also=_GONE)
def section_emptied(document: Document) -> Iterator[str]:
    for section in _sections(document):
        yield replaced(document, Span(section.heading.span.end, section.span.end), "\n")


@defect("a section that says TODO", "DOC-001", "DOC-002", also=_GONE)
def section_todo(document: Document) -> Iterator[str]:
    for section in _sections(document):
        yield replaced(document, Span(section.heading.span.end, section.span.end), "\nTODO\n\n")


@defect("“not applicable” without a reason", "DOC-001", also=_GONE)
def no_reason(document: Document) -> Iterator[str]:
    for section in _sections(document):
        yield replaced(document, Span(section.heading.span.end, section.span.end), "\nNot applicable.\n\n")


@defect("two sections in the wrong order", "DOC-001")
def wrong_order(document: Document) -> Iterator[str]:
    pairs = {s.key: s for s in document.sections if s.heading.level == 2}
    one, other = pairs.get("lessons"), pairs.get("improvement")
    if one and other:
        source = document.source
        yield edited(document, Edit(one.span, source[other.span]), Edit(other.span, source[one.span]))


def _said(key: str, words: str) -> Damage:
    def damage(document: Document) -> Iterator[str]:
        yield from with_sentence(document, key, words)

    return damage


for _words in (
    "The number of tickets is TBD.",
    "TODO: ask the network team.",
    "About ?? orders were affected.",
    "The incident began at <time>.",
    "In all XX customers called.",
    "[Insert the root cause here]",
):
    add(
        f"a placeholder: “{_words}”",
        _said("incident-summary", _words),
        ("DOC-002",),
        ("IMP-004", "IMP-010"),
        "whole",
    )


@defect("a guiding question left open as text", "DOC-002")
def guiding(document: Document) -> Iterator[str]:
    yield from with_paragraph(document, "lessons", "_What went well? Your answer goes here._")


@defect("a name in the analysis: one that the head knows", "B13", "DOC-012")
def known_name(document: Document) -> Iterator[str]:
    if document.head.owner:
        name = document.head.owner.split()[0]
        yield from with_paragraph(document, "causes", f"{name} restarted the second replica at that moment.")


@defect("a name in the analysis: one that nothing else names", "B13", "DOC-012")
def unknown_name(document: Document) -> Iterator[str]:
    words = "Zdenka Marková restarted the second replica, since the runbook says so."
    yield from with_paragraph(document, "causes", words)


@defect("a body of ten thousand words", "DOC-007", also=("DOC-009",))
def too_long(document: Document) -> Iterator[str]:
    words = "The second replica answered as before, and the queue behind it was read at the usual speed by all workers."
    yield from with_paragraph(document, "causes", "\n\n".join([" ".join([words] * 5)] * 40))


@defect("a comment that is never closed", "READ-006", also=_GONE + ("DOC-001", "LES-002", "LES-003"))
def open_comment(document: Document) -> Iterator[str]:
    body = section_body(document, "improvement")
    if body:
        yield edited(document, Edit(Span(body.end, body.end), "\n<!-- look at this again\n\n"))


@defect("a finding silenced without a reason", "SUP-001", "DOC-010")
def silenced(document: Document) -> Iterator[str]:
    for action in document.actions[:1]:
        line = document.source.line_span(action.line)
        if not action.in_table:
            yield edited(document, Edit(Span(line.end, line.end), " <!-- howcome: ignore ACT-003 -->"))


@defect("a sentence that a machine wrote, unread", "DOC-011")
def machine(document: Document) -> Iterator[str]:
    words = "<!-- howcome: drafted, not read yet -->\nThe cache was probably cold at that time."
    text = next(with_paragraph(document, "causes", words), None)
    if text and re.search(r"status: (?:published|approved|closed)", text):
        yield text
