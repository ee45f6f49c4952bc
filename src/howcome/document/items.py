"""One item of a postmortem (a timeline entry, a why, an action …) and how its one line is read.

Owns the syntax that all kinds share: check box, lead, labels, text, `^id`, trailing `(key: value; …)`.
Which fields a kind has stands in `grammar`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from functools import cached_property
from typing import Any, ClassVar

from howcome.text import Span
from howcome.text.pattern import pattern

from .fields import Field, read_labels
from .inline import plain
from .moment import Clock, Moment, match_moment, match_until


@dataclass(frozen=True, slots=True)
class Cell:
    """One field's value as written, and where it stands.

    For a trailing field `span` is the value alone (with its quotes) and `pair` covers `key: value`. What
    stands in the text or in a table is Markdown; trailing fields and the head are plain words.
    """

    raw: str
    span: Span
    pair: Span | None = None
    markdown: bool = False


@dataclass(frozen=True)
class Item:
    """One item. `span` is its line (or lines) with bullet and line end, `body` what stands after the bullet.

    `fields` (of the class) is its grammar; `id` is the one that is written; `trailing` is the span of the trailing parentheses, or where
    they would be inserted (empty).
    """

    kind: ClassVar[str] = "item"
    letter: ClassVar[str] = "x"
    section: ClassVar[str] = ""
    about: ClassVar[str] = ""
    fields: ClassVar[Mapping[str, Field[Any]]] = {}
    timed: ClassVar[bool] = False

    span: Span
    body: Span
    line: int
    cells: Mapping[str, Cell]
    trailing: Span
    id: str | None = None
    depth: int = 0
    group: str | None = None
    in_table: bool = False
    clock: Clock = field(default_factory=Clock)
    moment: Moment | None = None
    end: Moment | None = None
    unknown: Mapping[str, Cell] = field(default_factory=dict)

    def __init_subclass__(cls) -> None:
        declared = {f.name: f for f in vars(cls).values() if isinstance(f, Field)}
        cls.fields = {**cls.fields, **declared}

    @cached_property
    def text(self) -> str | None:
        """The item's words, without Markdown, id, labels and trailing fields."""
        cell = self.cells.get("text")
        return (plain(cell.raw) or None) if cell else None

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Words in square brackets: the marks of a timeline entry, the labels of a why."""
        cell = self.cells.get("labels")
        return read_labels(cell.raw) if cell else ()


_BOX = pattern(r"\[([ xX])\](?=\s|$)")
_ID = pattern(r"(?:\A|(?<=\s))\^([A-Za-z0-9][A-Za-z0-9._-]{0,63})\Z")
_LABELS = pattern(r"(?:\[[A-Za-z][A-Za-z0-9 ,_-]*\]\s*)+")
_LABEL_LAST = pattern(
    r"(?:\A|\s)(\[[A-Za-z][A-Za-z0-9 ,_-]{0,60}\](?:\s*\[[A-Za-z][A-Za-z0-9 ,_-]{0,60}\])*)\Z"
)
_NAME = pattern(r"\*\*(?P<a>(?:\\.|[^*\\\n]){1,120}?):?\*\*:?\s*|__(?P<b>(?:\\.|[^_\\\n]){1,120}?):?__:?\s*")
_BARE_NAME = pattern(r"(?P<c>[^\s:*`\[(\\](?:\\.|[^:*`\[(\n\\]){0,60}):\s+(?=\S)")
_EMPHASIS = pattern(r"(?:\*\*|__|`)")
_SEPARATOR = pattern(r"(?:\*\*|__|`)?\s*(?:[:–—|]|->|→|-(?=\s))?\s*")
_KEY = pattern(r"\s*([A-Za-z][A-Za-z0-9_-]*)\s*:\s*")
_MOST_PARENTHESES = 24
_LONGEST_LEAD = 4096


def parse_item(
    cls: type[Item],
    text: str,
    body: Span,
    *,
    span: Span,
    line: int,
    clock: Clock,
    depth: int = 0,
    group: str | None = None,
) -> Item:
    """Reads the item whose body stands at `body` of `text`. Never raises: what is no field is text."""
    start, end = body
    cells: dict[str, Cell] = {}
    unknown: dict[str, Cell] = {}
    moment = until = None
    if (box := _BOX.match(text, start, end)) and "done" in cls.fields:
        cells["done"] = Cell(box[1], Span(*box.span(1)))
        start = _skip_white(text, box.end(), end)
    end = _before_comments(text, start, end)
    trailing, end = _trailing(cls, text, start, end, cells, unknown)
    written_id = None
    if found := _ID.search(text, max(start, end - 66), end):
        written_id = found[1]
        cells["id"] = Cell(found[1], Span(*found.span(1)))
        end = _skip_white_back(text, start, found.start())
    if not trailing.length:
        at = cells["id"].span.end if written_id else end
        trailing = Span(at, at)
    if cls.timed:
        moment, until, start = _lead_time(text, start, end, clock, cells)
    elif any(f.place == "lead" for f in cls.fields.values()):
        start = _lead_name(cls, text, start, end, cells)
    start, end = _labels(text, start, end, cells)
    if end > start:
        cells["text"] = Cell(text[start:end], Span(start, end), markdown=True)
    if "until" in cells and cls.timed and until is None and moment:
        found_end = match_moment(
            cells["until"].raw.strip(), 0, Clock(_day(moment, clock), _zone(moment, clock))
        )
        until = found_end[0] if found_end else None
    return cls(
        span, body, line, cells, trailing, id=written_id, depth=depth, group=group, clock=clock, moment=moment,
        end=until, unknown=unknown,
    )  # fmt: skip


def _day(moment: Moment, clock: Clock) -> date | None:
    return moment.time.date() if moment.time else clock.day


def _zone(moment: Moment, clock: Clock) -> tzinfo | None:
    return moment.time.tzinfo if moment.time and moment.zone_given else clock.zone


def _skip_white(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _skip_white_back(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _before_comments(text: str, start: int, end: int) -> int:
    """Where the text before closing comments (`<!-- … -->`) ends."""
    end = _skip_white_back(text, start, end)
    while text.endswith("-->", start, end):
        opened = text.rfind("<!--", start, end)
        if opened < 0 or "-->" in text[opened : end - 3]:
            break
        end = _skip_white_back(text, start, opened)
    return end


def _trailing(
    cls: type[Item], text: str, start: int, end: int, cells: dict[str, Cell], unknown: dict[str, Cell]
) -> tuple[Span, int]:
    """Reads the trailing parentheses into cells. Gives their span (empty at the end if none) and where
    the text before them ends."""
    end = _skip_white_back(text, start, end)
    found: tuple[int, list[tuple[str, Cell]]] | None = None
    if end > start and text[end - 1] == ")":
        at = end - 1
        for _ in range(_MOST_PARENTHESES):
            at = text.rfind("(", start, at)
            if at < 0:
                break
            if at > start and not text[at - 1].isspace():
                continue
            parts = _parts(text, at + 1, end - 1)
            if parts is None:
                continue
            if not any(key in cls.fields for key, _ in parts):
                break
            found = at, parts
            # An odd number of quotes: this may stand inside of a quoted value, `(owner: "a (owner: b")`.
            if text.count('"', at, end) % 2 == 0:
                break
    if found is None:
        return Span(end, end), end
    at, parts = found
    for key, cell in parts:
        (cells if key in cls.fields else unknown).setdefault(key, cell)
    return Span(at, end), _skip_white_back(text, start, at)


def _parts(text: str, start: int, end: int) -> list[tuple[str, Cell]] | None:
    """`key: value; key: "value; with marks"` between two offsets; None where something else stands."""
    parts: list[tuple[str, Cell]] = []
    at = start
    while at < end:
        key = _KEY.match(text, at, end)
        if not key:
            return None
        at = key.end()
        if at < end and text[at] == '"':
            close = _closing_quote(text, at + 1, end)
            if close is None:
                return None
            raw = re.sub(r"\\([\"\\])", r"\1", text[at + 1 : close])
            cell = Cell(raw, Span(at, close + 1), Span(key.start(1), close + 1))
            at = _skip_white(text, close + 1, end)
        else:
            stop = _end_of_value(text, at, end)
            if stop is None:
                return None
            last = _skip_white_back(text, at, stop)
            cell = Cell(text[at:last], Span(at, last), Span(key.start(1), last))
            at = stop
        parts.append((key[1].lower().replace("_", "-"), cell))
        if at < end:
            if text[at] != ";":
                return None
            at += 1
    return parts or None


def _closing_quote(text: str, at: int, end: int) -> int | None:
    while at < end:
        if text[at] == "\\":
            at += 2
            continue
        if text[at] == '"':
            return at
        at += 1
    return None


def _end_of_value(text: str, at: int, end: int) -> int | None:
    """Where an unquoted value ends: at `;` or `end`; None where parentheses in it do not balance."""
    depth = 0
    while at < end:
        c = text[at]
        if c == "(":
            depth += 1
        elif c == ")":
            depth -= 1
            if depth < 0:
                return None
        elif c == ";" and depth == 0:
            return at
        at += 1
    return at if depth == 0 else None


def _lead_time(
    text: str, start: int, end: int, clock: Clock, cells: dict[str, Cell]
) -> tuple[Moment | None, Moment | None, int]:
    emphasis = _EMPHASIS.match(text, start, end)
    at = emphasis.end() if emphasis else start
    # A copy of the item's beginning alone: one of the text up to it would cost time in square.
    lead = text[at : min(end, at + _LONGEST_LEAD)]
    found = match_moment(lead, 0, clock)
    if not found:
        return None, None, start
    moment, stop = found[0], at + found[1]
    cells["time"] = Cell(text[at:stop], Span(at, stop))
    until = None
    ranged = match_until(lead, stop - at, moment, clock)
    if ranged:
        until, last = ranged[0], at + ranged[1]
        if not moment.zone_given and until.zone_given and moment.time and until.time:
            moment = Moment(
                moment.time.replace(tzinfo=until.time.tzinfo),
                "exact" if moment.certainty == "zone-assumed" else moment.certainty,
                moment.words,
                True,
            )
        cells["until"] = Cell(text[stop:last].lstrip(" –—-"), Span(stop, last))
        stop = last
    separator = _SEPARATOR.match(text, stop, end)
    return moment, until, separator.end() if separator else stop


def _lead_name(cls: type[Item], text: str, start: int, end: int, cells: dict[str, Cell]) -> int:
    name = next(n for n, f in cls.fields.items() if f.place == "lead")
    found = _NAME.match(text, start, end) or _BARE_NAME.match(text, start, end)
    if not found or name in cells:
        return start
    which = found.lastgroup or "a"
    cells[name] = Cell(found[which], Span(*found.span(which)), markdown=True)
    return found.end()


def unnamed(words: str) -> str:
    """Words (Markdown) for an item without a name, so that their beginning is not read as one: `0\\: 0`."""
    found = _BARE_NAME.match(words)
    if not found:
        return words
    at = found.end("c")
    return f"{words[:at]}\\{words[at:]}"


def _labels(text: str, start: int, end: int, cells: dict[str, Cell]) -> tuple[int, int]:
    """Labels in front of the text or at its end; not `[x](link)`, `[x][ref]` or `[x]:`."""
    found = _LABELS.match(text, start, end)
    if found and text[found.end() : found.end() + 1] not in ("(", "[", ":"):
        cells["labels"] = Cell(
            found.group().rstrip(), Span(start, _skip_white_back(text, start, found.end()))
        )
        return found.end(), end
    tail = _LABEL_LAST.search(text, max(start, end - 200), end)
    if tail:
        cells["labels"] = Cell(tail[1], Span(*tail.span(1)))
        return start, _skip_white_back(text, start, tail.start())
    return start, end


def references(item: Item) -> Iterator[str]:
    """All evidence addresses that an item cites."""
    cell = item.cells.get("evidence")
    if cell:
        yield from (w for w in (p.strip() for p in cell.raw.split(",")) if w)
