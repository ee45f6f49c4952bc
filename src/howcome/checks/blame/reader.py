"""Reads a whole document for blame, sentence by sentence. Owns what is read and what is left out, and remembers sentences.

Which languages can be read stands in `languages`; a document in another one is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from weakref import WeakKeyDictionary

from howcome.checks.prose import Sentence, spoken_prose
from howcome.checks.words import NO_WORDS, Words
from howcome.document import Document
from howcome.text import Span
from howcome.text.pattern import pattern

from .languages import Language, language_of
from .observation import Observation, Place
from .people_named import people_of, roles_of
from .plain import Plain, plain

Observed = list[tuple[Sentence, Observation]]

_WHYS = pattern(r"\bwhys?\b", re.IGNORECASE)
_KNOWN: WeakKeyDictionary[Document, dict[Words, Observed]] = WeakKeyDictionary()


def observations_of(document: Document, words: Words = NO_WORDS) -> Observed:
    """Every place that reads as blame, with its sentence; spans are places of the document. Made once for all rules.

    `words` are those of the organisation; with the people and services of the document's head they come before those
    of the language.
    """
    known = _KNOWN.setdefault(document, {})
    if words not in known:
        known[words] = [*_observed(document, words)]
    return known[words]


def _observed(document: Document, words: Words) -> Iterator[tuple[Sentence, Observation]]:
    prose = spoken_prose(document)
    language = language_of(prose.text)
    if language is None:
        return
    places: dict[tuple[str | None, bool], Place] = {}
    for sentence in prose.every_sentence():
        is_answer = bool(sentence.heading and _WHYS.search(sentence.heading))
        where = (sentence.section, is_answer)
        if where not in places:
            places[where] = _place(document, words, *where)
        said = plain(sentence.text, _links(document, sentence))
        for one in _read(language, said.text, places[where]):
            yield sentence, _moved(one, said, sentence)


_LINK = pattern(r"\[([^\[\]\n]{1,300})\](?:\([^()\s]*|\[[^\[\]\n]*\])")


def _links(document: Document, sentence: Sentence) -> frozenset[int]:
    """The places of the brackets of links, counted from the sentence's first code point."""
    if "[" not in sentence.text:
        return frozenset()
    found = _LINK.finditer(document.source.text, *sentence.span)
    return frozenset(at - sentence.span.start for m in found for at in (m.start(), m.end(1)))


def _place(document: Document, words: Words, section: str | None, is_answer: bool) -> Place:
    return Place(
        section,
        people=frozenset(w for name in people_of(document) for w in name.lower().lstrip("@").split()),
        systems=words.systems | {" ".join(s.lower().split()) for s in document.head.services or ()},
        whys=is_answer,
        roles=words.roles | roles_of(document),
        teams=words.teams,
        customers=words.customers,
    )


def _moved(one: Observation, said: Plain, sentence: Sentence) -> Observation:
    """An observation of a sentence, with its places in the document; no rewording cuts through marks of Markdown."""
    by = sentence.span.start

    def there(span: Span) -> Span:
        place = said.span(span)
        return Span(place.start + by, place.end + by)

    def is_whole(span: Span) -> bool:
        written = sentence.text[slice(*said.span(span))]
        return written.split() == said.text[slice(*span)].split()

    rewordings = tuple((there(span), words) for span, words in one.rewordings if is_whole(span))
    return Observation(one.code, one.category, there(one.span), rewordings)


@lru_cache(maxsize=8192)
def _read(language: Language, text: str, place: Place) -> tuple[Observation, ...]:
    """What one sentence says; remembered, since between two key presses all sentences but one are the same."""
    reads = language.load()
    return tuple(reads.blame_in(text, place)) if reads.may_blame(text, place) else ()
