"""Always, never, just: what people are said to do every time. Owns where that is a reproach.

Such words speak about what somebody is like, and no longer about what happened once.
"""

from __future__ import annotations

from collections.abc import Iterator

from .actors import Actor
from .found import Found
from .phrases import phrases
from .predicates import Predicate
from .quoted import is_denied
from .said import Said, is_past_form, told_until
from .sentence import Reading
from .words import words

_HABIT = words("habit-adverbs")
_SHRUGS = words("shrugs")
_OMISSION_VERBS = words("omission-verbs")
_HARM_VERBS = words("harm-verbs")
_PLAIN_HARM = _HARM_VERBS - words("mild-harm-verbs")
_KEEPS = words("omission-verbs", "harm-verbs") - {"locked"}
_KEEPS_DOING = ("making", "doing", "pushing", "deploying")
_REPROACHES = words("grievances", "omission-verbs", "judgement-adjectives")
_DILIGENCE = words("diligence")
_NEVER_MERE = words("never-mere")
#: How far from its phrase the person stands who is meant, in characters.
_NEAR = 60


def said(reading: Reading, predicate: Predicate) -> Said | None:
    """Whether a predicate says it of its actor."""
    if _is_absolute(reading, predicate):
        return Said("always", "B24", told_until(reading, predicate))
    return None


def _is_absolute(reading: Reading, predicate: Predicate) -> bool:
    low, actor = reading.low, predicate.actor
    verb, clause = low[predicate.verb], low[predicate.verb : predicate.end]
    ahead = low[actor.last + 1 : predicate.verb]
    around = ahead + low[predicate.verb + 1 : predicate.verb + 3]
    is_present = not (is_past_form(verb) or predicate.perfect or predicate.copula)
    if "ever" in ahead and _is_nobody(reading, actor):
        return is_present or is_past_form(verb)
    if actor.kind == "self":
        return False
    if predicate.negated and "ever" in around:
        return True
    if "never" in ahead:
        never_once = verb in _DILIGENCE and predicate.perfect and "once" in clause
        return never_once or (is_present and verb not in _NEVER_MERE)
    if not _HABIT.isdisjoint(around):
        return verb in _HARM_VERBS or not _REPROACHES.isdisjoint(clause)
    if not _SHRUGS.isdisjoint(ahead):
        is_bad = verb in _OMISSION_VERBS or verb in _PLAIN_HARM or not _REPROACHES.isdisjoint(clause)
        return is_bad or predicate.negated
    return verb in ("keeps", "keep", "kept") and _keeps_failing(clause)


def _is_nobody(reading: Reading, actor: Actor) -> bool:
    word = reading.low[actor.last]
    return word in ("nobody", "none") or (word == "one" and "no" in reading.set)


def _keeps_failing(clause: list[str]) -> bool:
    """Keeps forgetting, keeps on breaking things."""
    behind = clause[2:4] if clause[1:2] == ["on"] else clause[1:3]
    if not _KEEPS.isdisjoint(behind):
        return True
    return not set(behind).isdisjoint(_KEEPS_DOING) and not _REPROACHES.isdisjoint(clause)


def habits(reading: Reading) -> Iterator[Found]:
    """Always and never about people, where the words for it stand apart from the verb."""
    if reading.place.section == "timeline" and '"' not in reading.text:
        return
    found = _strong(reading) or _in_a_clause(reading)
    if found:
        yield found


def _strong(reading: Reading) -> Found | None:
    """A phrase that is a reproach wherever a person is near."""
    people = [
        a for a in reading.actors if a.kind in ("person", "team") and a.role in ("subject", "possessive")
    ]
    phrase = reading.first("absolute-strong") if people else None
    if not phrase or is_denied(reading.text, phrase.start()):
        return None
    place = phrase.start()
    nearest = min(people, key=lambda a: abs(reading.start(a.first) - place))
    if abs(reading.end(nearest.last) - place) >= _NEAR:
        return None
    start, end = reading.span(nearest.first, nearest.last + 1)
    return Found("B24", "absolutes", min(place, start), max(phrase.end(), end))


def _in_a_clause(reading: Reading) -> Found | None:
    """Always or never in a clause that reproaches people with something."""
    for predicate in reading.predicates if reading.first("absolute") else ():
        verb = reading.low[predicate.verb]
        if predicate.actor.kind not in ("person", "team") or predicate.passive or predicate.modal:
            continue
        if predicate.copula or is_past_form(verb):
            continue
        clause = reading.words(predicate.first, predicate.end)
        found = phrases("absolute").search(clause)
        if found and phrases("habitual-fault").search(clause.replace(found.group(), " ")):
            return Found("B24", "absolutes", *reading.span(predicate.actor.first, predicate.end))
    return None
