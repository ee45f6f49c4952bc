"""Defects of the lessons: one side only, luck without an answer, words that say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.document import Document
from howcome.document.grammar import Lesson
from measures.defects.edits import below_item, with_field, without_items
from measures.defects.kind import Damage, add, defect


def _group(document: Document, name: str) -> list[Lesson]:
    return [lesson for lesson in document.lessons if lesson.lesson_group == name]


def _without_groups(document: Document, *headings: str) -> str:
    text = document.source.text
    for heading in headings:
        text = re.sub(rf"(?ms)^### {heading}\n.*?(?=^##)", "", text)
    return text


@defect(
    "only what to change is left of the lessons", "LES-001", "LES-002", also=("LES-003", "APP-002", "LES-007")
)
def one_group(document: Document) -> Iterator[str]:
    if document.lessons:
        yield _without_groups(document, "What went well", "Where we got lucky")


@defect("where we got lucky removed", "LES-001", "LES-002", also=("LES-003", "APP-002"))
def no_luck(document: Document) -> Iterator[str]:
    if _group(document, "lucky"):
        yield _without_groups(document, "Where we got lucky")


@defect("what went well left empty", "LES-002", "LES-001", also=("LES-003", "APP-002"))
def nothing_well(document: Document) -> Iterator[str]:
    lessons = _group(document, "went-well")
    if lessons:
        yield without_items(document, lessons)


@defect("luck that no action answers", "LES-007", also=("LES-009",))
def bare_luck(document: Document) -> Iterator[str]:
    lessons = _group(document, "lucky")
    if lessons:
        yield below_item(
            document, lessons[-1], "- The certificate ran out on a Saturday and not on a Monday morning"
        )


@defect("all lessons are technical", "LES-003")
def only_technical(document: Document) -> Iterator[str]:
    if len(document.lessons) < 3 or not all(lesson.area for lesson in document.lessons):
        return
    text = document.source.text
    for number in range(len(document.lessons)):
        changed = Document.parse(text, document.stem)
        text = with_field(changed, changed.lessons[number], "kind", "technical")
    if text != document.source.text:
        yield text


def _added(group: str, words: str) -> Damage:
    def damage(document: Document) -> Iterator[str]:
        lessons = _group(document, group)
        if lessons:
            yield below_item(document, lessons[-1], f"- {words}")

    return damage


for _group_name, _words, _codes in (
    ("to-change", "Communication is key", ("LES-010",)),
    ("to-change", "We need to test more", ("LES-010",)),
    ("to-change", "Always be careful with changes on a Friday", ("LES-010", "B24")),
    ("to-change", "Add an alert for the age of the queue, owned by Dana", ("LES-004",)),
    ("to-change", "Release 4711 was bad", ("LES-005",)),
    ("to-change", "Notices to customers came late", ("LES-009",)),
    ("went-well", "Priya saved the day and fixed it single-handedly", ("LES-008", "B22", "B13", "DOC-012")),
):
    add(
        f"a lesson: “{_words}”",
        _added(_group_name, _words),
        _codes,
        ("LES-009", "LES-003", "B13", "DOC-012"),
        "lessons",
    )
