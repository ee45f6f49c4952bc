"""A lesson says what was learned, and not what is to be done.

Why
    A task crowds out the insight it came from, and is forgotten in a section that nobody tracks. The task
    belongs to the actions; why it is a good one is the lesson.

Example
    - Add an alert for the age of the queue

Better
    - Queue depth says little when consumers stall; age does

When to ignore
    The sentence gives advice to other teams and not a task to this one.

Source
    Jeli, Howie: the post-incident guide; Etsy, debriefing facilitation guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.checks.similar import content_words, similarity
from howcome.document import Document
from howcome.document.grammar import Lesson
from howcome.text.pattern import pattern

_TASK = pattern(
    r"\W*(?:(?:we|the team)\s(?:should|need to|must|will|have to|ought to)\s(?:also\s|always\s)?)?"
    r"(?:add|create|implement|introduce|enable|configure|migrate|upgrade|remove|replace|automate|write|set\sup|ensure|make\ssure|"
    r"investigate|improve|increase|reduce|refactor|rewrite|define|establish|build|install|extend|fix|update|schedule)\s"
    r"(?!(?:in|to|of|was|is|are|were|had|has|did|does|takes?|took|from|with|than)\b)\w",
    re.IGNORECASE,
)
_SAME = 0.8
_FEWEST_WORDS = 3
_MOST = 2
_MOST_ACTIONS = 100
_QUESTION = (
    "What does this incident teach that makes it a good idea? The task itself can move to the actions."
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "lessons"):
        return
    planned = [content_words(a.text or "") for a in document.actions[:_MOST_ACTIONS]]
    tasks = [lesson for lesson in document.lessons if _is_task(lesson) or _is_planned(lesson, planned)]
    if len(tasks) > _MOST:
        yield Hit(
            item_span(tasks[0]), f"{len(tasks)} lessons say what is to be done ({lines_of(tasks)})", _QUESTION
        )
        return
    for lesson in tasks:
        yield Hit(item_span(lesson), "this lesson says what is to be done", _QUESTION)


def _is_task(lesson: Lesson) -> bool:
    return lesson.lesson_group != "went-well" and bool(_TASK.match(lesson.text or ""))


def _is_planned(lesson: Lesson, planned: list[frozenset[str]]) -> bool:
    """Whether an action says the same in nearly the same words."""
    words = content_words(lesson.text or "")
    return len(words) >= _FEWEST_WORDS and any(similarity(words, other) >= _SAME for other in planned)


rule = Rule(
    code="LES-004",
    title="A lesson is no task",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
