"""The lessons say what went well, what to change, and where luck helped.

Why
    What went well is worth keeping on purpose. Luck shows the harm that nearly happened: next time it may
    not be there.

Example
    ## Lessons Learned

    ### What to change

    - The limit was not known to the release tool

Better
    The same, and:

    ### What went well

    - The rollback took two minutes because it is drilled each month

    ### Where we got lucky

    - It was a quiet Tuesday

When to ignore
    One group is really empty; "None that we know of" under its heading says so.

Source
    Google, Site Reliability Engineering, chapter 15.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, listed, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document

_GROUPS = {
    "went-well": ("what went well", "What worked, and what made it work?"),
    "to-change": ("what to change", "What would help next time?"),
    "lucky": ("where we got lucky", "What could have made it worse, and did not by chance?"),
}


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "lessons"):
        return
    found = {lesson.lesson_group for lesson in document.lessons}
    # A heading with nothing below it is LES-002's.
    found |= {p.group for p in document.placed if p.section == "lessons"}
    missing = [_GROUPS[g] for g in _GROUPS if g not in found]
    if missing:
        yield Hit(
            section_span(document, "lessons"),
            f"the lessons do not say {listed([m[0] for m in missing], 'or')}",
            " ".join(m[1] for m in missing),
        )


rule = Rule(
    code="LES-001",
    title="Lessons in three groups",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
)
