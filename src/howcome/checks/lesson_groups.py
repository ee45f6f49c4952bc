"""The lessons of one group, and whether one of them leads to something: an action, a risk, a cause, evidence.

Owns what counts as "none that we know of" and as a link. Owns no judgement about a lesson.
"""

from __future__ import annotations

import re

from howcome.document import Document
from howcome.document.grammar import Lesson
from howcome.text.pattern import pattern

_NONE = pattern(
    r"\W*(?:none|nothing|no(?: such)? (?:luck|items?|lessons?)|not (?:that we know|this time)|n/a|not applicable)\b",
    re.IGNORECASE,
)
_REFERENCE = pattern(
    r"\^[A-Za-z0-9][\w.-]{1,63}|(?:→|->|see)\s?\^?[A-Za-z]{1,6}-?\d|\b[A-Z]{2,10}-\d{1,6}\b|\b[AFR]-?\d{1,2}\b|\[(?:TL|E)\s?\d|\]\(|https?://|"
    r"(?<!\w)#\d{2,7}\b"
)
_CLOCK = pattern(r"\b\d{1,2}:\d\d\b|\b\d{4}-\d\d-\d\d\b")


def lessons_in(document: Document, group: str) -> list[Lesson]:
    """The lessons of a group that say something."""
    return [
        lesson
        for lesson in document.lessons
        if lesson.lesson_group == group and lesson.text and not says_none(lesson.text)
    ]


def says_none(words: str) -> bool:
    """Whether words say that there is nothing in this group."""
    return bool(_NONE.match(words))


def answered_ids(document: Document) -> frozenset[str]:
    """The ids that an action or an accepted risk answers."""
    ids = {ref for action in document.actions for ref in action.addresses}
    return frozenset(ids.union(ref for risk in document.risks for ref in risk.addresses))


def is_answered(lesson: Lesson, answered: frozenset[str]) -> bool:
    """Whether a lesson is answered, or itself names what answers it."""
    cell = lesson.cells.get("text")
    return lesson.id in answered or bool(cell and _REFERENCE.search(cell.raw))


def leads_somewhere(lesson: Lesson, answered: frozenset[str]) -> bool:
    """Whether a lesson names evidence, a time, or an item of the document, or is answered."""
    return bool(lesson.evidence or _CLOCK.search(lesson.text or "")) or is_answered(lesson, answered)
