"""Each group of lessons holds at least one, or says that none was found.

Why
    An empty heading can mean that nobody looked. What went well is looked at least of all, and is what keeps
    the next incident small.

Example
    ### What went well

    ### What to change
    - The limit is unknown to the release tool

Better
    ### What went well
    - The canary held the harm at 5 %, since it runs for ten minutes

When to ignore
    Nothing belongs there; "None that we know of" says so.

Source
    PagerDuty, postmortem guide.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import LESSON_GROUPS
from howcome.text import Span

_QUESTIONS = {
    "went-well": "What worked, and what made it work?",
    "to-change": "What would help next time?",
    "lucky": "What could have made it worse, and did not by chance?",
}
_NO_WORDS = ("heading", "blank", "comment", "rule")


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "lessons"):
        return
    stated = {lesson.lesson_group for lesson in document.lessons}
    headings: dict[str, tuple[Span, str]] = {}
    for placed in document.placed:
        group = placed.group
        if placed.section != "lessons" or group not in LESSON_GROUPS:
            continue
        if placed.block.kind not in _NO_WORDS:
            stated.add(group)
        elif placed.block.kind == "heading":
            headings.setdefault(group, (placed.block.content, placed.heading or group))
    for group, (span, words) in headings.items():
        if group not in stated:
            yield Hit(
                span,
                f"there is nothing below “{words}”",
                f"{_QUESTIONS[group]} If nothing: “None that we know of”.",
            )


rule = Rule(
    code="LES-002",
    title="No group of lessons is left empty",
    levels=levels(full="warning", standard="warning", light="info"),
    check=check,
    gap=True,
)
