"""Tables read with the same meaning as lists: a row is an item, a column a field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.text import Source, Span
from howcome.text.pattern import pattern

from .blocks import Block
from .inline import plain
from .items import Cell, Item
from .moment import Clock, match_moment, match_until

_CELL_END = pattern(r"(?<!\\)\|")


def read_table(
    kind: type[Item], source: Source, block: Block, clock: Clock, group: str | None
) -> Iterator[Item]:
    """The rows of a table as items of `kind`; nothing where no column is understood."""
    first = source.line_at(block.span.start)
    last = source.line_at(max(block.span.start, block.span.end - 1))
    columns = [_field_of(kind, plain(c.raw)) for c in row_cells(source, first)]
    taken: set[str] = set()
    for i, name in enumerate(columns):
        if name in taken:
            columns[i] = None
        elif name:
            taken.add(name)
    if not taken:
        return
    if "text" not in taken and None in columns:
        columns[columns.index(None)] = "text"
    for number in range(first + 2, last + 1):
        item = _row(kind, source, number, columns, clock, group)
        if item:
            yield item


def row_cells(source: Source, line: int) -> list[Cell]:
    """The cells of a table's line, each with the place of its words."""
    start, end = source.line_span(line)
    text = source.text
    while start < end and text[start] in " \t":
        start += 1
    if start < end and text[start] == "|":
        start += 1
    cells: list[Cell] = []
    at = start
    bounds = [m.start() for m in _CELL_END.finditer(text, start, end)]
    if not bounds or text[bounds[-1] + 1 : end].strip():
        bounds.append(end)
    for stop in bounds:
        a, b = at, stop
        while a < b and text[a].isspace():
            a += 1
        while b > a and text[b - 1].isspace():
            b -= 1
        cells.append(Cell(text[a:b], Span(a, b), markdown=True))
        at = stop + 1
    return cells


def _field_of(kind: type[Item], heading: str) -> str | None:
    """The field that a column's heading names."""
    word = re.sub(r"\s*\(.*\)\s*$", "", heading).strip().lower()
    for name, field in kind.fields.items():
        if word == name or word in field.columns:
            return name
    return None


def _row(
    kind: type[Item], source: Source, line: int, columns: list[str | None], clock: Clock, group: str | None
) -> Item | None:
    span = source.line_span(line)
    pairs = zip(columns, row_cells(source, line), strict=False)
    cells = {name: cell for name, cell in pairs if name and cell.raw}
    if not cells:
        return None
    moment = end = None
    if kind.timed and "time" in cells:
        raw = cells["time"].raw.strip("*`_ ")
        found = match_moment(raw, 0, clock)
        moment = found[0] if found else None
        until = match_until(raw, found[1], found[0], clock) if found else None
        end = until[0] if until else None
    return kind(
        span, span, line, cells, Span(span.end, span.end), group=group, in_table=True, clock=clock,
        moment=moment, end=end,
    )  # fmt: skip
