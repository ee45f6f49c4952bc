"""Grades for people and their work: careless, poor judgement, lack of ownership. Owns where a grade is one of people.

A grade says how far something fell short of what the reader finds right, and nothing about why it made sense.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.text.pattern import pattern

from .found import Found
from .phrases import keys_of, phrases
from .predicates import Predicate
from .quoted import is_denied, is_mentioned
from .reasons import is_excused
from .said import Said, told_until
from .sentence import Reading
from .words import words

_JUDGEMENT_VERBS = words("judgement-verbs")
_JUDGEMENTS = words("judgement-adjectives")
_EVALUATIONS = words("evaluations")
_JUDGEMENT_KEYS = keys_of(" ".join(max(word.split("-"), key=len) for word in _JUDGEMENTS))
_EVALUATION_KEYS = keys_of(" ".join(max(word.split("-"), key=len) for word in _EVALUATIONS))
_PRAISE_DENIED = words("praise-denied")
_HUMAN_WORK = words("human-work")
_WORK_OF_MACHINES = words("work-of-machines")
_SYSTEMS = words("systems")
_BEING = words("being-verbs")
_LEARNERS = words("learners")
_NO_DESCRIPTION = words("prepositions", "auxiliaries") | frozenset(",.;:()")
_BEHIND_LACK = words("prepositions", "conjunctions", "past", "subordinators", "auxiliaries", "modals")
_NEGATIONS = frozenset(("not", "n't", "never", "no"))
#: Which rule a grade belongs to: that of the first list that has it.
_CODES = (
    ("grade-breach", "B12"), ("grade-fitness", "B14"), ("grade-folk-model", "B17"), ("grade-mind", "B18"),
    ("grade-character", "B01"),
)  # fmt: skip
_OF_SOMETHING = pattern(
    r"\s*(?:of|by|in|from|between|for|to) (?:the |our |a |an |its |this |all )?(?:[\w-]+ ){0,2}?([\w-]+)"
)
_TO_SOMEBODY = pattern(r"\s*(?:of|for|to)\b")
_LACK = pattern(r"(?:lacks?|lack) of", re.IGNORECASE)
#: How many words before an adjective its verb stands, and how many before that its subject begins; how many behind the noun.
_TO_THE_VERB, _TO_THE_SUBJECT, _TO_THE_NOUN = 3, 9, 3


def code_of(grade: str) -> str:
    """The rule that a grade in lower case belongs to."""
    return next((code for name, code in _CODES if phrases(name).search(grade)), "B11")


def said(reading: Reading, predicate: Predicate) -> Said | None:
    """Whether a predicate grades its actor: panicked, was careless, was not careful."""
    verb = reading.low[predicate.verb]
    is_judged = verb in _JUDGEMENT_VERBS and not predicate.passive
    if is_judged and not is_excused(reading, predicate.actor, predicate.verb):
        return Said("judged", code_of(verb), told_until(reading, predicate))
    if predicate.copula:
        end = min(predicate.verb + 4, predicate.end)
        grades = _PRAISE_DENIED if predicate.negated else _JUDGEMENTS
        if not grades.isdisjoint(reading.low[predicate.verb : end]):
            return Said("judged", "B01", min(predicate.verb + 3, predicate.end))
    return None


def may_grade(reading: Reading) -> bool:
    """A quick look whether an adjective stands in a sentence that grades, or may grade people's work."""
    if not reading.keys.isdisjoint(_JUDGEMENT_KEYS):
        return True
    return reading.may_name_somebody and not reading.keys.isdisjoint(_EVALUATION_KEYS)


def graded(reading: Reading) -> Iterator[Found]:
    """An adjective that grades, beside somebody's work or said of it."""
    if reading.place.section == "timeline" or reading.set.isdisjoint(_JUDGEMENTS | _EVALUATIONS):
        return
    for at, word in enumerate(reading.low):
        if (word in _JUDGEMENTS or word in _EVALUATIONS) and (found := _graded_work(reading, at)):
            yield found
            return


