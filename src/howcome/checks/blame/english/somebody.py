"""A quick look at a sentence's words: whether it may name somebody. Owns this look; who it is, `actors` reads.

It never overlooks anybody, and takes many a word for people that is none.
"""

from __future__ import annotations

from howcome.text.pattern import pattern

from .nouns import MAY_BE_PEOPLE, SAID_OF_TEAMS, TEAM_LIKE
from .own_words import OwnWords
from .phrases import pieces_of
from .words import given_names, pairs, words

_CAPITALISED = pattern(r"\b[^\W\d_a-z][^\W_]*")
_INITIAL = pattern(r"\b[^\W\d_a-z]\.")
_SPELLED = frozenset(written for written, meant in pairs("spellings").items() if meant in MAY_BE_PEOPLE)
#: A field ("security", "storage") is a team where a team is meant, and a name where it has a capital.
_PEOPLE = (MAY_BE_PEOPLE - TEAM_LIKE - {"one", "no-one"}) | words("human-words") | _SPELLED | {"his", "her"}
_SYSTEMS = words("systems")


def _rarest_piece(word: str) -> str:
    """Of a word with hyphens the longest piece that is no system's: `service-desk` → `desk`."""
    return max(word.split("-"), key=lambda piece: (piece not in _SYSTEMS, len(piece)))


_PIECES = frozenset(map(_rarest_piece, _PEOPLE))
_FIELDS = frozenset(map(_rarest_piece, TEAM_LIKE))
_MAY_BE_A_TEAM = frozenset(piece for word in SAID_OF_TEAMS | words("team-heads") for piece in pieces_of(word))
_TITLES = words("titles")


def may_name_somebody(text: str, found: frozenset[str], own: OwnWords) -> bool:
    """Whether a person, a group, or a word for people stands in a text; `found` are its words, cut at hyphens."""
    if not found.isdisjoint(_PIECES) or "@" in text:
        return True
    if "one" in found and "no" in found:
        return True
    if not found.isdisjoint(_FIELDS) and not found.isdisjoint(_MAY_BE_A_TEAM):
        return True
    if own.called and not found.isdisjoint(own.first_pieces):
        return True
    return _may_hold_a_name(text, own)


def _may_hold_a_name(text: str, own: OwnWords) -> bool:
    names, also_words = given_names()
    for word in _CAPITALISED.findall(text):
        low = word.lower()
        if low in names or low in also_words or low in _FIELDS or low in _TITLES or low in own.people:
            return True
    return _INITIAL.search(text) is not None
