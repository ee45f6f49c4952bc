"""What was not: what people should have done, would have seen, or what would have been if they had.

Owns the forms of verbs that say so, and the phrases that do without a person as their subject. A counterfactual tells
what somebody wishes for after the fact; it explains nothing about what was done.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.text.pattern import pattern

from . import omissions
from .found import Found, Look, category_of, tells_why
from .phrases import phrases
from .predicates import Predicate
from .reasons import is_excused
from .said import Said, is_nobody
from .sentence import Reading
from .should_have_been import what_should_have_been
from .words import words

_SHOULD = frozenset(("should", "could", "might", "ought", "would", "shoulda", "coulda", "must"))
_FORESEEN = words("foreseen")
_OBLIGED = words("obliged")
_RECEIVED = words("received")
_SYSTEM_VERBS = words("system-verbs")
_PARTICIPLES = words("participles")
_MIGHT_BE = frozenset(("would", "could", "might"))
_MIGHT_NOT_BE = _MIGHT_BE | {"wouldn't", "couldn't"}
_MIGHT = pattern(r"\b(?:would|could|might)(?:n't)?\b")
_BEFORE_HAD = frozenset((",", ";", "and", ".", ":", "–", "—"))


# What a verb says of its subject


def is_form(reading: Reading, predicate: Predicate) -> bool:
    """Whether a predicate has one of the forms of what was not; then it says nothing else, whatever it says."""
    if predicate.modal or _is_had_to(reading, predicate):
        return True
    return _is_obliged(reading, predicate) or _is_condition(reading, predicate)


def said(reading: Reading, predicate: Predicate) -> Said | None:
    """What a predicate of such a form says."""
    if predicate.perfect and _bare(predicate.modal) in _SHOULD:
        return _should_have(reading, predicate)
    if _is_obliged(reading, predicate):
        return _obliged(reading, predicate)
    if _is_had_to(reading, predicate):
        return Said("should", "B04", predicate.verb + 2)
    if predicate.modal or predicate.passive or reading.low[predicate.verb] in _RECEIVED:
        return None
    return Said("if", "B05", predicate.verb + 1)


def _should_have(reading: Reading, predicate: Predicate) -> Said | None:
    """Should have, could have, ought to have; not where it only says what was possible."""
    verb, modal = reading.low[predicate.verb], _bare(predicate.modal)
    tail = reading.low[predicate.verb + 1 : predicate.end]
    if (
        predicate.passive
        or is_nobody(reading, predicate.actor)
        or "same" in tail
        or verb in ("worse", "better")
    ):
        return None
    if predicate.negated and modal in _MIGHT_BE:
        return None
    if modal == "would" and reading.set.isdisjoint(("any", "competent", "experienced", "had", "if")):
        return None
    if _is_supposition(reading, predicate, modal):
        return None
    if verb in _FORESEEN and modal != "could":
        return Said("known", "B10", predicate.verb + 1)
    return Said("should", "B04", predicate.verb + 1)


def _is_supposition(reading: Reading, predicate: Predicate, modal: str) -> bool:
    """Whether somebody supposes what they themselves, customers or machines have done."""
    actor = predicate.actor
    if actor.kind == "self":
        is_condition = modal == "could" and not reading.set.isdisjoint(("with", "by", "if", "had"))
        return is_condition or modal in ("would", "might", "must")
    if actor.kind == "customer":
        return modal == "would"
    return reading.low[actor.last] == "they" and reading.low[predicate.verb] in _SYSTEM_VERBS


def _is_obliged(reading: Reading, predicate: Predicate) -> bool:
    """Was supposed to, were meant to."""
    behind = reading.low[predicate.verb + 1 : predicate.end]
    is_said = predicate.copula and reading.low[predicate.verb] in _OBLIGED and behind[:1] == ["to"]
    return is_said and tells_why(reading)


def _obliged(reading: Reading, predicate: Predicate) -> Said | None:
    be = reading.low[predicate.first : predicate.verb]
    if predicate.actor.kind == "self" or not ("was" in be or "were" in be):
        return None
    if is_excused(reading, predicate.actor, predicate.verb):
        return None
    return Said("should", "B04", predicate.verb + 1)


def _is_had_to(reading: Reading, predicate: Predicate) -> bool:
    """Needed to have, had only to."""
    if reading.low[predicate.verb] not in ("needed", "had"):
        return False
    behind = reading.low[predicate.verb + 1 : predicate.end]
    return behind[:1] == ["only"] or behind[:2] == ["to", "have"]


def _is_condition(reading: Reading, predicate: Predicate) -> bool:
    """The condition of what did not happen: "if X had …, … would have …"."""
    if not predicate.perfect or reading.low[predicate.first] != "had" or predicate.first == predicate.verb:
        return False
    first = predicate.actor.first
    return "if" in reading.low[max(0, first - 2) : first] and not reading.set.isdisjoint(_MIGHT_NOT_BE)


def _bare(modal: str) -> str:
    return modal.removesuffix("n't").removesuffix("'ve")


# What phrases say without such a verb


def hypotheses(reading: Reading) -> Iterator[Found]:
    """What would have been if somebody had …, and what should have been done by nobody in particular."""
    yield from omissions.left_undone(reading)
    for phrase, look in _PHRASES:
        if phrase in reading.candidates and (found := next(look(reading), None)):
            yield found
            return


def _inverted(reading: Reading) -> Iterator[Found]:
    """Had they done …, it would …; or what should have been done, whichever stands first."""
    for at, word in enumerate(reading.low):
        found = _had_they(reading, at) if word == "had" else what_should_have_been(reading, at)
        if found:
            yield found
            return


def _had_they(reading: Reading, at: int) -> Found | None:
    low = reading.low
    if reading.set.isdisjoint(_MIGHT_BE):
        return None
    begins = at == 0 or low[at - 1] in _BEFORE_HAD or not _MIGHT_BE.isdisjoint(low[max(0, at - 12) : at])
    actor = next((a for a in reading.actors if a.first in (at + 1, at + 2)), None) if begins else None
    if actor is None or not actor.is_human or low[actor.last] == "nobody":
        return None
    reach = range(actor.last + 1, min(actor.last + 5, len(low)))
    verb = next((i for i in reach if low[i] in _PARTICIPLES or low[i].endswith("ed")), None)
    if verb is None or low[verb] in ("been", "had", "known"):
        return None
    return Found("B05", category_of(actor, "counterfactual"), *reading.span(at, verb + 1))


def _better_work(reading: Reading) -> Iterator[Found]:
    """Quicker work by somebody would have …"""
    found = reading.first("better-work-would-have")
    if found and reading.people_named:
        yield Found("B05", "counterfactual", *found.span())


def _if_they_had(reading: Reading) -> Iterator[Found]:
    found = reading.first("if-they-had")
    if found and _MIGHT.search(reading.text) and Reading(found.group()).people_named:
        yield Found("B05", "counterfactual", *found.span())


def _a_look(reading: Reading) -> Iterator[Found]:
    """One look would have …"""
    if found := reading.first("a-look-would-have"):
        yield Found("B05", "counterfactual", *found.span())


def _but_for(reading: Reading) -> Iterator[Found]:
    """But for the engineer it would have …"""
    found = reading.first("but-for")
    if (
        not found
        or found.group().lower().startswith("without")
        or not phrases("would-be").search(reading.text)
    ):
        return
    if people := Reading(found.group()).people_named:
        yield Found("B05", category_of(people[0], "counterfactual"), *found.span())


def _better_course(reading: Reading) -> Iterator[Found]:
    """It would have been right to …"""
    found = reading.first("better-course")
    if found and (reading.people_named or found.group().lower().startswith(("more could", "one would"))):
        yield Found("B05", "counterfactual", *found.span())


def _avoidable(reading: Reading) -> Iterator[Found]:
    if found := reading.first("avoidable"):
        yield Found("B05", "counterfactual", *found.span())


#: For each list of phrases what looks for it; the first that finds something counts.
_PHRASES: tuple[tuple[str, Look], ...] = (
    ("might-have-been", _inverted),
    ("ignoring", omissions.ignoring),
    ("forgot-to", omissions.forgot_to),
    ("did-not-check", omissions.did_not_check),
    ("better-work-would-have", _better_work),
    ("if-they-had", _if_they_had),
    ("a-look-would-have", _a_look),
    ("but-for", _but_for),
    ("better-course", _better_course),
    ("avoidable", _avoidable),
    ("nobody-did", omissions.nobody_did),
)
#: All of these lists.
HYPOTHESES = frozenset(name for name, _ in _PHRASES) | {"left-undone"}
