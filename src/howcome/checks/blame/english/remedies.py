"""Punishment, and remedies that ask people to be other people: to be careful, to be taught again. Owns which are meant so.

A reminder that a machine gives, or a training with a content and a date, is a remedy like others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.text.pattern import pattern

from .actors import Actor
from .found import Found
from .phrases import phrases
from .quoted import is_denied, is_mentioned
from .sentence import Reading
from .words import words

_REMEDIES = ("actions", "measures", "improvement", "lessons", "communication")
_TAKES_AWAY = words("taking-away-verbs")
_ACCESS = words("access")
_EVERYBODY = words("everybody")
_TEACHES = words("teaching-verbs")
_TEACHES_ALONE = words("teaching-verbs-alone")
_NOT_TAUGHT = words("not-taught")
_DEMANDING = ("must", "should", "need", "have to", "has to", "will")
_BEFORE_TAKING = frozenset((":", "-", "–", "to", "and", ".", "will", "should", "]", "be", ",", "—"))
_BEFORE_TEACHING = frozenset(
    (":", "-", "–", "—", "(", ";", "]", ",", ".", "to", "and", "will", "should", "must", "please", "also", "then", "we",
     "again", "regularly")
)  # fmt: skip
_MARKS_BEFORE = pattern(r"[:;,–—-]\s*$|\"$")
#: How many words behind the verb the person stands whose access is taken, or who is taught.
_TO_OWNER, _TO_TAUGHT, _TO_PHRASE = 8, 6, 3
#: How many characters behind a person say what is taught.
_BEHIND = 40


def remedies(reading: Reading) -> Iterator[Found]:
    """The first punishment or appeal."""
    found = _punishment(reading)
    if not found and reading.place.section in _REMEDIES:
        found = _against_somebody(reading) or _appeal(reading)
    if found:
        yield Found("B16", "punitive-or-weak-action", *found)


def _punishment(reading: Reading) -> tuple[int, int] | None:
    for found in reading.find("punishment"):
        if phrases("programs-ended").search(found.group()) or is_denied(reading.text, found.start()):
            continue
        if not is_mentioned(reading.text, *found.span()):
            return found.span()
    return None


def _against_somebody(reading: Reading) -> tuple[int, int] | None:
    """Revoke his access, remind the engineers to …"""
    for at, word in enumerate(reading.low):
        found = None
        if word in _TAKES_AWAY and _begins(reading, at, _BEFORE_TAKING):
            found = _access_taken(reading, at)
        if not found and word in _TEACHES and _begins(reading, at, _BEFORE_TEACHING):
            found = _taught(reading, at)
        if found:
            return found
    return None


def _begins(reading: Reading, at: int, before: frozenset[str]) -> bool:
    """Whether a verb at a token is what shall be done."""
    return at == 0 or reading.low[at - 1] in before


def _access_taken(reading: Reading, at: int) -> tuple[int, int] | None:
    clause = reading.low[at : reading.clause_end(at)]
    if _ACCESS.isdisjoint(clause):
        return None
    owner = next(
        (a for a in reading.actors if at < a.first <= at + _TO_OWNER and _is_certain(reading, a)), None
    )
    if (owner and _is_single(reading, owner)) or "his" in clause or "her" in clause:
        return reading.span(at, (owner.last if owner else at + 1) + 1)
    return None


def _is_certain(reading: Reading, actor: Actor) -> bool:
    """Whether an actor is somebody in particular, not everybody."""
    if actor.kind != "person" and not (actor.kind == "team" and actor.role == "possessive"):
        return False
    return _EVERYBODY.isdisjoint(reading.low[actor.first : actor.last + 1])


def _is_single(reading: Reading, owner: Actor) -> bool:
    word = reading.low[owner.last]
    return owner.named or owner.kind == "team" or word in ("his", "her", "him") or not word.endswith("s")


def _taught(reading: Reading, at: int) -> tuple[int, int] | None:
    actor = next((a for a in reading.actors if _is_taught(a, at)), None)
    if actor is None or reading.low[actor.last] in _NOT_TAUGHT or _is_a_mechanism(reading):
        return None
    told = reading.behind(actor.last)
    if reading.low[at] in _TEACHES_ALONE or phrases("to-care").match(told.lstrip()):
        return reading.span(at, actor.last + 1)
    return reading.span(at, actor.last + 1) if phrases("to-care").search(told[:_BEHIND]) else None


def _is_taught(actor: Actor, at: int) -> bool:
    return (
        actor.kind in ("person", "team")
        and at < actor.last <= at + _TO_TAUGHT
        and actor.first <= at + _TO_PHRASE
    )


def _appeal(reading: Reading) -> tuple[int, int] | None:
    """Be more careful; everybody must pay attention."""
    for found in reading.find("vigilance"):
        if reading.place.section in ("lessons", "communication") and not _is_demanded(reading, found):
            continue
        if is_denied(reading.text, found.start()) or is_mentioned(reading.text, *found.span()):
            continue
        if not _is_a_mechanism(reading):
            return found.span()
    return None


def _is_demanded(reading: Reading, found: re.Match[str]) -> bool:
    """Whether an appeal is made, and not told of."""
    if found.start() <= 3 or any(word in found.group().lower() for word in _DEMANDING):
        return True
    before = reading.text[: found.start()]
    return _MARKS_BEFORE.search(before) is not None or phrases("demanded").search(before) is not None


def _is_a_mechanism(reading: Reading) -> bool:
    """A reminder or a training that is a mechanism, or has a content and a date."""
    return reading.first("mechanism") is not None
