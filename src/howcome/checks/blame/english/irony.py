"""Irony and ridicule about people. Owns where words are meant so, and where they are a label or a quotation."""

from __future__ import annotations

from collections.abc import Iterator

from howcome.text.pattern import pattern

from .found import Found
from .phrases import phrases
from .quoted import is_mentioned
from .sentence import Reading

_QUOTED = pattern(r"[\"“‘]([\w -]{3,24})[\"”’]")
#: Sections where a sigh is no plain "as usual".
_SIGHING = ("causes", "lessons", "incident-summary", None)
_MARKS = frozenset('"“‘')
#: How many characters before and behind quoted words make a label of them; how near to a sigh somebody stands.
_BEFORE, _BEHIND, _NEAR = 30, 14, 40


def sarcasm(reading: Reading) -> Iterator[Found]:
    """The first sigh, phrase, or pair of quotation marks that ridicules."""
    found = _sigh(reading) or _phrase(reading) or _scare_quoted(reading)
    if found:
        yield Found("B20", "sarcasm-shaming", *found)


def _sigh(reading: Reading) -> tuple[int, int] | None:
    """As usual, the vendor …"""
    found = reading.first("sigh")
    if not found or found.start() != reading.begin or reading.place.section not in _SIGHING:
        return None
    near = found.end() + _NEAR
    people = (a for a in reading.actors if a.kind in ("person", "team") and a.role != "possessive")
    return (0, found.end()) if any(reading.start(a.first) < near for a in people) else None


def _phrase(reading: Reading) -> tuple[int, int] | None:
    found_here = reading.find("sarcasm")
    in_remedy = reading.place.section in ("actions", "measures")
    if not found_here or (in_remedy and not any(a.kind != "attacker" for a in reading.actors)):
        return None
    beside_others = _names_others(reading)
    for found in found_here:
        if is_mentioned(reading.text, *found.span()):
            continue
        if beside_others or phrases("ridicule").search(found.group().lower()):
            return found.span()
    return None


def _scare_quoted(reading: Reading) -> tuple[int, int] | None:
    """The "experts", the "quick fix"."""
    if _MARKS.isdisjoint(reading.text):
        return None
    for found in _QUOTED.finditer(reading.text):
        around = reading.text[max(0, found.start() - _BEFORE) : found.end() + _BEHIND]
        is_short = len(found[1].split()) <= 3 and phrases("scare-quoted").fullmatch(found[1].lower())
        if is_short and _names_others(reading) and not phrases("names-a-label").search(around):
            return found.span()
    return None


def _names_others(reading: Reading) -> bool:
    return any(a.kind in ("person", "team", "customer") for a in reading.actors)
