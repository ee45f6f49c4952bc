"""Edits of one item as pure functions: several fields at once, a new line in its place, lines out and back.

Everything is worked out on a text and given as the smallest edits; refuses to know of rooms, people and forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from howcome.document import Document
from howcome.document.blocks import indent_of
from howcome.document.change import UnreadableValue, field_of, insert_item, line_end_before, set_field
from howcome.document.compose import compose
from howcome.document.fields import Field
from howcome.document.grammar import Cause, EarlierIncident, Option, Question, Risk, TimelineEntry
from howcome.document.head import Head
from howcome.document.inline import escape, plain
from howcome.document.items import Item, parse_item
from howcome.text import Change, Edit, Source, Span, apply, minimal_edit

#: Kinds that stand below a heading of their own inside of their section.
_GROUPS: dict[type[Item], tuple[str, str]] = {
    Risk: ("risks", "Accepted risks"),
    Question: ("questions", "Open questions"),
    Option: ("options", "Options considered"),
    EarlierIncident: ("earlier-incidents", "Earlier incidents"),
}
#: Words that begin like this would be another block, or part of a time before them.
_BEGINS = re.compile(r"[-+*#>:|–—]|\d{1,9}[.)](?=\s|$)")
_TOKEN = re.compile(r"\w+|\s+|.", re.DOTALL)
_MOST_TOKENS = 1500
_MOST_EMPTY = 4


@dataclass(frozen=True, slots=True)
class Removed:
    """Lines that were taken out, with the lines that stood around them, so that they can be put back."""

    lines: str
    before: str
    after: str
    line: int


class _Holding(Document):
    """A text of which one item is known already, so that the rest need not be read again."""

    def __init__(self, source: Source, item: Item) -> None:
        super().__init__(source)
        self.item = item

    def find(self, ref: str) -> Item | None:  # noqa: ARG002 - whatever it is called, it is this one
        return self.item


def set_together(document: Document, item: Item, values: Sequence[tuple[str, str]]) -> tuple[Edit, ...]:
    """The edits that give an item all these values: all of them, or an error and none."""
    if item.in_table or isinstance(item, Head):
        holding = _Holding(document.source, item)
        return tuple(e for name, value in values for e in _edits(holding, item, field_of(item, name), value))
    source, last = document.source, item
    for name, value in values:
        edits = _edits(_Holding(source, last), last, field_of(last, name), value)
        source, last = _after(source, last, edits)
    return between(document.source[item.body], source[last.body], item.body.start)


def _edits(document: _Holding, item: Item, field: Field[object], value: str) -> tuple[Edit, ...]:
    words = " ".join(value.split())
    if item.in_table:
        words = words.replace("\\|", "|")
    elif field.place == "text":
        return _set_words(document.source, item, words)
    return set_field(document, "", field.name, words).edits


def _set_words(source: Source, item: Item, words: str) -> tuple[Edit, ...]:
    """An item's words are Markdown. They are escaped only where they would be read as something else."""
    if not words:
        raise UnreadableValue("an item needs some words", hint="remove it, if it is not needed")
    cell = item.cells.get("text")
    at = _place_of_words(item)
    for written in (words, escape(words)):
        if written == words and _BEGINS.match(words):
            continue
        pieces = written if cell else f"{written} " if at < item.body.end else f" {written}"
        edit = (
            minimal_edit(source[cell.span], written, cell.span.start) if cell else Edit(Span(at, at), pieces)
        )
        if edit is None:
            return ()
        _, read = _after(source, item, (edit,))
        if _same_but_words(item, read) and plain(read.cells["text"].raw) == plain(written):
            return (edit,)
    raise UnreadableValue("these words would be read as something else", hint="say it in other words")


def _place_of_words(item: Item) -> int:
    """Where words go in an item that has none: in front of its id, its fields, or at its end."""
    if "id" in item.cells:
        return item.cells["id"].span.start - 1
    return item.trailing.start if item.trailing.length else item.body.end


def _same_but_words(one: Item, other: Item) -> bool:
    def fields(item: Item) -> dict[str, str]:
        said = {**item.unknown, **item.cells}
        return {name: cell.raw for name, cell in said.items() if name != "text"}

    return "text" in other.cells and fields(one) == fields(other)


