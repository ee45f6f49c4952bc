"""Reads a whole document for blame, sentence by sentence. Owns what is read and what is left out, and remembers sentences.

Only English is read so far. A language is a module with `blame_in(text, place)` and `may_blame(text)`; what it needs of
the document stands in `Place`. A document in another language is left alone.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from weakref import WeakKeyDictionary

from howcome.checks.prose import Sentence, spoken_prose
from howcome.document import Document
from howcome.text import Span

from .english.blame import blame_in
from .english.sentence import may_blame
from .observation import Observation, Place
from .people_named import people_of

_ENGLISH = frozenset("the of and to was is in that it for on with at by from were".split())  # noqa: SIM905
_WHYS = re.compile(r"\bwhys?\b", re.IGNORECASE)
_KNOWN: WeakKeyDictionary[Document, list[tuple[Sentence, Observation]]] = WeakKeyDictionary()


def observations_of(document: Document) -> list[tuple[Sentence, Observation]]:
    """Every place that reads as blame, with its sentence; spans are places of the document. Made once for all rules."""
    found = _KNOWN.get(document)
    if found is None:
        found = _KNOWN[document] = _observed(document)
    return found


def _observed(document: Document) -> list[tuple[Sentence, Observation]]:
    prose = spoken_prose(document)
    if not is_english(prose.text):
        return []
    people = frozenset(w for name in people_of(document) for w in name.lower().lstrip("@").split())
    systems = frozenset(s.lower() for s in document.head.services or ())
    sentences = [*prose.every_sentence()]
    found: list[tuple[Sentence, Observation]] = []
    for number, sentence in enumerate(sentences):
        if not may_blame(sentence.text):
            continue
        following = sentences[number + 1].text if number + 1 < len(sentences) else ""
        if (
            number + 1 < len(sentences)
            and "\n\n" in prose.text[sentence.span.start : sentences[number + 1].span.start + 1]
        ):
            following = ""
        whys = bool(sentence.heading and _WHYS.search(sentence.heading))
        place = Place(sentence.section, people, systems, following, whys)
        for one in _read(sentence.text, place):
            span = Span(sentence.span.start + one.span.start, sentence.span.start + one.span.end)
            found.append(
                (
                    sentence,
                    replace(
                        one,
                        span=span,
                        rewordings=tuple(
                            (Span(s.start + sentence.span.start, s.end + sentence.span.start), w)
                            for s, w in one.rewordings
                        ),
                    ),
                )
            )
    return found


@lru_cache(maxsize=4096)
def _read(text: str, place: Place) -> tuple[Observation, ...]:
    """What one sentence says; remembered, since between two key presses all sentences but one are the same."""
    return tuple(blame_in(text, place))


def is_english(text: str) -> bool:
    """Whether a text is English by its most frequent words; a text of a few words is taken to be."""
    found = re.findall(r"[^\W\d_]+", text[:20_000].lower())
    if len(found) < 40:
        return True
    return sum(word in _ENGLISH for word in found) >= 0.08 * len(found)
