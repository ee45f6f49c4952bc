"""Every open action has a date by when it is due.

Why
    Without a date an action waits until the next incident. A date may move; that it moved can be seen.

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

from howcome.checks.levels import levels
from howcome.checks.open_actions import open_actions, without
from howcome.checks.places import is_present
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.items import Cell

_BY_WHEN = "By when, as YYYY-MM-DD?"


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "actions"):
        return
    actions = open_actions(document)
    yield from without([a for a in actions if not _words(a.cells.get("due"))], "no due date", _BY_WHEN)
    for action in actions:
        cell = action.cells.get("due")
        if cell and _words(cell) and action.due is None:
            yield Hit(cell.span, f"“{_words(cell)}” is no date", _BY_WHEN)


def _words(cell: Cell | None) -> str:
    return cell.raw.strip() if cell else ""


rule = Rule(
    code="ACT-004",
    title="Every action has a due date",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
)