def _after(source: Source, item: Item, edits: tuple[Edit, ...]) -> tuple[Source, Item]:
    """The text after edits inside of an item, and the item as it is read then."""
    after = apply(source, edits)
    longer = len(after) - len(source)
    body, span = Span(item.body.start, item.body.end + longer), Span(item.span.start, item.span.end + longer)
    return after, parse_item(
        type(item), after.text, body, span=span, line=item.line, clock=item.clock, depth=item.depth, group=item.group
    )  # fmt: skip


def between(old: str, new: str, start: int) -> tuple[Edit, ...]:
    """Word by word what differs, so that what somebody else types in between stays theirs."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) > _MOST_TOKENS or len(after) > _MOST_TOKENS:
        edit = minimal_edit(old, new, start)
        return (edit,) if edit else ()
    places = [start]
    for token in before:
        places.append(places[-1] + len(token))
    matched = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    made = (
        minimal_edit("".join(before[i:j]), "".join(after[k:m]), places[i]) for tag, i, j, k, m in matched if tag != "equal"
    )  # fmt: skip
    return tuple(e for e in made if e)


# New items


def line_of(document: Document, kind: type[Item], words: str, id: str, fields: Mapping[str, str]) -> str:
    """A new item as one line, with fields as a form gives them. Raises `UnknownField` or `UnreadableValue`."""
    fields = {name: value for name, value in fields.items() if value.strip()}
    line = compose(kind, "…", id=id)
    clock = document.timeline[-1].clock if kind.timed and document.timeline else document.clock
    source = Source(line)
    item = parse_item(kind, line, Span(2, len(line)), span=Span(0, len(line)), line=1, clock=clock)
    # The time first: what stands behind it is read as words only then.
    for name, value in sorted(fields.items(), key=lambda pair: pair[0] != "time"):
        edits = _edits(_Holding(source, item), item, field_of(kind, name), value)
        source, item = _after(source, item, edits)
    source, _ = _after(source, item, _set_words(source, item, words))
    return source.text


def insertion(document: Document, kind: type[Item], line: str, above: Item | None = None) -> Change:
    """The change that puts a new item in its place: below `above`, by its time, or behind the last of its kind."""
    same = [i for i in document.of(kind) if not i.in_table and not (isinstance(i, Cause) and i.depth)]
    if above is not None:
        return _line_at(document, end_below(document, above), _indent_below(document, above) + line)
    if kind is TimelineEntry:
        return _by_time(document, line)
    if same:
        return _line_at(document, end_below(document, same[-1]), _white(document, same[-1]) + line)
    if kind not in _GROUPS:
        return insert_item(document, kind, line)
    return _below_heading(document, kind, line)


def _line_at(document: Document, at: int, line: str) -> Change:
    text = f"{line_end_before(document, at)}{line}{document.source.newline}"
    return Change(document.source.sha, (Edit(Span(at, at), text),))


def _by_time(document: Document, line: str) -> Change:
    """Behind the last entry that is not later, where that leaves the dates of all others as they are."""
    entries = [e for e in document.timeline if not e.in_table]
    if not entries:
        return insert_item(document, TimelineEntry, line)
    read = parse_item(
        TimelineEntry, line, Span(2, len(line)), span=Span(0, len(line)), line=1, clock=entries[-1].clock
    )
    time = read.moment.time if read.moment else None
    last = entries[-1]
    if time:
        earlier = [n for n, e in enumerate(entries) if e.moment and e.moment.time and e.moment.time <= time]
        if earlier:
            at = earlier[-1]
            here = entries[at].moment
            dated = all(re.match(r"\W*\d{4}-", e.moment.words) for e in entries[at + 1 :] if e.moment)
            if dated or (here and here.time and here.time.date() == time.date()):
                last = entries[at]
    return _line_at(document, end_below(document, last), _white(document, last) + line)


def _below_heading(document: Document, kind: type[Item], line: str) -> Change:
    group, title = _GROUPS[kind]
    newline = document.source.newline
    placed = [p for p in document.placed if p.group == group and p.section == kind.section]
    if placed:
        said = [p.block for p in placed if p.block.kind != "blank"]
        return _line_at(document, said[-1].span.end, f"{newline}{line}")
    section = next((s for s in document.sections if s.key == kind.section), None)
    if section is None:
        return insert_item(document, kind, f"### {title}{newline}{newline}{line}")
    blocks = [section.heading, *(b for b in section.blocks if b.kind != "blank")]
    return _line_at(document, blocks[-1].span.end, f"{newline}### {title}{newline}{newline}{line}")


def _white(document: Document, item: Item) -> str:
    lead = document.source.text[item.span.start : item.body.start]
    return lead[: len(lead) - len(lead.lstrip())]


def _indent_below(document: Document, above: Item) -> str:
    """The white space of a cause below `above`: that of its other causes, else as wide as its bullet."""
    causes = document.causes
    at = next((n for n, c in enumerate(causes) if c.span == above.span), None)
    if at is not None and at + 1 < len(causes) and causes[at + 1].depth == above.depth + 1:
        return _white(document, causes[at + 1])
    lead = document.source.text[above.span.start : above.body.start]
    box = re.match(r"\s*(?:[-*+]|\d{1,9}[.)])\s", lead)
    return re.sub(r"\S", " ", box[0] if box else "  ")


def end_below(document: Document, item: Item) -> int:
    """Where an item ends with all that is indented below it."""
    end = item.span.end
    level = indent_of(_white(document, item))
    text = document.source.text
    for block in document.blocks:
        if block.span.start < end or block.kind == "blank":
            continue
        lead = re.match(r"[ \t]*", text[block.span.start : block.span.start + 200])
        if indent_of(lead[0] if lead else "") <= level:
            break
        end = block.span.end
    return end


# Lines out and back


def removal(document: Document, item: Item) -> tuple[Change, Removed]:
    """The change that takes an item's lines out, with what hangs below it."""
    source = document.source
    end = (
        source.line_span(source.line_at(item.span.start)).end if item.in_table else end_below(document, item)
    )
    start = item.span.start
    if item.in_table:
        end = next((s for s in source.line_starts if s >= end), len(source))
    taken = Removed(
        source.text[start:end], _lines_before(source, start), _lines_after(source, end), item.line
    )
    return Change(source.sha, (Edit(Span(start, end), ""),)), taken


