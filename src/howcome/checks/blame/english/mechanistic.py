"""All worked but the person; take the person away and all is well. Owns the forms in which this is said.

It treats people as the one part of a system that fails, and the rest as safe without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .found import Found
from .phrases import phrases
from .quoted import is_denied
from .sentence import Reading
from .words import words

_THINGS = words("systems", "kit")
_HUMAN_WORDS = words("human-words")
#: How many characters lead from what worked to the person, and how many behind it say that the person did not.
_BETWEEN, _BEHIND = 80, 50


def mechanistic(reading: Reading) -> Iterator[Found]:
    """The first of these forms."""
    if reading.place.section in ("timeline", "actions", "measures"):
        return
    for look in (_by_phrase, _only_the_person, _but_the_person, _sound_but):
        if found := look(reading):
            yield Found("B23", "mechanistic", *found)
            return


def _by_phrase(reading: Reading) -> tuple[int, int] | None:
    found = reading.first("mechanistic")
    if not found or is_denied(reading.text, found.start()):
        return None
    return found.span() if Reading(found.group()).people_named else None


def _only_the_person(reading: Reading) -> tuple[int, int] | None:
    """The only part that failed was the operator."""
    found = reading.first("only-the-person")
    return found.span() if found else None


def _but_the_person(reading: Reading) -> tuple[int, int] | None:
    """The failover worked; the operator did not."""
    found = reading.first("but-the-person")
    return found.span() if found and _is_about_things(reading, found.start()) else None


def _sound_but(reading: Reading) -> tuple[int, int] | None:
    """The system worked as designed, until people stepped in; apart from people, all was fine."""
    for sound in reading.find("sound"):
        if not _is_about_things(reading, sound.start()):
            continue
        if end := _turns_to_people(reading, sound.end()):
            return sound.start(), end
        if reading.people_named and phrases("person-aside").match(reading.text, reading.begin):
            return 0, sound.end()
    return None


def _is_about_things(reading: Reading, end: int) -> bool:
    """Whether a machine is named before a place of the text."""
    return any(word in _THINGS and reading.end(at) <= end for at, word in enumerate(reading.low))


def _turns_to_people(reading: Reading, start: int) -> int | None:
    """The end of the person who fell short behind a place of the text; None where nobody did."""
    text = reading.text
    people = {a.last for a in reading.actors if a.kind in ("person", "team") and a.role != "other"}
    for at, word in enumerate(reading.low):
        if word not in _HUMAN_WORDS and at not in people:
            continue
        first, last = reading.places[at]
        if not 0 <= first - start < _BETWEEN:
            continue
        told = text[start : last + _BEHIND]
        if not phrases("turn").search(text[start:first]) or not phrases("fell-short").search(told):
            continue
        if not _is_excused(told):
            return last
    return None


def _is_excused(told: str) -> bool:
    return (
        phrases("exoneration").search(told) is not None
        or re.search(r"\b(?:because|since)\b", told) is not None
    )
