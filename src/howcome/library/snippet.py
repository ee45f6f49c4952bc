"""The piece of a text that shows why a document was found, with the places of what was asked. No markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .query import Term
from .words import fold_in_place, original_range

#: Characters of a snippet, and how many of them stand before the first match.
LENGTH = 240
_BEFORE = 60
#: Only so much of a text is looked through, and so many matches in it.
_MOST_CHARACTERS = 200_000
_MOST_MATCHES = 2_000
_GAP = "… "


@dataclass(frozen=True, slots=True)
class Snippet:
    """One line of plain text; `matches` are half-open ranges in it, in order, that do not overlap."""

    text: str
    matches: tuple[tuple[int, int], ...] = ()


def snippet_of(text: str, terms: Sequence[Term]) -> Snippet:
    """The piece of `text` with most of the terms, the first of equals; its beginning if there is none.

    What is cut off at an end is told by "…".
    """
    places = _places(text[:_MOST_CHARACTERS], terms)
    start = _best_start(places)
    first = _word_start(text, max(0, start - _BEFORE)) if start > _BEFORE else 0
    last = _word_end(text, first + LENGTH)
    shown = [(max(a, first), min(b, last)) for a, b, _ in places if a < last and b > first]
    before = _GAP if first else ""
    line = re.sub(r"\s", " ", text[first:last])
    moved = len(before) - first
    return Snippet(
        before + line.rstrip() + (" …" if last < len(text) else ""),
        tuple(_joined([(a + moved, b + moved) for a, b in shown])),
    )


def marked(text: str, terms: Sequence[Term]) -> Snippet:
    """A whole short text, such as a title, with the places of what was asked."""
    places = _places(text, terms)
    return Snippet(re.sub(r"\s", " ", text), tuple(_joined([(a, b) for a, b, _ in places])))


def _places(text: str, terms: Sequence[Term]) -> list[tuple[int, int, int]]:
    """Start, end and number of the term, in order."""
    folded, offsets = fold_in_place(text)
    found: list[tuple[int, int, int]] = []
    for number, term in enumerate(terms):
        for match in _pattern(term).finditer(folded):
            found.append((*original_range(offsets, *match.span()), number))
            if len(found) > _MOST_MATCHES * (number + 1):
                break
    return sorted(found)


def _pattern(term: Term) -> re.Pattern[str]:
    words = " +".join(map(re.escape, term.words))
    return re.compile(rf"(?<![^ ]){words}" + ("[^ ]*" if term.begins else "(?![^ ])"))


def _best_start(places: Sequence[tuple[int, int, int]]) -> int:
    """Where the window with most different terms begins; 0 where nothing was found."""
    best, most, last = 0, 0, 0
    held: dict[int, int] = {}
    for start, _, number in places:
        while last < len(places) and places[last][0] < start + LENGTH - _BEFORE:
            held[places[last][2]] = held.get(places[last][2], 0) + 1
            last += 1
        if len(held) > most:
            best, most = start, len(held)
        held[number] -= 1
        if not held[number]:
            del held[number]
    return best


def _word_start(text: str, at: int) -> int:
    """The next beginning of a word at or behind `at`, if one is near."""
    found = re.compile(r"\s\S").search(text, max(0, at - 1), at + 30)
    return found.end() - 1 if found else at


def _word_end(text: str, at: int) -> int:
    """The last end of a word before `at`, if one is near; the text's end where that comes first."""
    if at >= len(text):
        return len(text)
    space = max(text.rfind(white, max(0, at - 30), at + 1) for white in " \n\t")
    return space if space > 0 else at


def _joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges that overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