def _graded_work(reading: Reading, at: int) -> Found | None:
    low = reading.low
    is_plain = low[at] in _JUDGEMENTS or bool(reading.people_named)
    behind = low[at + 1 : at + 1 + _TO_THE_NOUN]
    noun = next((n for n, word in enumerate(behind) if word in _HUMAN_WORK), None)
    if noun is not None and _NO_DESCRIPTION.isdisjoint(behind[:noun]):
        end = at + noun + 2
        of_thing = low[end : end + 1] and low[end] in _SYSTEMS
        if of_thing or not is_plain or is_denied(reading.text, reading.start(at)):
            return None
        return Found(code_of(low[at]), "normative", *reading.span(at, end))
    if behind and behind[0] in _SYSTEMS:
        return None
    be = next((i for i in range(at - 1, max(-1, at - 1 - _TO_THE_VERB), -1) if low[i] in _BEING), None)
    if be is None or not _NEGATIONS.isdisjoint(low[be:at]) or not _is_of_people(reading, be, at, is_plain):
        return None
    return Found(code_of(low[at]), "normative", *reading.span(be, at + 1))


def _is_of_people(reading: Reading, be: int, at: int, is_plain: bool) -> bool:
    """Whether an adjective behind a form of be grades people's work: "the communication was slow", "it was lazy of …"."""
    low, is_strong = reading.low, reading.low[at] in _JUDGEMENTS
    subject = low[max(0, be - _TO_THE_SUBJECT) : be]
    work = [word for word in subject if word in _HUMAN_WORK]
    if work and is_plain and subject[-1] not in _SYSTEMS and (is_strong or work[-1] not in _WORK_OF_MACHINES):
        return True
    return is_strong and low[max(0, be - 1)] == "it" and bool(_TO_SOMEBODY.match(reading.behind(at)))


def normative(reading: Reading) -> Iterator[Found]:
    """Phrases that grade people's work, name traits, or explain by folk models."""
    for found in reading.find("normative"):
        grade = found.group().lower()
        if is_denied(reading.text, found.start()) and not grade.startswith(("not", "never", "n't")):
            continue
        if _is_a_name(reading.text, found.start()) or is_mentioned(reading.text, *found.span()):
            continue
        if reading.place.section == "timeline" and not phrases("grade-in-a-timeline").search(grade):
            continue
        if _is_about_people(reading, found):
            yield Found(code_of(grade), "normative", *found.span())
            return


def _is_a_name(text: str, start: int) -> bool:
    """Whether a word that grades is part of a name for a thing: an idiot light."""
    if phrases("grade-of-a-thing").match(text[start:]):
        return True
    return phrases("name-of-a-thing").search(text) is not None


def _is_about_people(reading: Reading, found: re.Match[str]) -> bool:
    """Whether a grade is one for people: they are named beside it, or the word is never said of things alone."""
    text, grade = reading.text, Reading(found.group())
    of_something = _OF_SOMETHING.match(text, found.end())
    if of_something and of_something[1].lower() in _SYSTEMS:
        return False
    if _LACK.match(grade.text) and _is_lack_of_a_thing(text[found.end() :]):
        return False
    if grade.people_named or any(a.kind != "self" for a in reading.people_named):
        around = Reading(text[found.start() : found.end() + 30])
        return around.set.isdisjoint(_LEARNERS)
    if not _SYSTEMS.isdisjoint(reading.low[:4]):
        return False
    return phrases("grade-alone").search(grade.text.lower()) is not None


def _is_lack_of_a_thing(behind: str) -> bool:
    """Whether the word behind "lack of care" goes on to a thing: "lack of care plans"."""
    if not re.match(r" [a-z]{4,}", behind):
        return False
    following = behind.split()[0].strip(".,;:)").lower()
    return following not in _BEHIND_LACK and not following.endswith(("ed", "ly"))
