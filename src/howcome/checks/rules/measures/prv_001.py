"""Every measure says who answers for it, by when, and what is different afterwards.

Why
    An action says what is delivered; a measure says what that is good for. Without the outcome nobody can tell later
    whether it helped, without a person nobody looks, without a date nobody looks in time. A measure belongs to the
    actions that are to have this effect, and every urgent action that prevents, detects or mitigates has one.

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

from howcome.checks.levels import QUIET, levels
from howcome.checks.open_actions import day_of_beginning, is_done, kept_actions, rank_of
from howcome.checks.places import is_present, item_span, lines_of, listed
from howcome.checks.profiles import is_foreign
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
#: Kinds of actions that are to change how often it comes, how soon it is known, or how far it reaches.
_EFFECTIVE = ("prevent", "detect", "mitigate")


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
    if any(a.id for a in document.actions) and not is_foreign(document):
        yield from _for_nothing(measures)
        yield from _without_measure(document)


def _for_nothing(measures: list[Measure]) -> Iterator[Hit]:
    """Measures that belong to no action, although actions have ids."""
    loose = [m for m in measures if m.text and not m.for_actions]
    if loose:
        one = len(loose) == 1
        words = "this measure says" if one else f"{len(loose)} measures say"
        where = "" if one else f" ({lines_of(loose)})"
        yield Hit(
            item_span(loose[0]),
            f"{words} not for which action{where}",
            "Which action is to have this outcome (`for: …`)?",
        )


def _without_measure(document: Document) -> Iterator[Hit]:
    """Urgent actions for which no outcome is expected, where the measures say which actions they are for."""
    named = {name for m in document.measures for name in m.for_actions}
    if not named:
        return
    urgent = [
        a
        for a in kept_actions(document)
        if a.id
        and a.id not in named
        and rank_of(a.priority) in (0, 1)
        and (a.type or "").strip().lower() in _EFFECTIVE
    ]
    for done, which in (
        (False, "no measure says what this urgent action is to achieve"),
        (True, "this urgent action is done, and no measure says what it was to achieve"),
    ):
        actions = [a for a in urgent if is_done(a) is done]
        if actions:
            where = "" if len(actions) == 1 else f", nor {len(actions) - 1} more ({lines_of(actions)})"
            yield Hit(
                item_span(actions[0]),
                f"{which}{where}",
                "What is different afterwards, by when, and who answers for it (a measure with `for: …`)?",
                levels=QUIET if done else {},
            )


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
