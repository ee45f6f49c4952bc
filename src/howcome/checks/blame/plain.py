"""A sentence as it is spoken: on one line, without marks of emphasis and of links, and the way back to its places.

Owns what of Markdown is no word. Refuses to change a word: letters, digits and punctuation stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from howcome.text import Span
from howcome.text.pattern import pattern

#: A mark of emphasis at the edge of a word, a bracket of a link, or space that is not one blank.
_MARKS = pattern(
    r"(?<![\w\\])(?:\*{1,3}|_{1,3}|~~)(?=[\w\[\"“'‘`@])|(?<=[\w.,;:!?)\]\"”'’…])(?:\*{1,3}|_{1,3}|~~)(?!\w)|[\[\]]"
    r"|[^\S ]\s*| \s+"
)


@dataclass(frozen=True, slots=True)
class Plain:
    """The words of a sentence, and for each of their code points (and for their end) where it stands in the sentence."""

    text: str
    places: Sequence[int]

    def span(self, span: Span) -> Span:
        """The same words in the sentence itself."""
        if not span.length:
            return Span(self.places[span.start], self.places[span.start])
        return Span(self.places[span.start], self.places[span.end - 1] + 1)


def plain(text: str, links: frozenset[int] = frozenset()) -> Plain:
    """`text` as it is spoken; `links` are the places of the brackets that belong to a link."""
    if not _MARKS.search(text):
        return Plain(text, range(len(text) + 1))
    pieces: list[str] = []
    places: list[int] = []
    done = 0
    for mark in _MARKS.finditer(text):
        start, end = mark.span()
        if mark.group() in "[]" and start not in links:
            continue
        pieces.append(text[done:start])
        places += range(done, start)
        if mark.group().isspace() and not (places and pieces[-1][-1:] == " "):
            pieces.append(" ")
            places.append(start)
        done = end
    pieces.append(text[done:])
    places += range(done, len(text) + 1)
    return Plain("".join(pieces), tuple(places))
