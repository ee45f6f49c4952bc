"""Reads the verb group at a place of a sentence: "should never have been asked". Owns this reading, no opinion about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .noun_phrases import FUNCTION_WORDS
from .words import words

if TYPE_CHECKING:
    from .sentence import Reading

MODALS = words("modals")
_PAST = words("past")
_NOT_PAST = words("not-past")
_PARTICIPLES = words("participles")
_PRESENT = words("present")
_ADVERBS = words("adverbs", "error-adverbs")
_HABITUAL = words("habitual")
_TELLING_VERBS = words("omission-verbs", "judgement-verbs", "harm-verbs") - words("systems")
_NO_VERB = words("determiners", "prepositions", "pronouns")
_HAVE = frozenset(("have", "has", "had", "having", "haven't", "hasn't", "hadn't"))
_DO = frozenset(("do", "does", "did", "don't", "doesn't", "didn't"))
_BE = frozenset(
    ["be", "am", "is", "are", "was", "were", "been", "being", "isn't", "aren't", "wasn't", "weren't"]
)
_NEGATIONS = frozenset(("not", "never", "n't", "neither", "nor", "hardly", "barely"))
_MODALS_WITH_HAVE = frozenset(("shoulda", "coulda", "woulda"))


class VerbGroup(NamedTuple):
    """`verb` is the main verb's token, `first` the first of its auxiliaries.

    `modal`: should, could, … in lower case; `perfect`: with have; `passive`: its subject suffers it; `copula`: the
    verb is a form of be and no other verb follows.
    """

    first: int
    verb: int
    modal: str = ""
    negated: bool = False
    perfect: bool = False
    passive: bool = False
    copula: bool = False


def verb_group_at(reading: Reading, at: int, strict: bool = False) -> VerbGroup | None:
    """The verb group that begins at a token, if one does.

    `strict`: a word that may be a noun counts only with the ending of the third person.
    """
    low = reading.low
    begun = _auxiliaries(low, at)
    verb = begun.end
    if verb >= len(low) or not low[verb][0].isalpha():
        return begun.alone()
    word = low[verb]
    if begun.perfect and not begun.be and not (is_past(word) or word in _PARTICIPLES):
        return begun.alone()  # "have" is the main verb: "we should have something"
    if begun.be and not word.endswith("ing") and not (is_past(word) or word in _PARTICIPLES):
        return VerbGroup(begun.first, verb, begun.modal, begun.negated, begun.perfect, copula=True)
    if begun.first < 0:
        return VerbGroup(verb, verb, "", begun.negated) if _is_verb(low, at, verb, strict) else None
    if word in _NO_VERB:
        return begun.alone()
    passive = begun.be and not word.endswith("ing")
    return VerbGroup(begun.first, verb, begun.modal, begun.negated, begun.perfect, passive)


class _Auxiliaries(NamedTuple):
    """What stands before the main verb. `first` is negative where there is no auxiliary; `end` is behind the last."""

    first: int
    end: int
    modal: str
    negated: bool
    perfect: bool
    be: bool

    def alone(self) -> VerbGroup | None:
        """A group without a main verb behind it: "did the same", "was in the room"."""
        if self.first < 0:
            return None
        return VerbGroup(self.first, max(self.first, self.end - 1), self.modal, self.negated, copula=self.be)


def _auxiliaries(low: list[str], at: int) -> _Auxiliaries:
    modal, negated, perfect, be = "", False, False, False
    first, i = -1, at
    while i < len(low):
        word = low[i]
        if word in _NEGATIONS:
            negated = True
            i += 1
            continue
        if word in MODALS:
            modal = word
            perfect |= word.endswith("'ve") or word in _MODALS_WITH_HAVE
        elif word in _HAVE:
            perfect = True
        elif word in _BE:
            be = True
        elif word not in _DO and not (word == "to" and modal == "ought"):
            if word in _ADVERBS or (word.endswith("ly") and len(word) > 4):
                i += 1
                continue
            break
        negated |= word.endswith("n't") or word == "cannot"
        first = i if first < 0 else first
        i += 1
    return _Auxiliaries(first, i, modal, negated, perfect, be)


def _is_verb(low: list[str], at: int, verb: int, strict: bool) -> bool:
    """Whether a word without an auxiliary is a verb; between `at` and it stand only adverbs and negations."""
    word = low[verb]
    is_after_habit = verb > at and low[verb - 1] in _HABITUAL and word not in FUNCTION_WORDS
    if is_after_habit and word.replace("-", "").isalpha():
        return True
    if is_past(word) or word in _TELLING_VERBS:
        return True
    return word in _PRESENT and (not strict or word.endswith("s"))


def is_past(word: str) -> bool:
    """Whether a word is the past of a verb, as far as its form tells."""
    return word in _PAST or (len(word) > 3 and word.endswith("ed") and word not in _NOT_PAST)
