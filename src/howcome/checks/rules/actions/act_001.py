"""An action begins with what is done: a verb.

Why
    "Better alerts" can be read in ten ways and never ends. A verb with a thing to deliver can be done.

Example
    - [ ] Better alerts for the pool

Better
    - [ ] Add an alert that fires when the pool is 80 % full

When to ignore
    The first word is a verb that this rule takes for something else. Then please report it.

Source
    Lunney, Lueder, Beyer, Postmortem Action Items, ;login: 2017; PagerDuty, postmortem guide.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import QUIET, levels
from howcome.checks.open_actions import kept_actions
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.profiles import is_foreign
from howcome.checks.rule import Hit, Rule
from howcome.checks.verbs import Beginning, beginning, is_no_verb
from howcome.document import Document
from howcome.document.grammar import Action

_WHAT = "What is delivered? Begin with a verb: add, remove, limit, reject, test …"


#: What tells how it was, and stands among the actions of another template by its layout alone.
_TELLING = frozenset(("there", "it"))
#: Longer than this, only the first word of what is to be done is quoted.
_MOST_QUOTED = 30


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "actions"):
        return
    found: list[tuple[Action, Beginning]] = []
    for action in kept_actions(document):
        start = beginning(action.text or "")
        if start and is_no_verb(start.word):
            found.append((action, start))
    foreign = is_foreign(document)
    if foreign and len(found) > 3:
        return  # so many are no list of actions, but of what was done or seen
    if len(found) > 3:
        actions = [action for action, _ in found]
        words = f"{len(found)} actions do not begin with what is done ({lines_of(actions)})"
        yield Hit(item_span(actions[0]), words, _WHAT)
        return
    for action, start in found:
        if foreign and start.word.lower() in _TELLING:
            continue
        yield Hit(
            item_span(action),
            f"this action begins with “{_begins(action.text or '', start)}”, so it does not say what is done",
            _WHAT,
            levels=QUIET if foreign else {},
        )


def _begins(text: str, start: Beginning) -> str:
    """The words with which an item begins: "We need a" and not "a" alone."""
    words = text[: len(text) - len(start.rest) + len(start.word)].strip()
    return words if len(words) <= _MOST_QUOTED else start.word


rule = Rule(
    code="ACT-001",
    title="An action begins with a verb",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
    foreign=True,
)
