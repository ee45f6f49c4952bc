"""The words by which a document and its organisation call people and systems. Owns how they are found in a sentence.

They come before the words of the language: a service may bear the name of a person ("hermes"), and a role may be
one that nobody else has ("duty captain").
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from howcome.checks.blame.observation import Place

from .noun_phrases import is_modifier
from .nouns import Kind, Noun
from .phrases import pieces_of
from .tokens import words_of
from .words import plural

if TYPE_CHECKING:
    from .sentence import Reading

#: All words of a name, and what it means.
_Called = tuple[tuple[str, ...], Kind]


class OwnWords(NamedTuple):
    """`people` and `systems` are single words; `called` gives, by its first word, all that begins so, longest first."""

    people: Collection[str]
    systems: Collection[str]
    called: dict[str, list[_Called]]
    #: Of the first words, what stands before a hyphen.
    first_pieces: Collection[str]

    def at(self, reading: Reading, at: int) -> Noun | None:
        """Whom or what the words at a token mean, if they are among these."""
        low = reading.low
        for words, kind in self.called.get(low[at], ()):
            last = at + len(words) - 1
            if tuple(low[at : last + 1]) != words:
                continue
            if kind == "system" or last in reading.possessives or not is_modifier(reading, last):
                return Noun(kind, last)
        return None


NO_OWN_WORDS = OwnWords((), (), {}, ())


@lru_cache(maxsize=64)
def own_words(place: Place) -> OwnWords:
    """The words of a place, made once for all of its sentences."""
    called: dict[str, list[_Called]] = {}
    for words, kind in _all(place):
        if words:
            called.setdefault(words[0], []).append((words, kind))
    for several in called.values():
        several.sort(key=lambda c: -len(c[0]))
    single = frozenset(s for s in place.systems if " " not in s)
    first_pieces = frozenset(pieces_of(word)[0] for word in called if pieces_of(word))
    return OwnWords(place.people, single, called, first_pieces)


def _all(place: Place) -> Iterator[_Called]:
    lists: tuple[tuple[Kind, Collection[str]], ...] = (
        ("person", place.roles), ("team", place.teams), ("customer", place.customers), ("system", place.systems),
    )  # fmt: skip
    for kind, names in lists:
        for name in sorted(names):
            words = tuple(words_of(name.lower()).low)
            yield words, kind
            if kind != "system" and words:
                yield (*words[:-1], plural(words[-1])), kind
