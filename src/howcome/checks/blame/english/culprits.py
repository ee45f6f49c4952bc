"""Who is said to have caused it: "caused by X", "X is to blame", "X's mistake", "it was X who". Owns these forms."""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.text.pattern import pattern

from .actors import Actor
from .found import Found, category_of, tells_why
from .phrases import phrases
from .predicates import Predicate
from .quoted import is_denied
from .reasons import is_excused
from .sentence import Reading
from .words import words

_HARM_NOUNS = words("harm-nouns")
_ERROR_NOUNS = words("error-nouns")
_FAULTY = words("harm-nouns", "error-nouns") | {"usual", "fault", "wrong"}
_FAULTS = words("error-nouns", "guilt")
_WORKS = words("error-nouns", "works")
_SLIPS = words("slips")
_SYSTEMS = words("systems")
_BETWEEN = words("only-between")
_BE = ("is", "was", "are", "were")
_HELPFUL = words("relief-verbs", "auxiliaries")
#: Causes that people also make of good things, where the sentence has to tell of a fault or of harm.
_BY_HARM = ("triggered by", "started by", "created by", "brought on by")
_FROM_A_FAULT = ("came from", "comes from", "started by", "created by", "produced by", "introduced by")
_THANKS = ("thanks to", "courtesy of")
_IS = pattern(r"[:=]\W*$|\b(?:is|was)\W*$")
_ENDS = pattern(r"\W*(?:$|[.;,(])")


def causes(reading: Reading) -> Iterator[Found]:
    """A person or group as the cause, in all forms but the passive."""
    if reading.place.section == "timeline":
        return
    yield from _caused_by(reading)
    yield from _to_blame(reading)
    yield from _somebodys_fault(reading)
    found = reading.first("own-fault")
    if found and not is_denied(reading.text, found.start()):
        yield Found("B09", "person-as-cause", *found.span())
    if found := reading.first("confession"):
        yield Found("B09", "person-as-cause", *found.span())
    yield from _it_was_who(reading)


def _caused_by(reading: Reading) -> Iterator[Found]:
    """Caused by the operator, the culprit is Dana."""
    for found in reading.find("culpable-first"):
        phrase = found.group().lower()
        actor = actor_from(reading, found.end(), 0 if phrase.startswith(("the ", "responsible")) else 2)
        if actor is None or not actor.is_human or is_denied(reading.text, found.start()):
            continue
        if actor.role == "other" and phrase.rstrip().endswith(_BE):
            continue
        if _is_no_fault(reading, found, phrase, actor) or _is_a_thing_of(reading, actor):
            continue
        yield Found("B09", category_of(actor, "person-as-cause"), found.start(), reading.end(actor.last))


def _is_no_fault(reading: Reading, found: re.Match[str], phrase: str, actor: Actor) -> bool:
    """Whether what was caused is no harm: "created by the team", "thanks to the on-call"."""
    if phrase.startswith(_BY_HARM) and reading.set.isdisjoint(_HARM_NOUNS):
        return True
    if phrase.startswith(_FROM_A_FAULT) and reading.set.isdisjoint(_FAULTY):
        return True
    if not phrase.startswith(_THANKS):
        return False
    if reading.low[actor.last + 1 : actor.last + 2] in (["for"], ["who"], ["and"]):
        return True
    return found.start() == 0 and not reading.first("effect")


def _is_a_thing_of(reading: Reading, actor: Actor) -> bool:
    """Whether it is a thing that somebody only owns: "the team's dashboard"."""
    return actor.role == "possessive" and _WORKS.isdisjoint(reading.low[actor.last + 1 : actor.last + 3])


def _to_blame(reading: Reading) -> Iterator[Found]:
    """The operator is to blame, was at fault."""
    for predicate in reading.predicates if reading.first("culpable") else ():
        actor = predicate.actor
        if not predicate.copula or predicate.negated or not (actor.is_human or actor.kind == "customer"):
            continue
        start = reading.start(predicate.verb)
        found = phrases("culpable").search(reading.text, max(0, start - 1))
        if not found or not _only_stands_between(reading, predicate, found.start()):
            continue
        if not is_denied(reading.text, found.start()):
            first = reading.start(actor.first)
            yield Found("B09", category_of(actor, "person-as-cause"), first, found.end())


