"""The prose of a document: its text with everything else blanked by spaces, so that positions hold.

Code, addresses, quotations, comments, the front matter, ids and trailing fields are no prose: they are
evidence or data, and no rule about words may judge them. Sentences are cut simply and never across blocks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from weakref import WeakKeyDictionary

from howcome.document import Document
from howcome.text import Span
from howcome.text.pattern import pattern

_NOT_PROSE = ("fence", "comment", "quote", "front-matter", "rule")
_INLINE = pattern(
    r"(?=[`<(\[\"“«h^])(?:"  # all begin with one of these
    r"`{1,3}(?:[^`\n]|\n(?![ \t]*\r?\n)){1,400}`{1,3}"  # code
    r"|<!--[^>]{0,1000}>"  # comment
    r"|(?<=\])\([^()\s]{0,2000}(?:\s\"[^\"\n]{0,200}\")?\)"  # a link's target
    r"|(?<=\])\[[^\[\]\n]{0,100}\]"  # a link's reference
    r"|</?[A-Za-z][A-Za-z0-9]{0,15}(?:\s[^<>=]{1,40}=[^<>]{0,400})?\s?/?>"  # HTML
    r"|<?https?://[^\s<>)\]]+>?"  # address
    r"|(?P<quotation>(?<![\w\"])\"[^\"\n]{1,400}\"(?!\w)|“[^“”\n]{1,400}”|«[^«»\n]{1,400}»)"
    r"|(?<=\s)\^[A-Za-z0-9][\w.-]{0,63}(?=[\s(]|\Z))",  # id
    re.DOTALL,
)
_SENTENCE_END = pattern(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bvs)(?<!\be\.g)(?<!\bi\.e)(?<!\b[A-Z])[.!?…][\"'”’)\]*_]{0,3}\s+(?=[^a-z\s])|\n[ \t]*(?=[-*+|#>])|(?<!\\)\||\n[ \t]*\n"
)
#: A longer sentence is cut, so that no rule reads the same words again and again.
_LONGEST = 1000
_DATA_CELLS = ("owner", "responsible", "actors", "evidence", "tracker", "sha256")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the prose: its place, its words (what is no prose is blank), and where it stands."""

    span: Span
    text: str
    section: str | None
    group: str | None
    heading: str | None
    is_heading: bool = False


class Prose:
    """The masked text of one document. `text` has the length of the document's text."""

    def __init__(self, document: Document, spoken: bool = False) -> None:
        # No reference to the document itself: `prose_of` must not keep it alive.
        self._placed = document.placed
        self.text = _masked(document, spoken)
        self._starts = [b.span.start for b in document.blocks]
        self._cut: dict[int, tuple[list[Span], list[int]]] = {}

    def sentence_at(self, offset: int) -> Sentence:
        """The sentence that holds an offset of the text."""
        number = max(0, bisect_right(self._starts, offset) - 1)
        spans, starts = self._sentences(number)
        return self._sentence(number, spans[max(0, bisect_right(starts, offset) - 1)])

    def sentences(self, section: str) -> Iterator[Sentence]:
        """All sentences of one section."""
        for number, placed in enumerate(self._placed):
            if placed.section == section and placed.block.kind not in (*_NOT_PROSE, "blank", "heading"):
                for span in self._sentences(number)[0]:
                    sentence = self._sentence(number, span)
                    if sentence.text.strip():
                        yield sentence

    def every_sentence(self) -> Iterator[Sentence]:
        """All sentences of the document but headings, in the order of the text."""
        for number, placed in enumerate(self._placed):
            if placed.block.kind not in (*_NOT_PROSE, "blank", "heading"):
                for span in self._sentences(number)[0]:
                    if not self.text[span.start : span.end].isspace():
                        yield self._sentence(number, span)

    def _sentence(self, number: int, span: Span) -> Sentence:
        placed = self._placed[number]
        words = self.text[span.start : span.end]
        is_heading = placed.block.kind == "heading"
        return Sentence(span, words, placed.section, placed.group, placed.heading, is_heading)

    def _sentences(self, number: int) -> tuple[list[Span], list[int]]:
        if number not in self._cut:
            block = self._placed[number].block
            start, end = block.content.start, block.span.end
            bounds = [start, *(m.end() for m in _SENTENCE_END.finditer(self.text, start, end)), end]
            starts = [
                at for first, last in pairwise(bounds) for at in range(first, max(last, first + 1), _LONGEST)
            ]
            self._cut[number] = [Span(a, b) for a, b in pairwise([*starts, end])], starts
        return self._cut[number]


_KNOWN: WeakKeyDictionary[Document, Prose] = WeakKeyDictionary()


def prose_of(document: Document) -> Prose:
    """The prose of a document, made once for all rules."""
    found = _KNOWN.get(document)
    if found is None:
        found = _KNOWN[document] = Prose(document)
    return found


def spoken_prose(document: Document) -> Prose:
    """The prose with what people are quoted to have said; quoted log lines, names and labels stay blank."""
    return Prose(document, spoken=True)


#: What shows that a quotation is no speech: code and messages of programs inside, or such a word before it.
_NO_SPEECH = pattern(r"[=_{}<>\\]|\w\(\)|::|\b[A-Z]{3,}[A-Z_ ]*:|%[A-Z]|https?:")
_NAMES_TEXT = pattern(
    r"\b(?:messages?|errors?|logs?|logged|alert|titled?|commit|label(?:led|ed)?|banner|button|exception|prints?|printed|reads|rule|metric|"
    r"check|displays?|displayed|toast|subject|header|string|hashtag|chapter|field|option|value|menu|named|flag|mode|status|file|answers|"
    r"dialog|screen|shows?|showed|returns?|returned|text|enum|column|branch|channel)\W{0,3}(?:text\W{0,2}|says\W{0,2}|was\W{0,2}|is\W{0,2})?$",
    re.IGNORECASE,
)


def _is_speech(text: str, start: int, end: int) -> bool:
    return not (_NO_SPEECH.search(text, start, end) or _NAMES_TEXT.search(text[max(0, start - 24) : start]))


def _masked(document: Document, spoken: bool = False) -> str:
    text = document.source.text
    spans: list[tuple[int, int]] = []
    for block in document.blocks:
        if block.kind in _NOT_PROSE:
            spans.append(block.span)
        elif block.kind != "blank":
            spans += (
                m.span()
                for m in _INLINE.finditer(text, *block.span)
                if not (spoken and m["quotation"] and _is_speech(text, *m.span()))
            )
    for item in document.items:
        if item.trailing.length:
            spans.append(item.trailing)
        if item.in_table:
            spans += (cell.span for name, cell in item.cells.items() if name in _DATA_CELLS)
    return _blanked(text, spans)


def _blanked(text: str, spans: list[tuple[int, int]]) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in sorted(spans):
        if end <= done:
            continue
        start = max(start, done)
        pieces += (text[done:start], " " * (end - start))
        done = end
    return "".join([*pieces, text[done:]])
