"""What in an English sentence is blame. Owns who looks for it, in which order they win, and how far a found place reaches.

The kinds and the theory are those of Dekker (The Field Guide to Understanding Human Error), of Bergström's three
analytical traps (counterfactual, normative, mechanistic), and of the postmortem guides of Google, PagerDuty and Etsy.
Every module looks for one kind and yields where it stands. Where a sentence does not tell, nothing is yielded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from howcome.checks.blame.observation import Observation, Place
from howcome.text import Span
from howcome.text.pattern import pattern

from .absolutes import habits
from .agents import agents
from .counterfactuals import HYPOTHESES, hypotheses
from .culprits import causes, named
from .deeds import deeds
from .found import Found, Look
from .grades import graded, may_grade, normative
from .hindsight import hindsight
from .idioms import idioms
from .irony import sarcasm
from .labels import labels
from .mechanistic import mechanistic
from .passives import passives
from .questions import questions
from .quoted import is_mentioned
from .remedies import remedies
from .rewording import rewordings
from .sentence import Reading


class _Look(NamedTuple):
    """A look, and what is cheap to see beforehand: it is worth it where one of the lists has a phrase, or `where` says so."""

    look: Look
    phrases: frozenset[str] = frozenset()
    where: Callable[[Reading], bool] | None = None


def _people(reading: Reading) -> bool:
    return bool(reading.actors)


def _words_for_people(reading: Reading) -> bool:
    return reading.may_name_somebody


_LOOKS = (
    _Look(deeds, where=_people),
    _Look(habits, where=_people),
    _Look(graded, where=may_grade),
    _Look(causes, frozenset(("own-fault", "confession")), _people),
    _Look(agents, where=_people),
    _Look(named, where=_people),
    _Look(hypotheses, HYPOTHESES),
    _Look(labels, frozenset(("human-error",))),
    _Look(normative, frozenset(("normative",))),
    _Look(hindsight, frozenset(("hindsight",))),
    _Look(mechanistic, frozenset(("mechanistic", "only-the-person", "but-the-person", "sound"))),
    _Look(sarcasm, frozenset(("sarcasm",)), _people),
    _Look(questions, frozenset(("what-were-they-thinking", "why-did", "hunt", "accusing", "who"))),
    _Look(remedies, frozenset(("punishment", "vigilance")), _words_for_people),
    _Look(idioms, frozenset(("team-idioms",))),
    _Look(passives, frozenset(("passive",))),
)
#: Of found places that overlap, the one whose category stands first here wins.
_ORDER = (
    "named-individual", "punitive-or-weak-action", "who-question", "team-blame", "sarcasm-shaming", "human-error",
    "mechanistic", "absolutes", "hindsight", "normative", "counterfactual", "person-as-cause", "agentless-passive",
)  # fmt: skip
_RANK = {category: rank for rank, category in enumerate(_ORDER)}
#: What is about a person whether a name stands beside it or not.
_NOT_BY_NAME = frozenset(
    ("punitive-or-weak-action", "who-question", "sarcasm-shaming", "named-individual", "agentless-passive")
)
#: What colours a whole clause.
_TONES = frozenset(("sarcasm-shaming", "hindsight", "who-question", "punitive-or-weak-action", "absolutes"))
_CLAUSE_END = pattern(r"[.;!?](?:\s|$)|,\s")
#: No more places than this are worth telling in one sentence.
_MOST = 2
#: How many characters before a finding a name still stands beside it; how many behind it the clause goes on, and at most.
_BESIDE, _AT_LEAST, _AT_MOST = 20, 20, 100


def may_blame(text: str, place: Place) -> bool:
    """A quick look whether a sentence is worth reading: it may name somebody, or may hold a telling phrase."""
    reading = _reading(text, place)
    return reading.may_name_somebody or bool(reading.candidates) or may_grade(reading)


def blame_in(text: str, place: Place) -> list[Observation]:
    """Where a sentence blames, at most one observation for each stretch of words, in the order of the text."""
    reading = _reading(text, place)
    found = [_by_name(reading, one) for one in _looked_for(reading)]
    # A sentence about blame itself, or about the method, blames nobody.
    if not found or reading.first("meta"):
        return []
    return [_observation(reading, one) for one in _chosen(found)]


@lru_cache(maxsize=1)
def _reading(text: str, place: Place) -> Reading:
    """A sentence, read once for both looks."""
    return Reading(text, place)


def _looked_for(reading: Reading) -> Iterator[Found]:
    for look, phrases, where in _LOOKS:
        if phrases.isdisjoint(reading.candidates) and not (where and where(reading)):
            continue
        for found in look(reading):
            if found.category == "sarcasm-shaming" or not is_mentioned(reading.text, found.start, found.end):
                yield found


def _by_name(reading: Reading, found: Found) -> Found:
    """A fault beside the name of a person is about that person, whatever the fault is."""
    if found.category in _NOT_BY_NAME:
        return found
    for actor in reading.actors:
        if not actor.named or actor.role == "other":
            continue
        start, end = reading.span(actor.first, actor.last + 1)
        if start <= found.end and end >= found.start - _BESIDE:
            last = max(found.end, end) if actor.role == "agent" else found.end
            return Found(found.code, "named-individual", min(found.start, start), last)
    return found


def _chosen(found: Iterable[Found]) -> list[Found]:
    """The most telling of those that overlap; no more than two for a sentence."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: _RANK[f.category]):
        if all(one.end <= other.start or one.start >= other.end for other in kept):
            kept.append(one)
    return sorted(kept[:_MOST], key=lambda f: f.start)


def _observation(reading: Reading, found: Found) -> Observation:
    span = Span(found.start, _reached(reading.text, found))
    return Observation(found.code, found.category, span, rewordings(reading, found.code, span))


def _reached(text: str, found: Found) -> int:
    """The end; for a tone that of the whole clause: what is meant stands behind the word that gives it away."""
    if found.category not in _TONES:
        return found.end
    stop = _CLAUSE_END.search(text, min(len(text), found.end + _AT_LEAST))
    return min(stop.start() if stop else len(text.rstrip()), found.end + _AT_MOST)
