"""What a predicate says of its actor, before it is known whom that blames; and how far its words reach. Owns this shape."""

from __future__ import annotations

from typing import Literal, NamedTuple

from .actors import Actor
from .predicates import Predicate
from .sentence import Reading
from .words import words

Kind = Literal["should", "if", "known", "omitted", "judged", "always", "harmed"]

_PREPOSITIONS = words("prepositions")
_PAST = words("past")
_NOBODY = frozenset(("nobody", "no-one", "none"))
#: So many words behind a verb still tell what was done; fewer, where a preposition leads on to something else.
_LONGEST, _BEFORE_A_PREPOSITION = 5, 2


class Said(NamedTuple):
    """The kind, the rule's code, and the token behind the last word that says it."""

    kind: Kind
    code: str
    end: int


def told_until(reading: Reading, predicate: Predicate) -> int:
    """The token behind the words that tell what was done."""
    first = predicate.verb + 1
    for at in range(first, predicate.end):
        is_long_enough = at - first >= _BEFORE_A_PREPOSITION and reading.low[at] in _PREPOSITIONS
        if is_long_enough or at - first >= _LONGEST:
            return at
    return max(predicate.end, first)


def is_named_team(reading: Reading, actor: Actor) -> bool:
    """Whether a team is one of many: "the Payments team", "Security"."""
    return actor.last > actor.first or reading.texts[actor.last][0].isupper()


def is_nobody(reading: Reading, actor: Actor) -> bool:
    """Whether it is said of nobody."""
    return reading.low[actor.last] in _NOBODY


def is_past_form(word: str) -> bool:
    """Whether a word has the form of a past."""
    return word in _PAST or word.endswith("ed")
