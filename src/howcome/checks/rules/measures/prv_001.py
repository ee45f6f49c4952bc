"""Every measure says who answers for it, by when, and what is different afterwards.

Why
    An action says what is delivered; a measure says what that is good for. Without the outcome nobody can tell later
    whether it helped, without a person nobody looks, without a date nobody looks in time.

Example
    - Roll the limit out (responsible: Dana)

Better
    - Roll the limit out (for: a0a01; responsible: Dana; by: 2026-12-18; expects: "no release starts more than 40 workers")

When to ignore
    The measure is withdrawn; then it can go, with a line below "Options considered".

Source
    The ten parts of a postmortem (docs/format.md); Institute for Healthcare Improvement, RCA2.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.open_actions import day_of_beginning
from howcome.checks.places import is_present, item_span, lines_of, listed
from howcome.checks.references import unknown_references
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Measure

#: field → what is missing, and the question.
_ASKED = {
    "responsible": ("nobody who answers for it", "Who answers for the outcome (`responsible: …`)?"),
    "by": ("no date", "By when (`by: …`)?"),
    "expects": (
        "no expected outcome",
        "What is different afterwards: which number, from what to what (`expects: …`)?",
    ),
}


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "measures"):
        return
    measures = [m for m in document.measures if m.text or m.cells]
    lacking = [(m, names) for m in measures if (names := _missing(m))]
    if len(lacking) > 3:
        gaps = [_ASKED[n][0] for n in _ASKED if any(n in missing for _, missing in lacking)]
        items = [measure for measure, _ in lacking]
        words = f"{len(lacking)} measures have {listed(gaps, 'or')} ({lines_of(items)})"
        yield Hit(
            item_span(items[0]), words, "Who answers for each, by when, and what is different afterwards?"
        )
    else:
        for measure, missing in lacking:
            words = listed([_ASKED[n][0] for n in missing])
            yield Hit(item_span(measure), f"this measure has {words}", _ASKED[missing[-1]][1])
    yield from _impossible(document, measures)


def _missing(measure: Measure) -> list[str]:
    return [name for name in _ASKED if not (cell := measure.cells.get(name)) or not cell.raw.strip(" -–?")]


def _impossible(document: Document, measures: list[Measure]) -> Iterator[Hit]:
    """Dates before the incident, and actions that are not there."""
    began = day_of_beginning(document)
    for measure in measures:
        for name, span in unknown_references(document, measure, "for"):
            question = "Is it spelled otherwise, or is the action gone?"
            yield Hit(span, f"this measure is for “{name}”, and nothing has that id", question)
        if began and measure.by and measure.by < began:
            words = f"this measure is due on {measure.by}, and the incident was on {began}"
            yield Hit(measure.cells["by"].span, words, "Which date is meant?")


rule = Rule(
    code="PRV-001",
    title="Every measure has a person, a date and an outcome",
    levels=levels(full="error", standard="warning", light="info"),
    check=check,
    gap=True,
)
