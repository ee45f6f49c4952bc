"""At least one action of a severe incident changes what the system does by itself.

Why
    Reminders and documents fade with the people who read them. What the machine refuses, does by itself or tells
    in time stays. Reports whose actions are all of the first sort tend to have the same incident again.

Example
    - [ ] Update the runbook of the pool
    - [ ] Announce the new limit to all teams

Better
    - [ ] Reject a release that starts more than 40 workers
    - [ ] Alert when the pool is 80 % full
    - [ ] Update the runbook of the pool

When to ignore
    The strength of an action is read from its words; where that is wrong, say it: `strength: S4`.

Source
    VA National Center for Patient Safety, action hierarchy; Institute for Healthcare Improvement, RCA2.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.incident_times import degree_of_severity
from howcome.checks.levels import levels
from howcome.checks.open_actions import kept_actions
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.checks.strength import LADDER, WEAK_SCORE, one_step_stronger, rung_of
from howcome.document import Document
from howcome.document.grammar import STRENGTHS

#: Severity → the score that at least one action has.
_WANTED = {0: 3, 1: 3, 2: 2}
_MOSTLY_WEAK = levels(full="warning", standard="info")
_READ = levels(full="warning", standard="info")


def check(document: Document) -> Iterator[Hit]:
    wanted = _WANTED.get(degree_of_severity(document) or -1, 2)
    actions = kept_actions(document)
    rungs = [rung for action in actions if (rung := rung_of(action))]
    if not is_present(document, "actions") or not actions or len(rungs) < len(actions):
        return  # where the strength of one is not known, it may be the strong one
    strongest = max(rung.score for rung in rungs)
    weak = [a for a, rung in zip(actions, rungs, strict=True) if rung.score <= WEAK_SCORE]
    stated = all((a.strength or "").strip().upper() in STRENGTHS for a in actions)
    if strongest < wanted:
        count = "the only action" if len(actions) == 1 else f"the strongest of {len(actions)} actions"
        yield Hit(
            item_span(actions[0]),
            f"{count} is of class S{strongest} ({LADDER[strongest].means}); for this severity S{wanted} is asked for",
            one_step_stronger((weak or actions)[0].text or ""),
            levels={} if stated else _READ,
        )
    elif len(actions) > 2 and len(weak) * 2 > len(actions):
        yield Hit(
            item_span(weak[0]),
            f"{len(weak)} of {len(actions)} actions are something to read or to remember ({lines_of(weak)})",
            one_step_stronger(weak[0].text or ""),
            levels=_MOSTLY_WEAK,
        )


rule = Rule(
    code="ACT-010",
    title="At least one action changes the system",
    levels=levels(full="error", standard="info", light="info"),
    check=check,
)
