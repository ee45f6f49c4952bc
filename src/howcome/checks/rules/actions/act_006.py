"""Every action says what it does: prevent, detect, mitigate, repair, process, investigate, share.

Why
    With the kind beside each action one sees at a glance what is missing: five that prevent and none that
    would tell sooner, or many that spread the lesson and none that changes the system.

Example
    - [ ] Limit workers per release (owner: Dana; due: 2026-12-04)

Better
    - [ ] Limit workers per release (owner: Dana; due: 2026-12-04; kind: prevent)

When to ignore
    Your tracker holds the kind, and nobody looks for it here.

Source
    Google, Site Reliability Engineering, chapter 15 (example postmortem).
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.open_actions import kept_actions, without
from howcome.checks.places import is_present, listed
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import ACTION_KINDS

_KINDS = listed(ACTION_KINDS, "or")
_WHICH = f"Which is it: {_KINDS} (`kind: …`)?"


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "actions"):
        return
    actions = kept_actions(document)
    yield from without(document, [a for a in actions if not a.type], "no kind", _WHICH)
    for action in actions:
        cell = action.cells.get("kind")
        if cell and not action.in_table and action.type and action.type.strip().lower() not in ACTION_KINDS:
            yield Hit(cell.span, f"“{cell.raw.strip()}” is none of the kinds of actions", _WHICH)


rule = Rule(
    code="ACT-006",
    title="Every action says what it does",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    gap=True,
)
