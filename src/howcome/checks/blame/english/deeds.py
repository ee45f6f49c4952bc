"""What is said of people by a verb: what they should have done, left undone, are judged for, always do, or broke.

Owns the order in which these are looked for, of which the first counts, and for whom they count.
"""

from __future__ import annotations

from collections.abc import Iterator

from . import absolutes, counterfactuals, grades, harm, omissions
from .actors import Actor
from .found import Found, category_of
from .predicates import Predicate
from .reasons import is_excused
from .said import Said, is_named_team, told_until
from .sentence import Reading
from .words import words

_CATEGORIES = {
    "should": "counterfactual", "if": "counterfactual", "omitted": "counterfactual", "known": "hindsight",
    "judged": "normative", "always": "absolutes", "harmed": "person-as-cause",
}  # fmt: skip
#: Said of a team, these are about the team only where it is one of many: "the Payments team", not "the team".
_OF_NAMED_TEAMS = ("known", "should", "always")
_CAREFUL = words("careful")
_MILD_HARM = words("mild-harm-verbs", "process-ending-verbs")


def deeds(reading: Reading) -> Iterator[Found]:
    """All that is said by a verb whose subject is a person or a group."""
    for predicate in reading.predicates:
        actor = predicate.actor
        if actor.kind == "attacker":
            continue
        said = _said(reading, predicate)
        if said and _counts(reading, predicate, said):
            yield Found(said.code, _category(reading, actor, said), *reading.span(actor.first, said.end))


def _said(reading: Reading, predicate: Predicate) -> Said | None:
    """The first that a predicate says."""
    if counterfactuals.is_form(reading, predicate):
        return counterfactuals.said(reading, predicate)
    said = grades.said(reading, predicate) or absolutes.said(reading, predicate)
    if said:
        return said
    if omissions.omits(reading, predicate):
        said = Said("omitted", omissions.code_of(reading, predicate), told_until(reading, predicate))
    elif harm.is_looked_for(reading, predicate) and harm.harms(reading, predicate):
        said = Said("harmed", "B08", told_until(reading, predicate))
    return said if said and not is_excused(reading, predicate.actor, predicate.verb) else None


def _counts(reading: Reading, predicate: Predicate, said: Said) -> bool:
    """Whether it is blame, for this kind of actor."""
    actor, verb = predicate.actor, reading.low[predicate.verb]
    if actor.kind == "customer":
        return said.kind == "judged" or (said.kind == "should" and verb in _CAREFUL)
    if said.kind == "harmed" and not harm.is_confessed(reading, predicate):
        if reading.place.section is None and verb in _MILD_HARM:
            return False
        if actor.kind == "self" and reading.low[actor.last] != "i":
            return False
    if actor.kind != "self":
        return True
    return said.kind != "always" and not (said.kind == "omitted" and predicate.negated)


def _category(reading: Reading, actor: Actor, said: Said) -> str:
    category = _CATEGORIES[said.kind]
    if actor.kind == "team" and said.kind in _OF_NAMED_TEAMS and not is_named_team(reading, actor):
        return category
    return category_of(actor, category)
