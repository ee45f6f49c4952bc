"""It is said where the lesson will be met again.

Why
    A report is read in the week it is published. In the onboarding, in a drill, in the guide that a design review goes
    by, the lesson meets those who were not there.

Example
    A section with a date for the next look, and nothing about who learns from it

Better
    - Play the first forty minutes with two new on-call engineers (owner: Salma; by: 2027-02-13)

When to ignore
    The lesson concerns one part that is being taken out of service.

Source
    Google, Site Reliability Engineering, chapter 15 (reading clubs, postmortem of the month, disaster role-play).
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, section_span
from howcome.checks.practices import ARTEFACT, REUSE
from howcome.checks.rule import Hit, Rule
from howcome.document import Document


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "improvement"):
        return
    text = document.source.text
    spans = [s.span for s in document.sections if s.key == "improvement"]
    if not any(ARTEFACT.search(text, s.start, s.end) for s in spans):
        return  # CIM-001 or CIM-009 asks for something that changes at all
    if not any(REUSE.search(text, s.start, s.end) for s in spans):
        yield Hit(
            section_span(document, "improvement"),
            "nothing says where this lesson is met again",
            "In which guide, onboarding, drill or design review will those who were not there meet it?",
        )


rule = Rule(
    code="CIM-002",
    title="It is said where the lesson is met again",
    levels=levels(full="warning", standard="info"),
    check=check,
    gap=True,
)