def _only_stands_between(reading: Reading, predicate: Predicate, end: int) -> bool:
    """Whether between a verb and a place there are only words that change nothing: "was, once again, partly"."""
    between = Reading(reading.text[reading.end(predicate.first) : end])
    return all(word in _BETWEEN or not word[0].isalnum() for word in between.low)


def _somebodys_fault(reading: Reading) -> Iterator[Found]:
    """The operator's mistake; the engineer's change broke it."""
    low = reading.low
    for actor in reading.actors:
        if actor.role != "possessive" or not actor.is_human or actor.last + 1 >= len(low):
            continue
        start = reading.start(actor.first)
        fault = _fault_behind(low, actor)
        if fault is not None:
            if is_denied(reading.text, start):
                continue
            category = "human-error" if low[fault] in _SLIPS else "person-as-cause"
            yield Found("B09", category_of(actor, category), start, reading.end(fault))
        elif _deed_harmed(reading, actor):
            end = reading.end(min(actor.last + 4, len(low) - 1))
            yield Found("B08", category_of(actor, "person-as-cause"), start, end)


def _fault_behind(low: list[str], actor: Actor) -> int | None:
    """The token behind a possessive that says that it was a fault."""
    first = actor.last + 1
    at = next((i for i in range(first, min(first + 3, len(low))) if low[i] in _FAULTS), None)
    if at is None or not _SYSTEMS.isdisjoint(low[first:at]):
        return None
    return None if at > first and low[at] in ("sloppy", "careless") else at


def _deed_harmed(reading: Reading, actor: Actor) -> bool:
    """Whether what somebody did is said to have done the harm."""
    if not tells_why(reading) or (actor.kind == "self" and reading.low[actor.last] != "my"):
        return False
    told = " ".join(reading.low[actor.last + 2 : actor.last + 7])
    return phrases("deed-harmed").match(told) is not None and not is_excused(reading, actor, actor.last)


def _it_was_who(reading: Reading) -> Iterator[Found]:
    """It was X who …"""
    low = reading.low
    for actor in reading.actors:
        if not actor.is_human or low[max(0, actor.first - 2) : actor.first] not in (
            ["it", "was"],
            ["it", "is"],
        ):
            continue
        behind = low[actor.last + 1 : actor.last + 4]
        if behind[:1] not in (["who"], ["that"], ["which"]):
            continue
        verb = behind[1] if len(behind) > 1 else ""
        if verb in ("had", "has", "have") and len(behind) > 2:
            verb = behind[2]
        if verb not in _HELPFUL:
            span = reading.span(actor.first - 2, actor.last + 3)
            yield Found("B09", category_of(actor, "person-as-cause"), *span)


def named(reading: Reading) -> Iterator[Found]:
    """A name that stands alone as the cause: "Root cause: Dana."."""
    if reading.place.section not in ("causes", "incident-summary", "appendix", "lessons"):
        return
    for actor in reading.actors:
        if not actor.is_human or actor.kind == "self" or actor.role == "agent":
            continue
        before = reading.before(actor.first)
        if not _ENDS.match(reading.behind(actor.last)) or not _IS.search(before):
            continue
        if phrases("cause-label").search(before[-24:]) and not is_denied(reading.text, len(before)):
            start, end = reading.span(actor.first, actor.last + 1)
            yield Found("B09", category_of(actor, "person-as-cause"), start, end)


def actor_from(reading: Reading, place: int, gap: int) -> Actor | None:
    """The person or group that begins at a place of the text, give or take a few words."""
    first = reading.token_at(place)
    if first is None:
        return None
    return next((a for a in reading.actors if first - 2 <= a.first <= first + gap and a.last >= first), None)
