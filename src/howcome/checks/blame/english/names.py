"""Recognises a person's name in a sentence: a given name, a title or initial before a family name, a handle.

Owns this reading; which words are names is data (`names.txt`). A name that is also a word (Will, Mark, Grace) counts
only inside of a sentence, before a family name, or before a verb.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .nouns import Noun
from .verbs import verb_group_at
from .words import given_names, words

if TYPE_CHECKING:
    from .sentence import Reading

_TITLES = words("titles")
_SYSTEMS = words("systems")
_DETERMINERS = words("determiners")
_DAYS = words("names-of-days")
_NO_SURNAME = words("systems", "determiners", "pronouns", "modals")
_BEFORE_A_SENTENCE = frozenset(".!?:|")


def name_at(reading: Reading, at: int) -> Noun | None:
    """The person whose name begins at a token, and the name's last token."""
    word, low = reading.texts[at], reading.low[at]
    if word[0] == "@":
        return Noun("person", at, named=True) if len(low) > 2 and "team" not in low else None
    if not word[0].isupper() or low in reading.systems or (word.isupper() and len(word) > 1):
        return None
    behind = reading.texts[at + 1] if at + 1 < len(reading.texts) else ""
    if low in _TITLES:
        return _family_name(reading, at + 2 if behind in (".", "") else at + 1)
    if len(low) == 1 and low != "i" and behind == ".":
        return _family_name(reading, at + 2)
    names, also_words = given_names()
    if low in names or low in reading.people:
        return _plain_name(reading, at, is_given=low in names)
    return _doubtful_name(reading, at) if low in also_words else None


def _family_name(reading: Reading, at: int) -> Noun | None:
    """The name behind a title or an initial."""
    if at >= len(reading.texts) or not _is_capitalised(reading.texts[at]) or reading.low[at] in _SYSTEMS:
        return None
    return Noun("person", _last_of_name(reading, at), named=True)


def _plain_name(reading: Reading, at: int, is_given: bool) -> Noun | None:
    """A name that is no other word, unless it is the first word of what a machine is called: "Dana Scheduler"."""
    last = _last_of_name(reading, at)
    if is_given and last == at and _is_machine(reading, last + 1):
        return None
    return Noun("person", last, named=True)


def _is_machine(reading: Reading, at: int) -> bool:
    return at < len(reading.texts) and reading.texts[at][0].isupper() and reading.low[at] in _SYSTEMS


def _doubtful_name(reading: Reading, at: int) -> Noun | None:
    """A name that is also a word."""
    last = _last_of_name(reading, at)
    name = Noun("person", last, named=True)
    begins = at == 0 or reading.texts[at - 1] in _BEFORE_A_SENTENCE
    if last > at and not begins:
        return name
    if begins and last == at and not verb_group_at(reading, at + 1, strict=True):
        return None
    if reading.low[at] in _DAYS or (at and reading.low[at - 1] in _DETERMINERS):
        return None
    is_subject = last > at or at in reading.possessives or verb_group_at(reading, last + 1, strict=True)
    return name if is_subject else None


def _last_of_name(reading: Reading, at: int) -> int:
    """The last token of a name: further names follow until one is possessive."""
    while at not in reading.possessives and at + 1 < len(reading.texts) and _is_surname(reading, at + 1):
        at += 1
    return at


def _is_surname(reading: Reading, at: int) -> bool:
    word, low = reading.texts[at], reading.low[at]
    if not _is_capitalised(word) or word.isupper():
        return False
    return low not in _NO_SURNAME and low not in reading.systems


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and len(word) > 1
