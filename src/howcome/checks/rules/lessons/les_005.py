"""A lesson holds beyond this one case: a condition and what comes of it.

Why
    "Config 4711 was bad" is true and teaches nobody. What made it possible, said without its number, can be
    looked for by every other team.

Example
    - Config 4711 was wrong

Better
    - Configuration that bypasses the stages of a release has its reach without its tests

When to ignore
    The thing itself is known to all readers and will be there tomorrow.

Source
    The Site Reliability Workbook, chapter 10; howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.lesson_groups import lessons_in
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_INSTANCE = pattern(
    r"\W*(?:the\s)?(?:[\w-]+\s){0,3}?(?:#\d+|(?:PR|MR|INC|pull request|commit|config(?:uration)?|release|version|change|ticket|build|deploy(?:ment)?)"
    r"\s#?v?\d[\w.]*|v\d[\w.]*|[A-Z]{2,8}-\d+)\s(?:was|were|had|did|broke|failed|caused|contained|is)\b",
    re.IGNORECASE,
)
_GENERAL = pattern(
    r"\b(?:because|since|so that|which|whenever|any|every|all|each|always|can|may|will|means|shows|nothing|no)\b|[;:–—]",
    re.IGNORECASE,
)
_MOST_WORDS = 12


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "lessons"):
        return
    for lesson in lessons_in(document, "to-change"):
        words = lesson.text or ""
        if len(words.split()) <= _MOST_WORDS and _INSTANCE.match(words) and not _GENERAL.search(words):
            yield Hit(
                item_span(lesson),
                "this lesson is about one thing of this incident alone",
                "Under which condition does that happen again elsewhere, and what comes of it?",
            )


rule = Rule(
    code="LES-005",
    title="Lessons hold beyond the case",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
