"""What is due later than three months from the incident has a step on the way.

Why
    A project of half a year competes with everything, and until it is done the condition is there. A first step
    within weeks, or a risk that somebody accepts until then, keeps it honest.

Example
    - [ ] Rewrite the scheduler (due: 2027-06-30)

Better
    - [ ] Guard the scheduler's start with a limit (due: 2026-12-15; addresses: w0a03)
    - [ ] Rewrite the scheduler (due: 2027-06-30; addresses: w0a03)

When to ignore
    Nothing can happen before that date: the next sale, the next renewal.

Source
    PagerDuty, postmortem guide; howcome's own: three months.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from howcome.checks.levels import levels
from howcome.checks.open_actions import FARTHEST_DAYS, day_of_end, kept_actions, open_actions
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Action
from howcome.text.pattern import pattern

_STEP = pattern(
    r"\b(?:milestones?|phases?|first step|in stages|step by step|interim|meanwhile|in the meantime|until then|starting with|"
    r"from its first day|pilot|by 20\d\d-\d\d)\b",
    re.IGNORECASE,
)

#: No step on the way makes an answer to this incident of what comes in a year.
_YEAR = 270
#: So many accepted risks are read for the name of an action.
_MOST_RISKS = 50


def check(document: Document) -> Iterator[Hit]:
    ended = day_of_end(document)
    if not is_present(document, "actions") or ended is None:
        return
    soonest = _soonest(document)
    late = [a for a in open_actions(document) if a.due and (a.due - ended).days > FARTHEST_DAYS]
    far = [a for a in late if not _has_step(document, a, soonest)]
    for action in late:
        if (
            action.due
            and action not in far
            and (action.due - ended).days > _YEAR
            and not _is_accepted(document, action)
        ):
            days = (action.due - ended).days
            question = "Which part of it answers this incident, and can that part come within a quarter?"
            yield Hit(item_span(action), f"this action is due {days} days after the incident", question)
    if far:
        one = len(far) == 1
        days = max((a.due - ended).days for a in far if a.due)
        words = (
            f"this action is due {days} days after the incident"
            if one
            else f"{len(far)} actions are due up to {days} days after the incident ({lines_of(far)})"
        )
        question = "Which step comes within weeks, and who accepts the risk until then?"
        yield Hit(item_span(far[0]), f"{words}, and nothing comes before", question)


def _soonest(document: Document) -> dict[str, date]:
    """For each cause, the first day on which something for it is due; a risk that is accepted counts as now."""
    found: dict[str, date] = {name: date.min for risk in document.risks for name in risk.addresses}
    for action in kept_actions(document):
        for name in action.addresses:
            if action.due:
                found[name] = min(action.due, found.get(name, action.due))
    return found


def _has_step(document: Document, action: Action, soonest: Mapping[str, date]) -> bool:
    """Whether something for the same cause comes sooner, a risk covers the time, or the words name a step."""
    if _STEP.search(document.source[action.body]):
        return True
    return _is_accepted(document, action) or any(
        action.due and soonest.get(name, action.due) < action.due for name in action.addresses
    )


def _is_accepted(document: Document, action: Action) -> bool:
    """Whether a risk names the action, or is accepted for a cause that the action answers."""
    names = [n for n in (action.id, action.tracker) if n]
    if any(n in (risk.text or "") for risk in document.risks[:_MOST_RISKS] for n in names):
        return True
    return any(set(risk.addresses) & set(action.addresses) for risk in document.risks)


rule = Rule(
    code="ACT-016",
    title="A far date has a step on the way",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
