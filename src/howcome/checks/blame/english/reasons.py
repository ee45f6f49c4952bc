"""What excuses a deed: the sentence gives a reason for it, and the reason is not again somebody's deed.

Owns this judgement. "The engineer restarted it, because the alert said so" asks for no blame; "it broke because the
engineer was careless" does.
"""

from __future__ import annotations

import re

from .actors import Actor
from .phrases import phrases
from .sentence import Reading
from .words import words

#: Reasons that begin with these may stand before the deed.
_BEFORE_A_DEED = ("because", "since", "as", "given", "due", "owing", "in that")
_MARKS = frozenset((";", ":", ": it", ": its", ": a", ": the", ": both", ": no", ": two", ": neither"))
_TOLD = words("told")
_JUDGEMENTS = words("judgement-nouns", "judgement-adjectives") | {"hurry", "lazy", "rush", "carelessness"}
#: How many characters behind a reason are read.
_REACH = 120


def is_excused(reading: Reading, actor: Actor, verb: int) -> bool:
    """Whether there is a reason for the deed of an actor whose verb stands at a token."""
    if reading.first("exoneration"):
        return True
    return any(_gives_a_reason(reading, found, actor, verb) for found in reading.find("reason"))


def _gives_a_reason(reading: Reading, found: re.Match[str], actor: Actor, verb: int) -> bool:
    cause = found.group().lower().strip()
    told = reading.text[found.end() : found.end() + _REACH]
    if found.start() < reading.start(verb) and cause.startswith(_BEFORE_A_DEED):
        told = reading.text[found.end() : reading.start(actor.first)]
        if "," not in told:
            return False  # the deed is the reason: "because the engineer dropped the table"
    if cause in _MARKS and not _is_a_state(told):
        return False
    if cause == "since" and phrases("at-a-time").match(told.lstrip()):
        return False
    return not _is_a_deed(Reading(told))


def _is_a_state(told: str) -> bool:
    """Whether what follows a semicolon says how things were, not what came of the deed."""
    first = re.split(r"[.;]", told, maxsplit=1)[0]
    return phrases("states").search(first[:60]) is not None and phrases("came-of-it").search(first) is None


def _is_a_deed(reason: Reading) -> bool:
    """Whether a reason is again what somebody did or is, and not what they were told or saw."""
    acts = any(a.role == "subject" and a.is_human and a.first <= 2 for a in reason.actors)
    if acts and _TOLD.isdisjoint(reason.low[:14]):
        return True
    return not _JUDGEMENTS.isdisjoint(reason.low[:6])
