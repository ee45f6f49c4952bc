"""No action promises what nobody can keep.

Why
    "Ensure that this never happens again" cannot be shown to be done, and the next incident makes it a broken
    promise. How far the same fault reaches, and how soon it is known, can be shown.

Example
    - [ ] Ensure this never happens again

Better
    - [ ] Limit a bad configuration to one cell (at most 5 % of tenants)

When to ignore
    The promise is a property that a machine keeps, such as a type that cannot hold the value.

Source
    Cook, How Complex Systems Fail; howcome's own.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.open_actions import kept_actions
from howcome.checks.places import is_present
from howcome.checks.rule import Hit, Rule
from howcome.checks.verbs import ABSOLUTE
from howcome.document import Document
from howcome.text import Span


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "actions"):
        return
    for action in kept_actions(document):
        cell = action.cells["text"]
        found = ABSOLUTE.search(cell.raw)
        if found:
            span = Span(cell.span.start + found.start(), cell.span.start + found.end())
            yield Hit(
                span,
                f"“{' '.join(found.group().split())}” is a promise that nobody can keep",
                "How far may the same fault reach, and how soon is it known, once this is done?",
            )


rule = Rule(
    code="ACT-020",
    title="No action promises the impossible",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    foreign=True,
)
