"""The front matter: a flat, strict subset of YAML, read with the place of every value.

Understood: `key: value`, `key: [a, b]`, `key:` with `- item` or `sub: value` lines below. Anything else
(anchors, tags, multi-line text) is kept as it is and reported, never expanded. See
docs/decisions/0003-front-matter.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from howcome.text import Source, Span
from howcome.text.pattern import pattern

from .fields import DATE, LIST, TEXT, Field
from .grammar import CLASSES, MARKS, NAME_POLICIES, PROFILES, STATUSES
from .items import Cell, Item


class Head(Item):
    """What the front matter says about the whole document."""

    kind, letter, section = "head", "", ""
    about = "The front matter: what holds for the whole document."

    howcome = Field(TEXT, "Version of the format", example="1")
    document_id = Field(
        TEXT, "The document's id; the file's name without ending where none is given", named="id"
    )
    title = Field(TEXT, "Symptom, service, scope; no names", example="Checkout errors after a release")
    category = Field(TEXT, "What kind of occurrence it is", choices=CLASSES, named="class")
    severity = Field(TEXT, "How severe it was, on your own scale", example="SEV-2")
    services = Field(LIST, "The services affected", example="[checkout-api, orders-db]")
    status = Field(TEXT, "Where the document stands", choices=STATUSES, living=True)
    owner = Field(TEXT, "Who sees the document through (not who caused anything)")
    review_due = Field(DATE, "When the review is due", living=True)
    facilitator = Field(TEXT, "Who leads the review")
    timezone = Field(TEXT, "Zone of times without one", example="Europe/Berlin")
    date = Field(DATE, "Date of times without one", example="2026-11-20")
    names = Field(TEXT, "How people appear in the text", choices=NAME_POLICIES)
    incidents = Field(LIST, "Numbers of the incidents that it covers")
    recurs_from = Field(LIST, "Ids of earlier documents that it recurs from")
    tags = Field(LIST, "Words to find it by", example="[database, deploy]")
    tracker = Field(TEXT, "Where actions are tracked, if they have no tickets", example="this file")
    profile = Field(TEXT, "Which checks hold for it", choices=PROFILES)


@dataclass(frozen=True, slots=True)
class HeadProblem:
    """A line of the front matter that is not understood."""

    span: Span
    message: str


@dataclass(frozen=True)
class FrontMatter:
    """The head with what it does not declare: `maps` are nested mappings (roles, times)."""

    head: Head
    maps: Mapping[str, Mapping[str, Cell]] = field(default_factory=dict)
    problems: tuple[HeadProblem, ...] = ()


_ENTRY = pattern(r"([A-Za-z_][\w -]*?)[ \t]*:(?:[ \t]+|\Z)")
_BELOW = pattern(r"[ \t]+([\w@][^:\n]*?)[ \t]*:(?:[ \t]+|\Z)")
_LISTED = pattern(r"[ \t]*-[ \t]+")
_DOUBLE = pattern(r'"((?:[^"\\]|\\.)*)"')
_SINGLE = pattern(r"'([^']*)'")
_ESCAPED = pattern(r'\\(["\\])')
_REFUSED = ("&", "*", "!", "|", ">", "{", "%", "@", "`")


def read_head(source: Source, span: Span | None) -> FrontMatter:
    """Reads the front matter at `span` (its lines without the fences); an empty head where there is none."""
    if span is None:
        return FrontMatter(Head(Span(0, 0), Span(0, 0), 1, {}, Span(0, 0)))
    reading = _Reading()
    first_line = source.line_at(span.start)
    for number in range(first_line, source.line_at(max(span.start, span.end - 1)) + 1):
        line = source.line_span(number)
        words = source[line]
        if words.strip() and not words.lstrip().startswith("#"):
            reading.take(line, words)
    cells = {k: c for k, c in reading.cells.items() if k not in reading.maps}
    known = {k: c for k, c in cells.items() if k in Head.fields and c.raw}
    unknown = {k: c for k, c in cells.items() if k not in Head.fields}
    head = Head(span, span, first_line, known, Span(span.end, span.end), unknown=unknown)
    return FrontMatter(head, reading.maps, tuple(reading.problems))


class HeadLine(NamedTuple):
    """One line of the front matter as far as it goes: `above` is the key whose lines these are, `key` the line's own
    (None: none is finished), `start` where its value begins, or its words where there is no key."""

    above: str | None
    key: str | None
    start: int


def head_line(source: Source, head: Span, offset: int) -> HeadLine:
    """The line at an offset inside of the front matter at `head`."""
    number = source.line_at(offset)
    line = source.line_span(number)
    words = source[line]
    if entry := _ENTRY.match(words):
        return HeadLine(None, _key(entry[1]), line.start + entry.end())
    above = _key_above(source, head, number)
    if above and (listed := _LISTED.match(words)):
        return HeadLine(above, None, line.start + listed.end())
    if above and (below := _BELOW.match(words)):
        return HeadLine(above, below[1].strip("\"'"), line.start + below.end())
    white = len(words) - len(words.lstrip())
    return HeadLine(above if white else None, None, line.start + white)


def _key_above(source: Source, head: Span, number: int) -> str | None:
    """The key of the nearest line above that begins at the margin."""
    for earlier in range(number - 1, source.line_at(head.start) - 1, -1):
        if entry := _ENTRY.match(source[source.line_span(earlier)]):
            return _key(entry[1])
    return None


def _key(name: str) -> str:
    return name.lower().replace("_", "-").replace(" ", "-")


class _Reading:
    """What the lines so far have said, and the key that lines below may add to ("": none)."""

    def __init__(self) -> None:
        self.cells: dict[str, Cell] = {}
        self.maps: dict[str, dict[str, Cell]] = {}
        self.problems: list[HeadProblem] = []
        self.key = ""

    def take(self, line: Span, words: str) -> None:
        """Reads one line that holds something."""
        if entry := _ENTRY.match(words):
            quoted = words.startswith(("'", '"'), entry.end())
            self._entry(line, entry[1], _value(words, line.start, entry.end()), quoted=quoted)
        elif self.key and (listed := _LISTED.match(words)):
            self._listed(_value(words, line.start, listed.end()))
        elif self.key and (below := _BELOW.match(words)):
            name = below[1].strip("\"'")
            self.maps.setdefault(self.key, {})[name] = _value(words, line.start, below.end())
        else:
            self.problems.append(HeadProblem(line, "this line is not understood; write `key: value`"))

    def _entry(self, line: Span, name: str, cell: Cell, *, quoted: bool) -> None:
        self.key = key = _key(name)
        if cell.raw.startswith(_REFUSED) and not quoted:
            self.problems.append(HeadProblem(line, f"{key}: write the value on one line, in plain words"))
            self.key = ""
        elif key in self.cells:
            self.problems.append(HeadProblem(line, f"{key} stands twice; the first is read"))
        else:
            self.cells[key] = cell

    def _listed(self, cell: Cell) -> None:
        known = self.cells.get(self.key)
        if known and not known.raw:
            self.cells[self.key] = cell
        elif known:
            self.cells[self.key] = Cell(f"{known.raw}, {cell.raw}", Span(known.span.start, cell.span.end))


def _value(words: str, line_start: int, at: int) -> Cell:
    """The value from `at` to the line's end (or a ` #` comment), without quotes or list brackets."""
    raw = words[at:]
    if quoted := _DOUBLE.match(raw):
        inner = _ESCAPED.sub(r"\1", quoted[1])
        return Cell(inner, Span(line_start + at, line_start + at + quoted.end()))
    if quoted := _SINGLE.match(raw):
        return Cell(quoted[1], Span(line_start + at, line_start + at + quoted.end()))
    comment = re.search(r"(?:\A|[ \t])#", raw)
    if comment:
        raw = raw[: comment.start()]
    raw = raw.rstrip()
    span = Span(line_start + at, line_start + at + len(raw))
    if raw.startswith("[") and raw.endswith("]"):
        return Cell(", ".join(p.strip().strip("\"'") for p in raw[1:-1].split(",") if p.strip()), span)
    return Cell(raw, span)


def mark_keys(maps: Mapping[str, Mapping[str, Cell]]) -> dict[str, Cell]:
    """The marks that the head states under `times:`, by their name in the timeline."""
    return {
        name: cell
        for key, cell in maps.get("times", {}).items()
        if (name := key.strip().lower().replace("_", "-")) in MARKS
    }
