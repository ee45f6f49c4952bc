"""Open actions are tracked where work is planned.

Why
    Work that lives only in a report is forgotten with the report. A link to the ticket keeps both in step.

Example
    - [ ] Limit workers per release (owner: Dana; due: 2026-12-04)

Better
    - [ ] Limit workers per release (owner: Dana; due: 2026-12-04; tracker: OPS-812)

When to ignore
    This file is where your team tracks its actions. Say so once in the head: `tracker: this file`.

Source
    PagerDuty, postmortem guide.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.open_actions import odd_one_out, open_actions, without
from howcome.checks.places import is_present, item_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document

_DONE = levels(full="warning", standard="info")


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "actions") or document.head.tracker:
        return
    actions = open_actions(document)
    untracked = [a for a in actions if not a.tracker and "http" not in document.source[a.body]]
    if untracked and not any(a.tracker for a in document.actions):
        yield Hit(
            item_span(untracked[0]),
            "no action names a ticket",
            "Where are these tracked? If it is here, write `tracker: this file` in the head.",
            levels=levels(full="warning", standard="info", light="info"),
        )
        return
    yield from without(document, untracked, "no ticket", "Where is it tracked?")
    for action in odd_one_out(document, "tracker", fewest=2):
        if "http" not in document.source[action.body]:
            words = "this action is done, and names no ticket as the others do"
            yield Hit(item_span(action), words, "Where was it tracked?", levels=_DONE)


rule = Rule(
    code="ACT-005",
    title="Actions are tracked",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
)
