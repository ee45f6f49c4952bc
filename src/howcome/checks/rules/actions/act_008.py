"""An open action says what can be seen when it is done.

Why
    "Make deploys safer" can be closed on any day. What can be observed (a test that is rejected, an alert that
    fires in a drill) ends the discussion whether it is done, and shows that it works.

Example
    - [ ] Make deploys safer (owner: Dana; due: 2026-12-04)

Better
    - [ ] Reject a release without a limit (owner: Dana; due: 2026-12-04; done-when: "a release with 61 workers is rejected")

When to ignore
    The action is so small that its words are its proof.

Source
    Lunney, Lueder, Beyer, Postmortem Action Items, ;login: 2017; PagerDuty, postmortem guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import QUIET, levels
from howcome.checks.open_actions import open_actions
from howcome.checks.outcomes import has_number, is_observable, is_only_better
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.profiles import is_foreign
from howcome.checks.rule import Hit, Rule
from howcome.checks.strength import detect
from howcome.checks.verbs import ABSOLUTE, beginning, is_no_verb, reads_done, weak_verb
from howcome.document import Document
from howcome.document.grammar import Action
from howcome.text.pattern import pattern

_SEEN = "What can be seen when it is done (`done-when: …`): a test that is rejected, an alert that fires in a drill?"
#: Kinds whose words are their proof: what was repaired, written or told is there.
_PLAIN_KINDS = ("repair", "share", "process", "investigate")
#: What is written, or gone, can be seen as such.
#: So many others have to say it before the one that does not is asked.
_OTHERS = 2
_PLAIN_RUNGS = ("S1", "S5")
#: "Alert when …", "… within a minute": the condition stands in the words.
_CONDITION = pattern(
    r"\A\W*(?:write|describe|subscribe|schedule|hold)\b|\b(?:when|if|unless|until|whenever|before|after|without|that (?:is|are|has|have|does|do)|within|each|every|all)\b",
    re.I,
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "actions"):
        return
    unseen = []
    opened = open_actions(document)
    for action in opened:
        cell = action.cells.get("done-when")
        if cell and action.done_when:
            if not is_observable(action.done_when):
                yield Hit(cell.span, f"“{action.done_when[:60]}” cannot be observed", _SEEN)
        elif is_only_better(action.text or "") and not _belongs_elsewhere(action):
            yield Hit(
                item_span(action),
                "this action promises that something gets better, and not by how much",
                _SEEN,
            )
        elif _needs_proof(action):
            unseen.append(action)
    if not unseen:
        yield from _odd_one_out([a for a in opened if not is_foreign(document)])
    else:
        words = "this action does" if len(unseen) == 1 else f"{len(unseen)} actions do"
        where = "" if len(unseen) == 1 else f" ({lines_of(unseen)})"
        yield Hit(item_span(unseen[0]), f"{words} not say what can be seen when it is done{where}", _SEEN)


def _odd_one_out(actions: list[Action]) -> Iterator[Hit]:
    """The one action that leaves it to its words what can be seen, where all others say it."""
    lacking = [a for a in actions if not a.done_when and not _is_plain(a)]
    saying = sum(bool(a.done_when) for a in actions)
    if len(lacking) == 1 and saying >= _OTHERS:
        words = f"this action does not say what can be seen when it is done, and the {saying} others do"
        yield Hit(item_span(lacking[0]), words, _SEEN, levels=QUIET)


def _is_plain(action: Action) -> bool:
    return (action.type or "").strip().lower() in _PLAIN_KINDS or _belongs_elsewhere(action)


def _needs_proof(action: Action) -> bool:
    words = action.text or ""
    kind = (action.type or "").strip().lower()
    rung = detect(words)
    if rung and rung.name in _PLAIN_RUNGS:
        return False
    return not (
        kind in _PLAIN_KINDS or has_number(words) or _CONDITION.search(words) or _belongs_elsewhere(action)
    )


def _belongs_elsewhere(action: Action) -> bool:
    """Whether its beginning or its promise says more, which other rules speak about."""
    words = action.text or ""
    start = beginning(words)
    begins_otherwise = start is not None and is_no_verb(start.word)
    return bool(begins_otherwise or weak_verb(words) or ABSOLUTE.search(words) or reads_done(words))


rule = Rule(
    code="ACT-008",
    title="An action says when it is done",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    gap=True,
)
