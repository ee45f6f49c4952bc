"""One immutable text with its bytes, lines and three offset systems.

Offsets are code points everywhere in howcome. This is the only place that converts them: to UTF-16 code
units (editors, LSP) and to UTF-8 bytes (CRDTs, files). Refuses to know what the text means.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

from .pattern import pattern

_NEWLINE = pattern(r"\r\n?|\n")
_ESCAPED = pattern("[\udc80-\udcff]")
_WIDE = pattern("[\U00010000-\U0010ffff]")
_SURROGATES = pattern("[\ud800-\udfff]")
# ECMA-48: CSI sequences; OSC, DCS and the like up to their end; other escapes of two characters.
_ESCAPES = pattern(
    "(?:\x1b\\[|\x9b)[0-?]{0,64}[ -/]{0,8}[@-~]?|(?:\x1b[\\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c\n]{0,512}(?:\x07|\x1b\\\\|\x9c)"
    "|\x1b[ -~]?"
)
_CONTROLS = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")


class Span(NamedTuple):
    """Half-open range of code points."""

    start: int
    end: int

    def __contains__(self, offset: object) -> bool:
        return isinstance(offset, int) and self.start <= offset < self.end

    @property
    def length(self) -> int:
        return self.end - self.start


class Position(NamedTuple):
    """Line and column, both from 1; columns count code points."""

    line: int
    column: int


class Source:
    """A text, exactly as it lies on disk. Equal texts are equal sources."""

    def __init__(self, text: str) -> None:
        self.text = text

    @classmethod
    def from_bytes(cls, raw: bytes) -> Source:
        """Any bytes: what is no UTF-8 survives as lone surrogates (PEP 383) and is written back as it was."""
        return cls(raw.decode("utf-8", "surrogateescape"))

    def to_bytes(self) -> bytes:
        """The bytes on disk; `Source.from_bytes(raw).to_bytes() == raw` for any bytes."""
        return _encode(self.text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Source) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return f"Source({len(self.text)} code points, {self.sha[:12]})"

    @cached_property
    def sha(self) -> str:
        """SHA-256 of the bytes, in hexadecimal."""
        return hashlib.sha256(self.to_bytes()).hexdigest()

    @cached_property
    def line_starts(self) -> list[int]:
        """Offsets where lines begin; lines end with CR LF, CR or LF and nothing else."""
        return [0, *(m.end() for m in _NEWLINE.finditer(self.text))]

    @cached_property
    def newline(self) -> str:
        """The line end that the text uses most; LF for a text of one line."""
        found = [m.group() for m in _NEWLINE.finditer(self.text)]
        return max(("\n", "\r\n", "\r"), key=found.count) if found else "\n"

    @cached_property
    def undecodable(self) -> list[int]:
        """Offsets of bytes that are no UTF-8."""
        return [m.start() for m in _ESCAPED.finditer(self.text)]

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def line_at(self, offset: int) -> int:
        """Number of the line (from 1) that holds `offset`."""
        return bisect_right(self.line_starts, offset)

    def position(self, offset: int) -> Position:
        """Line and column of an offset within 0..len."""
        line = bisect_right(self.line_starts, offset)
        return Position(line, offset - self.line_starts[line - 1] + 1)

    def offset(self, position: Position) -> int:
        """The offset of a position; a line or column beyond the end is the end of the text or line."""
        if position.line > len(self.line_starts):
            return len(self.text)
        start = self.line_starts[max(position.line, 1) - 1]
        return min(start + max(position.column, 1) - 1, self.line_span(position.line).end)

    def line_span(self, line: int) -> Span:
        """The span of line number `line` (from 1) without its line end."""
        start = self.line_starts[line - 1]
        end = self.line_starts[line] if line < len(self.line_starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    def to_utf8(self, offset: int) -> int:
        """Number of UTF-8 bytes before `offset`."""
        return len(_encode(self.text[:offset]))

    def from_utf8(self, count: int) -> int:
        """The offset `count` UTF-8 bytes into the text; inside a character, that character's start."""
        return _counted_offset(self.text, count, lambda c: len(_encode(c)))

    def to_utf16(self, offset: int) -> int:
        """Number of UTF-16 code units before `offset`."""
        return offset + bisect_left(self._wide, offset)

    @cached_property
    def _wide(self) -> list[int]:
        """Offsets of characters that take two UTF-16 units."""
        return [m.start() for m in _WIDE.finditer(self.text)]

    def from_utf16(self, count: int) -> int:
        """The offset `count` UTF-16 units into the text; inside a pair, the pair's start."""
        return _counted_offset(self.text, count, lambda c: 2 if c > "\uffff" else 1)


def without_surrogates(text: str) -> str:
    """`text` with U+FFFD for lone surrogates (from undecodable bytes or JSON): none can be written as UTF-8."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


def without_controls(text: str) -> str:
    """`text` without what steers a terminal or hides words: escape sequences, control characters but line
    ends and tabs, and marks that turn the direction of reading. Zero-width joiners stay: scripts need them.
    """
    if text.isascii() and text.isprintable():
        return text
    return _CONTROLS.sub("", _ESCAPES.sub("", text))


def _encode(text: str) -> bytes:
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")


def _counted_offset(text: str, count: int, width: Callable[[str], int]) -> int:
    if text.isascii():
        return max(0, min(count, len(text)))
    seen = 0
    for offset, character in enumerate(text):
        seen += width(character)
        if seen > count:
            return offset
    return len(text)
