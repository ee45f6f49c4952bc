"""Finds what is said of somebody: the verbs behind an actor, behind what describes it, and those joined by "and".

Owns this walk along the sentence. It stops where it no longer understands what belongs to whom.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from .actors import Actor
from .tokens import STOPS
from .verbs import MODALS, VerbGroup, is_past, verb_group_at
from .words import words

if TYPE_CHECKING:
    from .sentence import Reading

_RELATIVE = frozenset(("who", "that", "which"))
_RELATIVE_BEHIND_COMMA = _RELATIVE | {"whose"}
_ADVERBS = words("adverbs")
_CONJUNCTIONS = words("conjunctions")
_NEGATIONS = words("negations")
_DETERMINERS = words("determiners")
_PREPOSITIONS = words("prepositions")
_DESCRIBING = _PREPOSITIONS - {"before", "after", "until", "since"}
_ENDS_A_CLAUSE = STOPS | {","} | words("subordinators", "conjunctions")
_FINITE = MODALS | words("past", "auxiliaries")
_JOINING = STOPS | {"and", "but", "then", "or"}
_BEHIND_AND = frozenset(("then", "so", "promptly", "thereby", "thus", ","))
#: How many tokens are looked at: in parentheses, between commas, in relative clauses, before a verb, in a description.
_IN_PARENTHESES, _BETWEEN_COMMAS, _IN_RELATIVE, _TO_A_VERB, _IN_DESCRIPTION = 8, 18, 16, 9, 6
#: So many pieces stand between an actor and its verb, or hang together by "and", at most.
_PIECES = 4


class Predicate(NamedTuple):
    """What is said of an actor: a verb group, and `end`, the token behind the last one of its clause."""

    actor: Actor
    first: int
    verb: int
    end: int
    modal: str = ""
    negated: bool = False
    perfect: bool = False
    passive: bool = False
    copula: bool = False


def predicates_of(reading: Reading, actor: Actor) -> Iterator[Predicate]:
    """All that is said of an actor, in order."""
    if actor.role == "possessive":
        return
    # Behind a preposition only what describes the actor is about it: "by the engineer who …".
    is_described_only = actor.role in ("other", "agent")
    at: int | None = actor.last + 1
    for _ in range(_PIECES):
        if at is None or at >= len(reading.low):
            return
        word = reading.low[at]
        if word in ("(", ","):
            at = _behind_mark(reading.low, at, is_described_only)
        elif word in _RELATIVE:
            group = verb_group_at(reading, at + 1)
            if group is None:
                return
            yield from _joined(reading, actor, group)
            at = None if is_described_only else _behind_relative(reading.low, group.verb)
        elif word.endswith("ing") and len(word) > 4 and word not in _ADVERBS:
            yield Predicate(actor, at, at, reading.clause_end(at))
            at = None if is_described_only else _next_finite(reading.low, at + 1)
        elif is_described_only:
            return
        elif word in _DESCRIBING:
            at = _behind_description(reading.low, at)
        else:
            if group := verb_group_at(reading, at):
                yield from _joined(reading, actor, group)
            return


def _joined(reading: Reading, actor: Actor, group: VerbGroup) -> Iterator[Predicate]:
    """A predicate and those that follow it with "and" or a comma for the same actor."""
    yield _predicate(reading, actor, group)
    low = reading.low
    at = group.verb + 1
    for _ in range(_PIECES):
        at = next((i for i in range(at, len(low)) if low[i] in _JOINING), len(low)) + 1
        if at > len(low) or low[at - 1] in STOPS:
            return
        following = at
        while following < len(low) and low[following] in _BEHIND_AND:
            following += 1
        if found := verb_group_at(reading, following, strict=True):
            yield _predicate(reading, actor, found)
            at = found.verb + 1


def _predicate(reading: Reading, actor: Actor, group: VerbGroup) -> Predicate:
    return Predicate(actor, group.first, group.verb, reading.clause_end(group.verb), *group[2:])


def _behind_mark(low: list[str], at: int, is_described_only: bool) -> int | None:
    """Behind a remark in parentheses or between commas; at the relative clause that a comma opens."""
    if low[at] == "(":
        return _behind(low, at, ")", _IN_PARENTHESES)
    behind = low[at + 1] if at + 1 < len(low) else ""
    if is_described_only:
        return at + 1 if behind in ("who", "which") else None
    return at + 1 if behind in _RELATIVE_BEHIND_COMMA else _behind(low, at, ",", _BETWEEN_COMMAS)


def _behind(low: list[str], at: int, mark: str, reach: int) -> int | None:
    for i in range(at + 1, min(at + reach, len(low))):
        if low[i] == mark:
            return i + 1
        if mark == "," and low[i] in STOPS:
            return None
    return None


def _behind_relative(low: list[str], verb: int) -> int | None:
    """The main verb behind a relative clause."""
    for i in range(verb + 1, min(verb + _IN_RELATIVE, len(low))):
        if low[i] == ",":
            return i + 1 if i + 1 < len(low) and low[i + 1] not in _CONJUNCTIONS else None
        if low[i] in _ENDS_A_CLAUSE:
            return None
        if low[i] in _FINITE and i > verb + 1:
            return i
    return None


def _next_finite(low: list[str], at: int) -> int | None:
    for i in range(at, min(at + _TO_A_VERB, len(low))):
        if low[i] in _ENDS_A_CLAUSE:
            return None
        if low[i] in _FINITE:
            return i
    return None


def _behind_description(low: list[str], at: int) -> int | None:
    """Behind "of the payments squad", "on call", "in charge of the rollout"."""
    for i in range(at + 1, min(at + 1 + _IN_DESCRIPTION, len(low))):
        word = low[i]
        if word in _PREPOSITIONS or word in _FINITE_BEHIND or word in (",", "who") or word in _NEGATIONS:
            return i
        if i > at + 1 and (word == "that" or word in _ADVERBS):
            return i
        if i > at + 1 and is_past(word) and low[i - 1] not in _DETERMINERS:
            return i
        if word in STOPS or word in _CONJUNCTIONS:
            return None
    return None


_FINITE_BEHIND = MODALS | words("auxiliaries")
