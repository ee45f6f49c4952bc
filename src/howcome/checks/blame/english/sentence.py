"""Reads an English sentence: who is named in it, and what each of them did, did not do, or should have done.

A shallow reading by rules, not a full parse: it looks for the people and groups of a sentence and for the verbs that
belong to them, and leaves alone what it does not understand. Owns no opinion about blame. Every part is read when it
is first asked for, and once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from typing import Any, Generic, TypeVar

from howcome.checks.blame.observation import Place

from .actors import Actor, actors_of
from .nouns import Noun
from .own_words import own_words
from .phrases import Phrase, candidates, found_of, keys_of, phrases
from .predicates import Predicate, predicates_of
from .somebody import may_name_somebody
from .tokens import STOPS, Words, places_of, words_of
from .words import words

_SUBORDINATORS = words("subordinators") - {"before", "after", "until", "that", "how"}
_ENDS_A_CLAUSE = STOPS | _SUBORDINATORS | {"–", "—"}
_ADVERBS = words("adverbs")

_NOWHERE = Place(None)

T = TypeVar("T")


class _Part(Generic[T]):
    """A part that is read when it is first asked for: `cached_property` without its lock, which costs more than most parts."""

    def __init__(self, read: Callable[[Any], T]) -> None:
        self._read = read
        self.__doc__ = read.__doc__

    def __set_name__(self, _owner: type, name: str) -> None:
        self._name = name

    def __get__(self, reading: Any, _owner: type | None = None) -> T:
        value = reading.__dict__[self._name] = self._read(reading)
        return value


class Reading:
    """A sentence, or a piece of one, that is read; `place`: where it stands, and whom the document knows."""

    def __init__(self, text: str, place: Place = _NOWHERE) -> None:
        self.text = text
        self.place = place
        self.own = own_words(place)
        self._found: dict[str, list[re.Match[str]]] = {}

    @property
    def people(self) -> Collection[str]:
        """Words of the names of people whom the document knows, in lower case."""
        return self.own.people

    @property
    def systems(self) -> Collection[str]:
        """Systems that the document or its organisation calls by one word, in lower case."""
        return self.own.systems

    def known_at(self, at: int) -> Noun | None:
        """Whom or what the document itself or its organisation calls so at a token."""
        return self.own.at(self, at) if self.own.called else None

    # Its words

    @_Part
    def _words(self) -> Words:
        return words_of(self.text)

    @_Part
    def texts(self) -> list[str]:
        """Every token as written."""
        return self._words.texts

    @_Part
    def low(self) -> list[str]:
        """Every token in lower case, without a possessive ending."""
        return self._words.low

    @_Part
    def set(self) -> frozenset[str]:
        """The same, each once."""
        return frozenset(self.low)

    @_Part
    def possessives(self) -> frozenset[int]:
        """Tokens that are possessive."""
        return self._words.possessives

    @_Part
    def places(self) -> list[tuple[int, int]]:
        """The half-open place of every token in the text."""
        return places_of(self.text)

    @_Part
    def begin(self) -> int:
        """Where the first word begins; the end of the text, where there is none."""
        first = next((at for at, word in enumerate(self.low) if word[0].isalnum() or word == "_"), None)
        return len(self.text) if first is None else self.start(first)

    def start(self, token: int) -> int:
        """Where a token begins."""
        return self.places[token][0]

    def end(self, token: int) -> int:
        """Where a token ends."""
        return self.places[token][1]

    def span(self, first: int, end: int) -> tuple[int, int]:
        """The half-open place in the text from one token up to another, exclusive."""
        return self.places[first][0], self.places[min(end, len(self.places)) - 1][1]

    def token_at(self, place: int) -> int | None:
        """The token at a place of the text, or the first one behind it."""
        return next((at for at, (_, end) in enumerate(self.places) if end > place), None)

    def words(self, first: int, end: int) -> str:
        """The text from one token up to another, exclusive."""
        if first >= min(end, len(self.low)):
            return ""
        start, stop = self.span(first, end)
        return self.text[start:stop]

    def before(self, token: int) -> str:
        """The text before a token."""
        return self.text[: self.start(token)]

    def behind(self, token: int) -> str:
        """The text behind a token."""
        return self.text[self.end(token) :]

    def clause_end(self, at: int) -> int:
        """The token behind the clause that holds a token: at a stop, or at a subordinate or new clause."""
        low = self.low
        for i in range(at + 1, len(low)):
            if low[i] in _ENDS_A_CLAUSE:
                return i
            if low[i] == "," and (i + 1 >= len(low) or low[i + 1] not in _ADVERBS):
                return i
        return len(low)

    # Its phrases

    @_Part
    def keys(self) -> frozenset[str]:
        """Its words cut at hyphens and apostrophes, by which phrases are looked up."""
        return keys_of(self.text)

    @_Part
    def candidates(self) -> dict[str, list[Phrase]]:
        """Telling phrases that may stand in it, by the name of their list."""
        return candidates(self.keys, with_people=self.may_name_somebody)

    def find(self, name: str) -> list[re.Match[str]]:
        """All phrases of a list in the sentence, in order."""
        if name in self._found:
            return self._found[name]
        if name in self.candidates:
            found = found_of(self.candidates[name], self.text)
        elif (listed := phrases(name)).is_telling:
            return []
        else:
            found = listed.finditer(self.text, keys=self.keys)
        self._found[name] = found
        return found

    def first(self, name: str) -> re.Match[str] | None:
        """The first phrase of a list."""
        found = self.find(name)
        return found[0] if found else None

    # Its people

    @_Part
    def may_name_somebody(self) -> bool:
        """Whether it is worth looking for people in it."""
        return may_name_somebody(self.text, self.keys, self.own)

    @_Part
    def actors(self) -> list[Actor]:
        """Everybody whom the sentence names, in order."""
        return [*actors_of(self)] if self.may_name_somebody else []

    @_Part
    def people_named(self) -> list[Actor]:
        """Those of them who run the systems: persons, teams, ourselves."""
        return [actor for actor in self.actors if actor.is_human]

    @_Part
    def predicates(self) -> list[Predicate]:
        """What is said of them, in order of their actors."""
        return [predicate for actor in self.actors for predicate in predicates_of(self, actor)]
