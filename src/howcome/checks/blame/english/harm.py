"""What people broke: deeds that stand as what did the harm. Owns which words say so, and where they are plain work.

A deed is what was done, and no blame by itself. It becomes blame where the sentence makes it the cause: by a verb
that means harm, by a mistake that it is said to be, or by the harm that the sentence tells to have come of it.
"""

from __future__ import annotations

import re

from howcome.text.pattern import pattern

from .found import tells_why
from .phrases import phrases
from .predicates import Predicate
from .said import is_named_team, is_past_form
from .sentence import Reading
from .words import pairs, words

_HARM_VERBS = words("harm-verbs")
_MILD = words("mild-harm-verbs")
_BY_OBJECT = words("harm-by-object")
_HARM_NOUNS = words("harm-nouns")
_ERROR_NOUNS = words("error-nouns")
_ERROR_ADVERBS = words("error-adverbs")
_UNINTENDED = _ERROR_ADVERBS - {"deliberately", "knowingly", "prematurely"}
_ERRING = _ERROR_ADVERBS | {"mistake", "wrong", "wrongly", "error"}
_WRONG = words("wrong")
_WRONG_OR_LIVE = words("wrong", "live")
_CONFESSED = words("error-adverbs", "error-nouns", "wrong")
_NEUTRAL = words("neutral-verbs")
_HANDLING = words("handling-verbs")
_CAUSING = (_HARM_VERBS | _HANDLING) - _NEUTRAL
_HELPFUL = words("relief-verbs") | {"happened", "managed", "helped"}
_PROCESS_ENDED = words("process-ending-verbs")
_PROCESSES = words("processes")
_PHRASAL = {verb: frozenset(behind.split(",")) for verb, behind in pairs("phrasal-harm").items()}
_LEFT_SO = words("left-so")
_MANAGED = frozenset(("managed", "contrived", "proceeded", "succeeded"))
_TO_BREAK = _HARM_VERBS | {"knock", "take", "bring"}
_BRINGING = words("bringing-verbs")
_RUIN = words("ruin")
_RUINED = words("harm-nouns", "systems", "ruin")
_PARTICIPLES = words("participles")
_NOT_WRONGED = ("went", "was", "proved", "got")

_BECAUSE = pattern(r"\bbecause\W*$", re.IGNORECASE)
_ASKED = pattern(
    r"(?:\bwhy\b[^?]*\?|\bwhy ?\d?\s?[:.]|\bcause\W{1,3}|^\s*\d\.)\s*(?:because\s*)?$"
    r"|\b(?:cause|trigger|reason|culprit|explanation)\b[^:.]{0,30}:\s*$",
    re.IGNORECASE,
)
_LEADING = pattern(r"\b(?:because|since|after|when|until)\W*$", re.IGNORECASE)


def is_looked_for(reading: Reading, predicate: Predicate) -> bool:
    """Whether deeds count as harm where a sentence stands: in a timeline only errors, and what is done again."""
    if reading.place.section != "timeline" or "again" in reading.low[predicate.verb + 1 : predicate.end]:
        return True
    return not _ERRING.isdisjoint(reading.low[predicate.actor.last + 1 : predicate.end])


def is_confessed(reading: Reading, predicate: Predicate) -> bool:
    """Whether the deed is said to be a mistake."""
    return not _CONFESSED.isdisjoint(reading.low[predicate.actor.last + 1 : predicate.end])


