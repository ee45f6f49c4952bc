"""Cuts a sentence into words and marks, its tokens. Owns what counts as one word, and how people spell in chat."""

from __future__ import annotations

from typing import NamedTuple

from howcome.text.pattern import pattern

from .words import pairs, words

_TOKEN = pattern(r"@?[^\W_]+(?:[-'’.&][^\W_]+|_\w+)*|[^\w\s]|_")
_SPELLINGS = pairs("spellings")
_NOT_POSSESSIVE = words("contractions")

#: Marks that end a clause.
STOPS = frozenset(';:.!?()[]|…=→"“”«»')
#: All marks that stand between words.
PUNCTUATION = frozenset(',;:.!?()[]{}–—-"“”«»|/*…=→')


class Words(NamedTuple):
    """All tokens of a text: as written, in lower case without a possessive ending, and which of them are possessive."""

    texts: list[str]
    low: list[str]
    possessives: frozenset[int]


def words_of(text: str) -> Words:
    """The words and marks of a text, in order."""
    texts = _TOKEN.findall(text)
    low = [word.lower() for word in texts]
    possessives: frozenset[int] = frozenset()
    if "'" in text or "’" in text:
        low = [word.replace("’", "'") for word in low]
        possessives = _possessives(text, low)
        low = [word.removesuffix("'s") if at in possessives else word for at, word in enumerate(low)]
    if not _SPELLINGS.keys().isdisjoint(low):
        low = [_SPELLINGS.get(word, word) for word in low]
    return Words(texts, low, possessives)


def _possessives(text: str, low: list[str]) -> frozenset[int]:
    """Tokens with a possessive ending: "the team's", "the teams' "."""
    found = {at for at, word in enumerate(low) if word.endswith("'s") and word not in _NOT_POSSESSIVE}
    if "s' " in text or "s’ " in text or "S' " in text or "S’ " in text:
        behind = (text[end : end + 2] for _, end in places_of(text))
        found |= {at for at, mark in enumerate(behind) if mark in ("' ", "’ ") and low[at].endswith("s")}
    return frozenset(found)


def places_of(text: str) -> list[tuple[int, int]]:
    """The half-open places of the tokens of a text."""
    return [match.span() for match in _TOKEN.finditer(text)]
