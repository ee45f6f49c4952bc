"""Lessons are about technology and about the way of working, and about collaboration where several worked together.

Why
    Technical lessons are the easiest to see and change one system. Those about process and collaboration
    change the next incident in another system.

Example
    - The pool is too small (kind: technical)
    - The limit is unknown to the release tool (kind: technical)

Better
    The same, and:
    - Two channels were in use; a decision in one was not seen in the other for 12 minutes (kind: collaboration)

When to ignore
    The other kind was looked for, and nothing was found.

Source
    The ten parts of a postmortem (docs/format.md); Jeli, Howie: the post-incident guide.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import QUIET, levels
from howcome.checks.places import is_present, listed, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document

_QUESTIONS = {
    "technical": "What was learned about the systems?",
    "process": "What was learned about how work is done: releases, reviews, on-call?",
    "collaboration": "What was learned about how people found each other and decided?",
}
_FEWEST = 2
_SEVERAL = 3


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "lessons"):
        return
    kinds = [(lesson.area or "").strip().lower() for lesson in document.lessons]
    tagged = [k for k in kinds if k]
    # Where most lessons have no kind, their kinds cannot be counted.
    if len(tagged) < _FEWEST or len(tagged) * 2 < len(kinds):
        return
    missing = [k for k in ("technical", "process") if k not in tagged]
    if missing:
        yield Hit(
            section_span(document, "lessons"),
            f"no lesson is {listed(missing, 'or')}",
            " ".join(_QUESTIONS[m] for m in missing),
        )
    elif "collaboration" not in tagged and len(_people(document)) >= _SEVERAL:
        yield Hit(
            section_span(document, "lessons"),
            f"{len(_people(document))} roles took part, and no lesson is about how they worked together",
            _QUESTIONS["collaboration"],
            levels=QUIET,
        )


def _people(document: Document) -> set[str]:
    """The roles of people that the timeline names as actors."""
    return {a.lower() for e in document.timeline for a in e.actors if a.lower().startswith("the ")}


rule = Rule(
    code="LES-003",
    title="Lessons of both kinds",
    levels=levels(full="warning", standard="info", light=None),
    check=check,
    gap=True,
)
