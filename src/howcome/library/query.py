"""What a person types into the search box, as words to find, words to leave out, and a filter.

All words have to be found. The last one is also found as the beginning of a longer word. "Words in quotes" are
a phrase, -word leaves documents out, and `key:value` filters. Anything else is plain words: no text is an
error, and nothing in it reaches the database as syntax.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from .words import is_unspaced, key_of, words_of

#: What stands further back is not read. Longer texts are pasted by mistake.
MOST_CHARACTERS = 4_000
MOST_TERMS = 32
MOST_WORDS = 64
#: Fewer letters begin too many words.
SHORTEST_BEGINNING = 3

_PIECE = re.compile(r'(?P<minus>-)?(?:(?P<key>[A-Za-z-]{1,20}):)?(?:"(?P<quoted>[^"]*)"(?!\S)|(?P<bare>\S+))')
_KEYS = {
    "severity": "severity",
    "status": "status",
    "service": "service",
    "services": "service",
    "owner": "owner",
    "class": "category",
    "tag": "tag",
    "tags": "tag",
}
_STATES = {
    "open-actions": "open_actions",
    "overdue": "overdue",
    "findings": "findings",
    "unreadable": "unreadable",
}


@dataclass(frozen=True, slots=True)
class Filter:
    """Which documents are meant. Values of one field are alternatives; all fields that say something must hold.

    Values are compared without case, accents and punctuation ("SEV-1" is "sev1"); `owner` also holds where
    the words are a part of the owner's. `findings` means at least one error or warning, `unreadable` a
    document that could not be read. What `but_not` says of a document, in any of its fields, leaves it out.
    """

    severity: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    service: tuple[str, ...] = ()
    owner: tuple[str, ...] = ()
    category: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    year: tuple[int, ...] = ()
    open_actions: bool = False
    overdue: bool = False
    findings: bool = False
    unreadable: bool = False
    but_not: Filter | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand together in this order; `begins`: the last may be the beginning of a longer word."""

    words: tuple[str, ...]
    begins: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: all `terms`, none of `excluded`, among the documents of `filter`."""

    terms: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    filter: Filter = Filter()


def read_query(text: str) -> Query:
    """Any text as a query. Only the first 4000 characters and 32 terms are read."""
    terms: list[Term] = []
    excluded: list[Term] = []
    kept, left_out = Filter(), Filter()
    last: Term | None = None
    for piece in _PIECE.finditer(text[:MOST_CHARACTERS]):
        minus, key, quoted, bare = piece.group("minus", "key", "quoted", "bare")
        if key:
            before = left_out if minus else kept
            after = _filtered(before, key.lower(), bare if quoted is None else quoted)
            if after and minus:
                left_out = after
                continue
            if after:
                kept = after
                continue
        words = words_of(" ".join(w for w in (key, quoted, bare) if w))[:MOST_WORDS]
        if not words:
            continue
        if minus:
            excluded.append(Term(words))
        else:
            terms.append(Term(words))
            last = terms[-1] if quoted is None else None
    if last and len(last.words[-1]) >= SHORTEST_BEGINNING and not is_unspaced(last.words[-1]):
        terms[-1] = replace(last, begins=True)
    if left_out != Filter():
        kept = replace(kept, but_not=left_out)
    return Query(_distinct(terms), _distinct(excluded), kept)


def _distinct(terms: list[Term]) -> tuple[Term, ...]:
    return tuple(dict.fromkeys(terms))[:MOST_TERMS]


def _filtered(given: Filter, key: str, value: str) -> Filter | None:
    """The filter with one more value; None where key or value mean nothing, so that they are plain words."""
    if key == "is" and value.lower() in _STATES:
        return _with(given, _STATES[value.lower()], True)
    if key == "year" and re.fullmatch(r"[0-9]{4}", value):
        return _with(given, "year", (*given.year, int(value)))
    if key in _KEYS and key_of(value):
        return _with(given, _KEYS[key], (*getattr(given, _KEYS[key]), value))
    return None


def without(given: Filter, field: str) -> Filter:
    """The filter with one field as if nothing had been said about it."""
    return _with(given, field, getattr(Filter(), field))


def _with(given: Filter, field: str, value: object) -> Filter:
    changed: dict[str, Any] = {field: value}
    return replace(given, **changed)
