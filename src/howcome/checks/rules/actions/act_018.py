"""A closed action says how it was closed, and what shows it.

Why
    "Closed" may mean done, done in another way, or given up. A year later, when the incident comes again, that is
    the first question. A link to the change or the drill answers it.

Example
    - [x] Add an alert on queue age

Better
    - [x] Add an alert on queue age (state: done; evidence: drill#2026-12-02)
    - [ ] Split the queue (state: wont-do; reason: "the limit proved enough in the drill")

When to ignore
    The ticket holds the proof; name it in `tracker`.

Source
    National Transportation Safety Board, status of safety recommendations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.open_actions import is_done, kept_actions
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import ACTION_STATES, DONE_STATES, Action
from howcome.text.pattern import pattern

#: A change, a pull request, a commit, a ticket or a link, in the words of an item.
_PROOF = pattern(
    r"https?://|(?<!\w)#\d|!\d+|\b(?:PR|MR|CL|commit|release|deploy|drill|test|change)s?\s?#?\d|\b[0-9a-f]{7,40}\b|\b[A-Z]{2,8}-\d+",
)
#: What was taken back shows nothing of how it was taken back.
_UNDONE = pattern(
    r"\b(?:revert(?:s|ed|ing)?|undo(?:es|ne)?|roll(?:s|ed|ing)? back|withdraw(?:n|s)?|of|from|since|before)\s(?:\w+\s){0,2}(?:#|!)?\d+",
    re.IGNORECASE,
)
_REASON = pattern(
    r"\b(?:because|since|as|so|reason|instead|replaced|by|too|costs?|not worth|accepted)\b|[:;–—]",
    re.IGNORECASE,
)
_WHICH = (
    "How did it end: done, done-alternative, exceeds, wont-do, superseded, no-longer-applicable (`state: …`)?"
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "actions"):
        return
    unproven = []
    kept = {id(action) for action in kept_actions(document)}
    accepted = {name for risk in document.risks for name in risk.addresses}
    for action in document.actions:
        state = (action.state or "").strip().lower()
        cell = action.cells.get("state")
        if cell and state and state not in ACTION_STATES and not action.in_table:
            yield Hit(cell.span, f"“{cell.raw.strip()}” does not say how the action ended", _WHICH)
        elif cell and (contradiction := _contradiction(action, state)):
            yield Hit(cell.span, contradiction, "Which of the two is right?")
        elif state == "wont-do" and not _has_reason(action, accepted):
            words = "this action was given up, and no reason stands here"
            yield Hit(
                item_span(action), words, "Why was it given up, and who accepts the risk (`reason: …`)?"
            )
        elif is_done(action) and id(action) in kept and not _is_proven(document, action):
            unproven.append(action)
    if unproven:
        words = "this action is" if len(unproven) == 1 else f"{len(unproven)} actions are"
        where = "" if len(unproven) == 1 else f" ({lines_of(unproven)})"
        yield Hit(
            item_span(unproven[0]),
            f"{words} done, and nothing shows it{where}",
            "Which change, drill or alert shows that it is done (`evidence: …`, or the ticket)?",
            levels=levels(full="warning", standard="info"),
        )


def _contradiction(action: Action, state: str) -> str | None:
    box = action.cells.get("done")
    if box is None or action.in_table:
        return None
    if action.done and state in ("open", "in-progress"):
        return f"the box is ticked, and the state says {state}"
    if not action.done and state in DONE_STATES:
        return f"the state says {state}, and the box is empty"
    return None


def _is_proven(document: Document, action: Action) -> bool:
    if action.evidence or action.tracker:
        return True
    return bool(_PROOF.search(_UNDONE.sub(" ", document.source[action.body])))


def _has_reason(action: Action, accepted: set[str]) -> bool:
    if accepted & set(action.addresses):
        return True
    return bool(set(action.unknown) & {"reason", "because", "why"} or _REASON.search(action.text or ""))


rule = Rule(
    code="ACT-018",
    title="A closed action shows how it was closed",
    levels=levels(full="error", standard="warning", light="info"),
    check=check,
)