def _lines_before(source: Source, at: int) -> str:
    """The line before an offset; where it is empty, those above it too, up to one that says something."""
    last = source.line_at(at) - 1
    first = last
    while first > 1 and last - first < _MOST_EMPTY and not source[source.line_span(first)].strip():
        first -= 1
    return _lines(source, first, last)


def _lines_after(source: Source, at: int) -> str:
    first = source.line_at(at)
    last = first
    end = len(source.line_starts)
    while last < end and last - first < _MOST_EMPTY and not source[source.line_span(last)].strip():
        last += 1
    return _lines(source, first, last) if at < len(source) else ""


def _lines(source: Source, first: int, last: int) -> str:
    known = range(max(first, 1), min(last, len(source.line_starts)) + 1)
    return "\n".join(source[source.line_span(number)] for number in known)


def return_of(document: Document, taken: Removed) -> Change | None:
    """The change that puts lines back: between the lines that stood around them, else behind the one before,
    else in front of the one after. None where no place is left for them."""
    source = document.source
    lines = taken.lines if taken.lines.endswith(("\n", "\r")) else taken.lines + source.newline
    found = list(_fitting(source, taken))
    if not found:
        return None
    line = min(found, key=lambda n: (found.count(n) < 2, abs(n - taken.line)))
    at = source.line_starts[line - 1] if line <= len(source.line_starts) else len(source)
    return Change(source.sha, (Edit(Span(at, at), line_end_before(document, at) + lines),))


def _fitting(source: Source, taken: Removed) -> Iterator[int]:
    """Numbers of lines in front of which the lines may stand; twice where both neighbours agree."""
    before, after = taken.before.split("\n"), taken.after.split("\n")
    lines = [source[source.line_span(number)] for number in range(1, len(source.line_starts) + 1)]
    for number in range(1, len(lines) + 1):
        if taken.before.strip() and lines[max(number - len(before), 0) : number] == before:
            yield number + 1
        if taken.after.strip() and lines[number - 1 : number - 1 + len(after)] == after:
            yield number
    # Where nothing stood around it, the number of the line has to do.
    if not taken.before.strip() and not taken.after.strip():
        yield min(taken.line, len(source.line_starts) + 1)


def has_column(item: Item, name: str) -> bool:
    """Whether a field can be changed where the item stands: in a table only what has a cell that says something."""
    return not item.in_table or name in item.cells
