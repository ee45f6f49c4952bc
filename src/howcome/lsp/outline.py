"""The outline of a text: headings with what stands below them, items in their sections, and what can be folded."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types

from howcome.document import Document
from howcome.document.blocks import Block
from howcome.document.grammar import Attachment, Cause, Impact, TimelineEntry
from howcome.document.inline import plain
from howcome.document.items import Item
from howcome.document.sections import section_of
from howcome.text import Span

from .texts import OpenText

_KINDS: dict[type[Item], types.SymbolKind] = {
    TimelineEntry: types.SymbolKind.Event,
    Impact: types.SymbolKind.Number,
    Attachment: types.SymbolKind.File,
}
_LONGEST = 120


def outline(text: OpenText) -> list[types.DocumentSymbol]:
    """The front matter, then headings by their level, each with the items and headings below it."""
    document = text.document
    top: list[types.DocumentSymbol] = []
    if document.head.span.length:
        top.append(_symbol(text, "front matter", types.SymbolKind.Object, document.blocks[0].span))
    headings = [(level, symbol, span) for level, symbol, span in _headings(text)]
    open_headings: list[tuple[int, types.DocumentSymbol]] = []
    for level, symbol, _ in headings:
        while open_headings and open_headings[-1][0] >= level:
            open_headings.pop()
        _below(open_headings[-1][1] if open_headings else None, top).append(symbol)
        open_headings.append((level, symbol))
    _put_items(text, headings, top)
    return top


def folds(text: OpenText) -> list[types.FoldingRange]:
    """The front matter, headings with all below them, and code and comments of several lines."""
    document = text.document
    spans = [(block.span, _fold_kind(block)) for block in document.blocks]
    found = [(span, kind) for span, kind in spans if kind]
    found += [(span, types.FoldingRangeKind.Region) for _, span in _sections(document)]
    lines = ((_lines(text, span), kind) for span, kind in found)
    return [
        types.FoldingRange(first, last, kind=kind)
        for (first, last), kind in sorted(lines, key=lambda f: f[0])
        if last > first
    ]


def _fold_kind(block: Block) -> types.FoldingRangeKind | None:
    if block.kind == "comment":
        return types.FoldingRangeKind.Comment
    return types.FoldingRangeKind.Region if block.kind in ("fence", "front-matter") else None


def _headings(text: OpenText) -> Iterator[tuple[int, types.DocumentSymbol, Span]]:
    for block, span in _sections(text.document):
        words = plain(text.source[block.content])
        known = section_of(words)
        kind = types.SymbolKind.Namespace if known and block.level > 1 else types.SymbolKind.String
        yield block.level, _symbol(text, words, kind, span, block.content), span


def _sections(document: Document) -> Iterator[tuple[Block, Span]]:
    """Every heading with the span of all that stands below it."""
    headings = [b for b in document.blocks if b.kind == "heading"]
    for number, block in enumerate(headings):
        following = (b.span.start for b in headings[number + 1 :] if b.level <= block.level)
        yield block, Span(block.span.start, next(following, len(document.source)))


def _put_items(
    text: OpenText,
    headings: list[tuple[int, types.DocumentSymbol, Span]],
    top: list[types.DocumentSymbol],
) -> None:
    """Puts every item below the nearest heading above it, and causes below those that they explain."""
    at = -1
    open_causes: list[types.DocumentSymbol] = []
    for item in text.document.items:
        while at + 1 < len(headings) and headings[at + 1][2].start <= item.span.start:
            at += 1
            open_causes = []
        heading = headings[at][1] if at >= 0 else None
        symbol = _of_item(text, item)
        del open_causes[item.depth if isinstance(item, Cause) else 0 :]
        _below(open_causes[-1] if open_causes else heading, top).append(symbol)
        if isinstance(item, Cause):
            open_causes.append(symbol)
            _stretch(open_causes, symbol)


def _stretch(above: list[types.DocumentSymbol], symbol: types.DocumentSymbol) -> None:
    """What stands below a cause is a part of it."""
    for one in above:
        one.range = types.Range(one.range.start, symbol.range.end)


def _below(
    symbol: types.DocumentSymbol | None, top: list[types.DocumentSymbol]
) -> list[types.DocumentSymbol]:
    if symbol is None:
        return top
    if not isinstance(symbol.children, list):
        symbol.children = []
    return symbol.children


def _of_item(text: OpenText, item: Item) -> types.DocumentSymbol:
    lead = next(
        (item.cells[n].raw for n, f in item.fields.items() if f.place == "lead" and n in item.cells), ""
    )
    words = " ".join(w for w in (plain(lead), item.text or "") if w)
    words = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
    kind = _KINDS.get(type(item), types.SymbolKind.Field)
    cell = item.cells.get("text")
    symbol = _symbol(text, words or item.kind, kind, item.span, cell.span if cell else item.body)
    symbol.detail = f"^{item.id}" if item.id else None
    return symbol


def _symbol(
    text: OpenText, name: str, kind: types.SymbolKind, span: Span, words: Span | None = None
) -> types.DocumentSymbol:
    whole = _trimmed(text, span)
    inner = words if words and whole.start <= words.start <= words.end <= whole.end else whole
    return types.DocumentSymbol(name.strip() or "…", kind, text.range(whole), text.range(inner))


def _trimmed(text: OpenText, span: Span) -> Span:
    """A span without white space and line ends at its end."""
    words = text.source[span]
    return Span(span.start, span.start + len(words.rstrip()))


def _lines(text: OpenText, span: Span) -> tuple[int, int]:
    whole = _trimmed(text, span)
    return text.source.line_at(whole.start) - 1, text.source.line_at(whole.end) - 1
