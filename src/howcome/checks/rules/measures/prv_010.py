"""The measures do not all sit in one corner.

Why
    Where all that is followed up is of one kind and one strength, such as three alerts, the other sides of the
    incident are left to chance: what began it, what let it spread, what made it last.

Example
    Three measures, each for an alert, while the action that prevents has none

Better
    One measure for what prevents, one for what tells sooner

When to ignore
    The rest of the actions are so plain that nothing needs to be followed up.

Source
    howcome's own: the strength of an action beside what it does.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import QUIET
from howcome.checks.open_actions import kept_actions
from howcome.checks.places import is_present, section_span
from howcome.checks.rule import Hit, Rule
from howcome.checks.strength import rung_of
from howcome.document import Document
from howcome.document.grammar import Action

_FEWEST = 3


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "measures") or len(document.measures) < _FEWEST:
        return
    followed = {
        action.id: action
        for measure in document.measures
        for name in measure.for_actions
        if isinstance(action := document.by_id.get(name), Action)
    }
    cells = {_cell(action) for action in followed.values()}
    others = {_cell(action) for action in kept_actions(document) if action.id not in followed}
    if len(followed) < _FEWEST or len(cells) != 1 or None in cells or not others - cells - {None}:
        return
    cell = next(iter(cells))
    if cell:
        yield Hit(
            section_span(document, "measures"),
            f"all {len(document.measures)} measures follow actions of one sort ({cell[0]}, {cell[1]})",
            "Which of the other actions would you miss most if it had no effect?",
        )


def _cell(action: Action) -> tuple[str, str] | None:
    """Kind and strength of an action; None where one of them is not known."""
    rung = rung_of(action)
    kind = (action.type or "").strip().lower()
    return (kind, rung.name) if rung and kind else None


rule = Rule(
    code="PRV-010",
    title="Measures cover more than one side",
    levels=QUIET,
    check=check,
)
