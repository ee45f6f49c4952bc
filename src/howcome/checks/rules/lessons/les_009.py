"""What is to change leads to a cause, an entry of the timeline, or an open question.

Why
    "Communication was bad" can be denied and cannot be followed. "The first notice to customers came after 31
    minutes, our target is 15 (timeline 14:33Z)" can be followed.

Example
    ### What to change
    - Communication was bad

Better
    ### What to change
    - The first notice to customers came after 31 minutes; our target is 15 (evidence: status-page#1)

When to ignore
    The lesson is general, and the causes show where it comes from.

Source
    PagerDuty, incident response guide.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.lesson_groups import answered_ids, leads_somewhere, lessons_in
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Lesson

_SHORT = 5


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "lessons"):
        return
    lessons = lessons_in(document, "to-change")
    answered = answered_ids(document)
    loose = [lesson for lesson in lessons if not leads_somewhere(lesson, answered)]
    if not loose:
        return
    # A general insight may stand without a link beside lessons that have one; a few words may not.
    short = [lesson for lesson in loose if _is_short(lesson)]
    said = loose if len(loose) == len(lessons) else short
    if not said:
        return
    message = (
        "this lesson leads to no evidence, cause or entry of the timeline"
        if len(said) == 1
        else f"{len(said)} lessons lead to no evidence, cause or entry of the timeline ({lines_of(said)})"
    )
    yield Hit(item_span(said[0]), message, "Where does it show (`evidence: …`), or which question is open?")


def _is_short(lesson: Lesson) -> bool:
    return len((lesson.text or "").split()) <= _SHORT


rule = Rule(
    code="LES-009",
    title="What is to change can be followed",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    gap=True,
)
