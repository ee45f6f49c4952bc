"""Every open action has a date by when it is due, and it is a date that can be kept.

Why
    Without a date an action waits until the next incident. A date may move; that it moved can be seen. A
    date before the incident is a slip of the pen, and one far beyond the priority tells that one of the
    two is not meant: most teams ask for P0 within 15 days, P1 within 30, P2 within 60.

Example
    - [ ] Limit workers per release (owner: Dana; due: soon)

Better
    - [ ] Limit workers per release (owner: Dana; due: 2026-12-04)

When to ignore
    The date is kept in the tracker alone, and everybody who reads this can open it.

Source
    PagerDuty, postmortem guide; Atlassian, incident management handbook.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from howcome.checks.levels import QUIET, levels
from howcome.checks.open_actions import (
    FARTHEST_DAYS,
    day_of_beginning,
    day_of_end,
    days_of_priority,
    latest_days,
    odd_one_out,
    open_actions,
    without,
)
from howcome.checks.places import is_present, item_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Action
from howcome.document.items import Cell

_DONE = levels(full="warning", standard="info")
_BY_WHEN = "By when, as YYYY-MM-DD?"


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "actions"):
        return
    actions = open_actions(document)
    yield from without(
        document, [a for a in actions if not _words(a.cells.get("due"))], "no due date", _BY_WHEN
    )
    for action in odd_one_out(document, "due", fewest=2):
        words = "this action is done, and has no date as the others have"
        yield Hit(item_span(action), words, _BY_WHEN, levels=_DONE)
    pending = {id(action) for action in actions}
    began, ended = day_of_beginning(document), day_of_end(document)
    for action in document.actions:
        cell = action.cells.get("due")
        if not cell or not _words(cell):
            continue
        is_open = id(action) in pending
        if action.due is None:
            if is_open:
                yield Hit(cell.span, f"“{_words(cell)}” is no date", _BY_WHEN)
            continue
        first = ended if is_open else began
        if first and action.due < first:
            words = f"this action is due on {action.due}, and the incident was on {first}"
            yield Hit(cell.span, words, "Which date is meant?")
        elif is_open and ended:
            yield from _beyond_priority(action, cell, action.due, ended)


def _beyond_priority(action: Action, cell: Cell, due: date, ended: date) -> Iterator[Hit]:
    """A due date far beyond what its priority asks for; beyond three months ACT-016 asks for steps."""
    usual = days_of_priority(action.priority)
    days = (due - ended).days
    if usual and latest_days(action.priority) < days <= FARTHEST_DAYS:
        yield Hit(
            cell.span,
            f"this {(action.priority or '').strip()} action is due {days} days after the incident; usual are {usual}",
            "Is it less urgent than its priority says, or can a part of it come sooner?",
            levels=QUIET,
        )


def _words(cell: Cell | None) -> str:
    return cell.raw.strip() if cell else ""


rule = Rule(
    code="ACT-004",
    title="Every action has a due date",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
)
