"""One action delivers one thing.

Why
    Half of "add an alert and rewrite the runbook" cannot be closed. Two items have two owners, two dates and two
    ends.

Example
    - [ ] Add an alert on queue age and rewrite the runbook

Better
    - [ ] Add an alert on queue age
    - [ ] Rewrite the runbook so that it begins with that alert

When to ignore
    Both halves are of no use without each other, and one person does them at once.

Source
    Lunney, Lueder, Beyer, Postmortem Action Items, ;login: 2017.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.open_actions import kept_actions
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.checks.verbs import STRONG, beginning, is_no_verb
from howcome.document import Document
from howcome.document.grammar import Action
from howcome.text.pattern import pattern

#: A second deliverable: a verb that makes something, and what it makes. "… and page when it differs" is none.
_SECOND = pattern(
    r"(?:,? and (?:also |then )?|; (?:and |also )?|,? as well as )"
    r"(?P<verb>add|create|build|write|rewrite|update|implement|introduce|document|replace|remove|migrate|upgrade|fix|automate|"
    r"set up|configure|enable|disable|train|define|deploy|delete|publish|rename|split|limit|install|investigate|review|improve)\s"
    r"(?!(?:it|them|this|that|these|those|their|its|there|accordingly|so|if|when|from|to|in|on|at|with|until|for|by)\b)"
    r"(?P<what>(?:the |a |an |our |all |new |each )?[a-z`\"][\w`\"-]*)",
    re.IGNORECASE,
)
#: Behind a semicolon any verb of a deliverable begins a second one.
_APART = pattern(
    rf";\s(?:and |also |then )?(?P<verb>{'|'.join(sorted(STRONG - {'back', 'set', 'stop', 'page', 'fail'} | {'move', 'raise', 'lower', 'change', 'switch', 'extend', 'show', 'run', 'send'}))})\s"
    r"(?P<what>(?:the |an? |our |all |new |each |every )[a-z`\"][\w`\"-]*)",
    re.IGNORECASE,
)
_PURPOSE = pattern(r"\bto (?!the\b|an?\b|our\b|all\b|each\b|every\b)[a-z]{3,}\s", re.IGNORECASE)
_SPLIT = "Which of the two can be done without the other, and would it get an item of its own?"


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "actions"):
        return
    found = [(a, second) for a in kept_actions(document) if (second := _second(a))]
    if len(found) > 3:
        actions = [action for action, _ in found]
        words = f"{len(found)} actions deliver two things each ({lines_of(actions)})"
        yield Hit(item_span(actions[0]), words, _SPLIT)
        return
    for action, second in found:
        yield Hit(item_span(action), f"this action delivers two things; the second is “{second}”", _SPLIT)


def _second(action: Action) -> str | None:
    """The second deliverable; "define and implement a strategy" is one, since both verbs share their object."""
    start = beginning(action.text or "")
    if not start or is_no_verb(start.word):
        return None
    found = _SECOND.search(start.rest) or _APART.search(start.rest)
    if not found or len(start.rest[: found.start()].split()) < 3:
        return None
    if _PURPOSE.search(start.rest, 0, found.start()):
        return None  # "… to disable one and enable the other" is what the one thing is for
    return f"{found['verb']} {found['what']}"


rule = Rule(
    code="ACT-014",
    title="One action delivers one thing",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
