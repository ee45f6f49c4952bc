"""Questions for the culprit, and questions that accuse. Owns which are meant so, and which ask what people knew and saw."""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.text.pattern import pattern

from .actors import Actor
from .culprits import actor_from
from .found import Found, category_of
from .phrases import phrases
from .quoted import is_denied, is_mentioned
from .sentence import Reading
from .words import words

_ACCUSING = words("omission-verbs", "judgement-verbs", "harm-verbs", "accusing-words") | {"not"}
_NOBODY = ("nobody", "anyone", "no-one")
_JOINING = pattern(r"(?:and|but|or|so|well)$", re.IGNORECASE)
_BEFORE_A_QUESTION = '.!?:;,—–-"“('
#: So many characters behind a hunt for somebody show that it asks for something else.
_BEHIND = 24


def questions(reading: Reading) -> Iterator[Found]:
    """The first such question."""
    if found := reading.first("what-were-they-thinking"):
        is_ridicule = "kind of" in found.group().lower() or "sort of" in found.group().lower()
        yield Found("B15", "sarcasm-shaming" if is_ridicule else "who-question", *found.span())
        return
    found_here = _why_did(reading) or _by_phrase(reading, "hunt") or _by_phrase(reading, "accusing")
    if found_here := found_here or _who(reading):
        yield found_here


def _why_did(reading: Reading) -> Found | None:
    """Why did they not …? Why was the reviewer so late?"""
    text = reading.text
    for found in reading.find("why-did"):
        asked = text.find("?", found.end())
        if asked < 0 and reading.place.section != "causes":
            continue
        actor = actor_from(reading, found.end(), 1)
        if actor is None or actor.kind not in ("person", "team", "self"):
            continue
        end = asked + 1 if asked > 0 else len(text)
        if phrases("right-question").search(text[found.start() : end]):
            continue
        if _accuses(reading, found, actor, end) and not _is_answered(text[end:]):
            category = category_of(actor, "who-question") if actor.named else "who-question"
            return Found("B15", category, found.start(), reading.end(actor.last))
    return None


def _accuses(reading: Reading, found: re.Match[str], actor: Actor, end: int) -> bool:
    if found.group().lower().endswith("n't") or reading.low[actor.last] in _NOBODY:
        return True
    start = reading.end(actor.last)
    return any(word in _ACCUSING and start <= reading.start(at) < end for at, word in enumerate(reading.low))


def _is_answered(answer: str) -> bool:
    """Whether an answer follows that is not again about people."""
    return bool(answer.strip()) and not Reading(answer.strip()).people_named


def _by_phrase(reading: Reading, name: str) -> Found | None:
    """Find out who did it; the hunt for the person."""
    found = reading.first(name)
    if not found or is_mentioned(reading.text, *found.span()) or is_denied(reading.text, found.start()):
        return None
    if phrases("right-question").search(reading.text[found.end() : found.end() + _BEHIND]):
        return None
    return Found("B15", "who-question", *found.span())


def _who(reading: Reading) -> Found | None:
    """Who approved this? Whose idea was it?"""
    for found in reading.find("who"):
        phrase = found.group().lower()
        if phrase.startswith("why") or is_mentioned(reading.text, *found.span()):
            continue
        if phrase.startswith("whose") and not phrases("whose").search(phrase):
            continue
        if phrase.startswith(("who", "which")) and not _is_asked(reading.text, found):
            continue
        return Found("B15", "who-question", *found.span())
    return None


def _is_asked(text: str, found: re.Match[str]) -> bool:
    """Whether a question begins with these words, and is no neutral one: "who owns the service?"."""
    if "?" not in text[found.end() :] or phrases("who-neutral").match(text, found.start()):
        return False
    before = text[: found.start()].rstrip()
    return not before or before[-1] in _BEFORE_A_QUESTION or _JOINING.search(before) is not None
