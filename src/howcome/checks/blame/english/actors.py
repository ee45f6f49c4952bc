"""Finds everybody whom a sentence names: by a name, a role, a group, a pronoun. Owns no opinion about what they do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from . import names, nouns
from .noun_phrases import start_of
from .nouns import MAY_BE_PEOPLE, Kind
from .words import words

if TYPE_CHECKING:
    from .sentence import Reading

Role = Literal["subject", "agent", "possessive", "other"]

_PREPOSITIONS = words("prepositions") - {"since", "before", "after", "until", "than", "as", "like"}


class Actor(NamedTuple):
    """Somebody named in a sentence. `first` and `last` are tokens of the noun phrase, both inclusive."""

    kind: Kind
    first: int
    last: int
    role: Role
    named: bool = False

    @property
    def is_human(self) -> bool:
        """Whether it is one of those who run the systems: a person, a team, or ourselves."""
        return self.kind in ("person", "team", "self")


def actors_of(reading: Reading) -> Iterator[Actor]:
    """Everybody, in order."""
    behind = 0
    for at in _worth_a_look(reading):
        if at < behind:
            continue
        found = reading.known_at(at) or names.name_at(reading, at) or nouns.noun_at(reading, at)
        if found is None:
            continue
        if found.kind != "system":
            first = start_of(reading, at)
            yield Actor(found.kind, first, found.last, _role(reading, first, found.last), found.named)
        behind = found.last + 1


def _worth_a_look(reading: Reading) -> Sequence[int]:
    """Tokens that may be people: words for them, handles, and words with a capital."""
    if reading.own.called:
        return range(len(reading.low))
    return [
        at
        for at, (low, text) in enumerate(zip(reading.low, reading.texts, strict=True))
        if low in MAY_BE_PEOPLE or text != low or text[0] == "@"
    ]


def _role(reading: Reading, first: int, last: int) -> Role:
    """What part an actor has, by the word before it."""
    if last in reading.possessives:
        return "possessive"
    before = reading.low[first - 1] if first else ""
    if before == "by":
        return "agent"
    return "other" if before in _PREPOSITIONS else "subject"
