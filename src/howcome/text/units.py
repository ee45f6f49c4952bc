"""Places in a text as editors name them: a line and a count of UTF-8, UTF-16 or UTF-32 units, both from 0.

Owns the way between such a place and an offset in code points, and edits that are given in them. A place that the text
does not have is the nearest one that it has; refuses nothing.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from .pattern import pattern
from .source import Source, Span

#: What a unit is; the names are those of the Language Server Protocol.
Encoding = Literal["utf-8", "utf-16", "utf-32"]

_PAIR = pattern("[\ud800-\udbff][\udc00-\udfff]")
_HALF = pattern("[\ud800-\udfff]")


class Place(NamedTuple):
    """A line, and the units before the place in it; both count from 0."""

    line: int
    unit: int


def place_of(source: Source, offset: int, encoding: Encoding) -> Place:
    """The place of an offset within 0..len."""
    line = source.line_at(offset)
    return Place(line - 1, _units(source.text[source.line_starts[line - 1] : offset], encoding))


def offset_of(source: Source, place: Place, encoding: Encoding) -> int:
    """The offset of a place; beyond a line its end, beyond the text its end, inside a character its start."""
    if place.line >= len(source.line_starts):
        return len(source)
    line = source.line_span(max(place.line, 0) + 1)
    words = Source(source[line])
    count = max(place.unit, 0)
    if encoding == "utf-16":
        return line.start + words.from_utf16(count)
    if encoding == "utf-8":
        return line.start + words.from_utf8(count)
    return min(line.start + count, line.end)


def span_of(source: Source, start: Place, end: Place, encoding: Encoding) -> Span:
    """The offsets between two places (in either order)."""
    first, last = sorted((start, end))
    return Span(offset_of(source, first, encoding), offset_of(source, last, encoding))


def replaced(source: Source, start: Place, end: Place, words: str, encoding: Encoding) -> Source:
    """The text with `words` between two places (in either order).

    Where a place of UTF-16 parts a pair, both halves stay as lone surrogates, as in the editor; they are joined
    again when they stand together.
    """
    first, last = sorted((start, end))
    before, _ = _parted(source, first, encoding)
    _, after = _parted(source, last, encoding)
    return Source(joined(f"{before}{words}{after}") if encoding == "utf-16" else f"{before}{words}{after}")


def joined(text: str) -> str:
    """The text with one character for each pair of surrogates that stand together."""
    if text.isascii() or not _HALF.search(text):
        return text
    return _PAIR.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)


def _parted(source: Source, place: Place, encoding: Encoding) -> tuple[str, str]:
    """What stands before a place and after it."""
    at = offset_of(source, place, encoding)
    text = source.text
    inside = encoding == "utf-16" and text[at : at + 1] > "\uffff" and place_of(source, at, encoding) < place
    if not inside:
        return text[:at], text[at:]
    units = text[at].encode("utf-16-be")
    high, low = (units[i : i + 2].decode("utf-16-be", "surrogatepass") for i in (0, 2))
    return text[:at] + high, low + text[at + 1 :]


def _units(words: str, encoding: Encoding) -> int:
    if words.isascii() or encoding == "utf-32":
        return len(words)
    source = Source(words)
    return source.to_utf16(len(words)) if encoding == "utf-16" else source.to_utf8(len(words))
