"""Every action names the cause or the lesson that it answers.

Why
    Read from the action: why are we doing this? Read from the cause: is anything done about it? One id answers
    both, also a year later, when somebody wants to drop the action.

Example
    - [ ] Upgrade the cluster (owner: Dana; due: 2026-12-04)

Better
    - [ ] Upgrade the cluster (owner: Dana; due: 2026-12-04; addresses: w0a03)

When to ignore
    The action tidies up what the incident left behind; call it `kind: repair`.

Source
    NASA, mishap investigation procedures: every finding is addressed; howcome's own.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.open_actions import kept_actions, without
from howcome.checks.places import is_present
from howcome.checks.references import unknown_references
from howcome.checks.rule import Hit, Rule
from howcome.document import Document

_WHICH = "Which cause or lesson does it answer (`addresses: …`)?"


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "actions"):
        return
    for action in document.actions:
        for name, span in unknown_references(document, action, "addresses"):
            yield Hit(
                span,
                f"this action answers “{name}”, and nothing has that id",
                "Is it spelled otherwise, or did that cause get another id?",
            )
    if not any(item.id for item in (*document.causes, *document.lessons)):
        return  # nothing could be named
    repairs = ("repair",)
    unlinked = [
        a
        for a in kept_actions(document)
        if not a.addresses and (a.type or "").strip().lower() not in repairs and not a.in_table
    ]
    yield from without(document, unlinked, "no cause that it answers", _WHICH)


rule = Rule(
    code="ACT-009",
    title="Every action names what it answers",
    levels=levels(full="error", standard="warning", light="info"),
    check=check,
    gap=True,
)
