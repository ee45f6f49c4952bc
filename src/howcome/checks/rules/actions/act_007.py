"""Open actions have a priority, and not all the same.

Why
    Without an order the loudest voice decides. And where everything is urgent, nothing is.

Example
    - [ ] Limit workers per release (owner: Dana; due: 2026-12-04; priority: "P?")

Better
    - [ ] Limit workers per release (owner: Dana; due: 2026-12-04; priority: P1)

When to ignore
    The tracker holds the order.

Source
    Google, Site Reliability Engineering, chapter 15.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import QUIET, levels
from howcome.checks.open_actions import open_actions, rank_of, without
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_HOW = "How much risk does it take away for its effort, compared with the others (`priority: P1`)?"
_UNDECIDED = pattern(r"\W*(?:p\?|\?+|tbd|tba|tbc|unknown|none|n/a|open)\W*\Z", re.IGNORECASE)
#: So many of one urgency are a pattern and not chance.
_MANY = 5


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "actions"):
        return
    actions = open_actions(document)
    yield from without(document, [a for a in actions if not a.priority], "no priority", _HOW)
    for action in actions:
        cell = action.cells.get("priority")
        if cell and action.priority and _UNDECIDED.match(action.priority):
            yield Hit(cell.span, f"“{action.priority}” is no priority", _HOW)
    ranks = {rank_of(a.priority) for a in actions}
    if len(actions) >= _MANY and ranks in ({0}, {1}):
        words = f"all {len(actions)} open actions have the priority P{ranks.pop()} ({lines_of(actions)})"
        yield Hit(
            item_span(actions[0]), words, "Which one would you do if there were time for one?", levels=QUIET
        )


rule = Rule(
    code="ACT-007",
    title="Open actions have an order",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    gap=True,
)
