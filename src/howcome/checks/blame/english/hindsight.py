"""What is clear only since the outcome is known: obviously, should have known, the signs were there. Owns which is meant so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.text.pattern import pattern

from .found import Found, tells_why
from .phrases import phrases
from .quoted import is_denied, is_mentioned
from .sentence import Reading
from .words import words

_ADVERBS = words("hindsight-adverbs")
#: Words that are hindsight only where causes are told.
_MILD = ("of course", "needless to say", "predictably", "unsurprisingly")
#: Phrases that deny by themselves.
_DENYING = ("no ", "not ", "doesn", "didn", "hard", "could", "can")
_SHOULD = pattern(r"(?:should|ought|must|could|might)\b")
_SEEN_IN = pattern(r" (?:in|from|on|by)\b")
#: How many characters before and behind tell that the words are meant otherwise.
_BEFORE, _BEHIND = 45, 20


def hindsight(reading: Reading) -> Iterator[Found]:
    """The first such phrase."""
    for found in reading.find("hindsight"):
        if not _is_innocent(reading, found) and _is_meant(reading, found):
            yield Found("B10", "hindsight", *found.span())
            return


def _is_innocent(reading: Reading, found: re.Match[str]) -> bool:
    """Whether the words around say that nothing was clear then, or that a graph shows it clearly."""
    text, word = reading.text, found.group().lower()
    start, end = found.span()
    if phrases("hindsight-innocent").search(text[max(0, start - _BEFORE) : end + _BEHIND]):
        return True
    if is_mentioned(text, start, end) or (is_denied(text, start) and not word.startswith(_DENYING)):
        return True
    behind = text[end:]
    if word.endswith(" evident") and _SEEN_IN.match(behind):
        return True
    is_look = phrases("judged-by-looks").match(word)
    return is_look is not None and phrases("seen-in-data").match(behind.lstrip()) is not None


def _is_meant(reading: Reading, found: re.Match[str]) -> bool:
    """Whether it is said about what people knew."""
    word = found.group().lower()
    if "symptom" in word or (word.startswith("tell") and not reading.people_named):
        return False
    if word in _ADVERBS or word in _MILD:
        is_told = word not in _MILD or tells_why(reading)
        return is_told and _is_beside_people(reading, found.end())
    return not _SHOULD.match(word) or "been" in word or bool(reading.people_named)


def _is_beside_people(reading: Reading, end: int) -> bool:
    """Whether an adverb like "clearly" stands in the clause of a person, or before such a clause."""
    at = next((i for i, (start, _) in enumerate(reading.places) if start >= end), None)
    if at is None:
        return False
    if at <= 2 and reading.people_named and not reading.set.isdisjoint(("knew", "known", "aware")):
        return True
    return any(
        a.is_human and a.kind != "self" and a.role == "subject" and -6 <= a.last - at <= 3
        for a in reading.actors
    )