def harms(reading: Reading, predicate: Predicate) -> bool:
    """Whether a person's deed stands as what did the harm."""
    verb, clause = reading.low[predicate.verb], reading.low[predicate.verb + 1 : predicate.end]
    if verb == "managed" and not predicate.negated and _is_phrasal(reading, verb, clause):
        return True
    if predicate.passive or predicate.copula or predicate.negated or verb in _HELPFUL:
        return False
    if verb in _PROCESS_ENDED and not _PROCESSES.isdisjoint(clause[:4]):
        return False
    if reading.low[predicate.actor.last] == "i" and "?" in reading.behind(predicate.verb):
        return False
    if _is_phrasal(reading, verb, clause) or _is_erroneous(reading, predicate, verb, clause):
        return True
    if verb in _BRINGING and not _RUIN.isdisjoint(clause[:8]) and not _RUINED.isdisjoint(clause):
        return clause[0] not in ("an", "hour")
    if _is_wrong(verb, clause):
        return True
    if verb in _HARM_VERBS:
        return _is_harm(reading, predicate, clause)
    if not (is_past_form(verb) or (verb in _PARTICIPLES and predicate.perfect)) or verb in _NEUTRAL:
        return False
    return bool(clause) and (_is_cause(reading, predicate) or _has_effect(reading, predicate))


def _is_phrasal(reading: Reading, verb: str, clause: list[str]) -> bool:
    """Harm that two words say together: let through, set off, left open, managed to break."""
    said = clause[:5]
    if verb in _PHRASAL and not _PHRASAL[verb].isdisjoint(said) and not (verb == "let" and "have" in said):
        return True
    if verb in ("left", "leaves") and not _LEFT_SO.isdisjoint(clause[1:7]):
        return tells_why(reading)
    if verb in _MANAGED and clause[:1] in (["to"], ["in"]):
        return not _TO_BREAK.isdisjoint(clause[1:3])
    return verb == "cost" and clause[:1] in (["us"], ["the"], ["them"])


def _is_erroneous(reading: Reading, predicate: Predicate, verb: str, clause: list[str]) -> bool:
    """Whether the deed is said to be an error, or to have taken something down."""
    around = {*reading.low[predicate.actor.last + 1 : predicate.verb], *clause}
    if not _UNINTENDED.isdisjoint(around) or {"by", "mistake"} <= around or {"in", "error"} <= around:
        return True
    if verb in ("made", "makes", "committed") and not _ERROR_NOUNS.isdisjoint(clause[:5]):
        return True
    return verb in ("took", "brought") and "down" in clause[:5]


def _is_wrong(verb: str, clause: list[str]) -> bool:
    """Whether it was done with the wrong thing."""
    if "wrong" in clause[:3] and verb not in _NOT_WRONGED:
        return True
    return verb in _HANDLING and verb != "read" and not _WRONG_OR_LIVE.isdisjoint(clause[:6])


def _is_harm(reading: Reading, predicate: Predicate, clause: list[str]) -> bool:
    """Whether a verb of harm is harm here, and no plain work: "deleted the old branch"."""
    verb = reading.low[predicate.verb]
    if verb not in _MILD or (predicate.actor.named and tells_why(reading)):
        if clause:
            return True
        if verb not in _MILD:
            return False
    told = clause if verb in _BY_OBJECT else reading.low
    if not _HARM_NOUNS.isdisjoint(told) or not _WRONG.isdisjoint(clause):
        return True
    if phrases("consequence").search(reading.text) and reading.first("effect"):
        return True
    return _is_cause(reading, predicate)


def _is_cause(reading: Reading, predicate: Predicate) -> bool:
    """Whether a deed is given as the reason: "because the engineer …", or alone as an answer to why."""
    verb = reading.low[predicate.verb]
    if not tells_why(reading) or (predicate.actor.kind == "team" and verb not in _HARM_VERBS):
        return False
    before = reading.before(predicate.actor.first).rstrip()
    if not before:
        return reading.place.whys and verb in _CAUSING
    return bool(_BECAUSE.search(before) or _ASKED.search(before))


def _has_effect(reading: Reading, predicate: Predicate) -> bool:
    """Whether the sentence tells what harm came of the deed."""
    actor = predicate.actor
    if not tells_why(reading) or (actor.kind == "team" and not is_named_team(reading, actor)):
        return False
    if not reading.first("effect") or reading.first("better"):
        return False
    behind = reading.behind(predicate.verb)
    link = phrases("consequence").search(behind)
    if link and phrases("effect").search(behind, link.start()):
        return True
    before = reading.before(actor.first).rstrip()
    return bool(_LEADING.search(before) and phrases("effect").search(before))
