"""Where a noun phrase begins, and whether a noun only describes the one behind it. Owns no list of nouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .tokens import PUNCTUATION
from .words import words

if TYPE_CHECKING:
    from .sentence import Reading

#: Words that build sentences and name nothing.
FUNCTION_WORDS = words(
    "determiners", "prepositions", "conjunctions", "subordinators", "pronouns", "modals", "auxiliaries", "negations",
    "adverbs",
)  # fmt: skip
_DETERMINERS = words("determiners")
_PRONOUNS = words("pronouns")
_PAST = words("past")
_NOT_PAST = words("not-past")
_ENDS_A_PHRASE = (FUNCTION_WORDS - {"most", "very"}) | _PAST
_VERBS = words("harm-verbs", "omission-verbs", "judgement-verbs", "names-of-days")
_PAST_FORMS = words("past", "participles")
_PRESENT = words("present")
_SYSTEMS = words("systems")
_DO = words("do-forms")
_DILIGENCE = words("diligence")
#: So many words describe a noun at most.
_LONGEST = 5


def start_of(reading: Reading, at: int) -> int:
    """The first token of the noun phrase whose noun stands at `at`: its article and what describes it."""
    low, possessives = reading.low, reading.possessives
    if low[at] in _PRONOUNS and at not in possessives:
        return at
    first = at
    while first > 0:
        before = low[first - 1]
        if first - 1 in possessives:
            first -= 1
        elif before in _DETERMINERS:
            return first - 1
        elif first <= at - _LONGEST or _is_outside(low, first - 1) or not before[0].isalnum():
            return first
        else:
            first -= 1
    return 0


def _is_outside(low: list[str], at: int) -> bool:
    """Whether a word is no part of the phrase behind it: it builds the sentence, or is a verb."""
    word = low[at]
    if word in _ENDS_A_PHRASE:
        return True
    is_verb = (word.endswith("ing") and at > 0) or (word.endswith("ed") and word not in _NOT_PAST and at > 0)
    return is_verb and low[at - 1] not in _DETERMINERS


def is_modifier(reading: Reading, at: int) -> bool:
    """Whether the noun only describes the noun behind it: "team calendar", "operator console"."""
    if at + 1 >= len(reading.low):
        return False
    word = reading.low[at + 1]
    if word in PUNCTUATION or not word[0].isalpha():
        return word in ("-", "/")
    if word in FUNCTION_WORDS or word in _PAST_FORMS or word.endswith(("ed", "ly", "ing")):
        return False
    if word in _DILIGENCE and reading.low[max(0, start_of(reading, at) - 1)] in _DO:
        return False
    if word in _PRESENT and (word not in _SYSTEMS or word.endswith("s")):
        return False
    return word not in _VERBS and not reading.texts[at + 1][0].isupper()
