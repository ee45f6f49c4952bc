"""Changes one field, item or section of a document: always as few bytes as the change needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from howcome.errors import StaleChange, UsageError
from howcome.text import Change, Edit, Span, minimal_edit
from howcome.text.pattern import pattern

from .compose import quote_value, yaml_scalar
from .document import Document
from .fields import Field
from .head import Head
from .inline import escape
from .items import Item, unnamed
from .moment import read_moment
from .sections import SECTION_BY_KEY, SECTION_KEYS

_LINE_END = pattern(r"\r\n?|\n")


class UnknownRef(UsageError):
    """No item of the document has this id."""


class UnknownField(UsageError):
    """The kind of item has no field of this name."""


class UnreadableValue(UsageError):
    """The value is not one that the field can hold."""


@dataclass(frozen=True, slots=True)
class Slice:
    """What a form was given: an item's body with the sha of the text that it stood in."""

    ref: str
    text: str
    sha: str


class StaleSlice(StaleChange):
    """The item has changed since the form was opened; `current` is what stands there now (None: gone)."""

    def __init__(self, ref: str, current: Slice | None) -> None:
        super().__init__(f"^{ref} has changed since it was read", hint="look at it again and retry")
        self.current = current


def set_field(document: Document, ref: str, field_name: str, value: str) -> Change:
    """The change that gives field `field_name` of item `ref` the value (an empty one takes it away).

    `ref` is an id, `:LINE` or `head`. Raises `UnknownRef`, `UnknownField` or `UnreadableValue`.
    """
    item = document.find(ref)
    if item is None:
        known = ", ".join(list(document.by_id)[:8]) or "none"
        raise UnknownRef(
            f"no item {ref!r} in this document",
            hint=f"ids in it: {known} …; or use :LINE, a mark such as detected, or head; `howcome show` lists all",
        )
    field = field_of(item, field_name)
    _validate(item, field, value)
    edits = (
        _set_in_head(document, item, field, value)
        if isinstance(item, Head)
        else _set(document, item, field, value)
    )
    return Change(document.source.sha, edits, why=f"set {field.name} of {ref}", origin="set")


def field_of(item: Item | type[Item], name: str) -> Field[Any]:
    """The field of this name, or of another name that people have for it. Raises `UnknownField`."""
    field = item.fields.get(canonical_name(name))
    if field is None:
        raise UnknownField(
            f"a {item.kind} has no field {name!r}", hint=f"its fields: {', '.join(item.fields)}"
        )
    return field


def canonical_name(name: str) -> str:
    """How the grammar calls a field that somebody named: labels are also called marks."""
    written = name.strip().lower().replace("_", "-")
    return "labels" if written in ("marks", "mark", "label") else written


def _validate(item: Item, field: Field[Any], value: str) -> None:
    if not value.strip():
        return
    if field.name in ("time", "until") and item.timed:
        if read_moment(value, item.clock) is None:
            raise UnreadableValue(
                f"{field.name}: {value!r} is no time", hint="write it like 2026-11-20 14:02Z"
            )
    elif field.type.read(value) is None:
        raise UnreadableValue(
            f"{field.name}: {value!r} cannot be read", hint=f"expected {field.type.expected}"
        )
    if (
        field.choices
        and field.place == "trailing"
        and value.strip().lower() not in (c.lower() for c in field.choices)
    ):
        raise UnreadableValue(
            f"{field.name}: {value!r} is none of its words", hint=f"one of: {', '.join(field.choices)}"
        )


def _set(document: Document, item: Item, field: Field[Any], value: str) -> tuple[Edit, ...]:
    cell = item.cells.get(field.name)
    words = " ".join(value.split())
    if item.in_table:
        return _set_in_table(document, item, field, words)
    if field.place == "box":
        mark = field.type.write(field.type.read(words))
        if cell:
            return _replace(document, cell.span, mark)
        return (Edit(Span(item.body.start, item.body.start), f"[{mark}] "),)
    if field.place == "text":
        span = cell.span if cell else Span(item.body.start, item.body.start)
        return _replace(document, span, escape(words) if _is_named(item) else unnamed(escape(words)))
    if cell and cell.pair:
        return (
            _replace(document, cell.span, quote_value(words)) if words else _drop(document, item, cell.pair)
        )
    if field.place == "labels":
        return _set_labels(document, item, words)
    if field.place == "lead" and item.timed:
        return _set_time(item, words)
    if cell and field.name == "until" and item.timed:
        # The end of a range: its place holds the dash too, which goes when the end goes.
        start = cell.span.end - len(cell.raw) if words else cell.span.start
        return _replace(document, Span(start, cell.span.end), words)
    if cell:
        return _replace(document, cell.span, escape(words))
    return _add(document, item, field, words) if words else ()


def _is_named(item: Item) -> bool:
    """Whether what stands before the item's words is said already, or cannot be."""
    leads = [name for name, field in item.fields.items() if field.place == "lead"]
    return item.timed or not leads or leads[0] in item.cells


def _add(document: Document, item: Item, field: Field[Any], words: str) -> tuple[Edit, ...]:
    """Writes a field that the item does not have yet: its lead, or one more trailing field."""
    if field.place == "lead":
        at = item.cells["text"].span.start if "text" in item.cells else item.body.end
        return (Edit(Span(at, at), f"**{escape(words)}:** "),)
    written = f"{field.name}: {quote_value(words)}"
    if not item.trailing.length:
        return (Edit(item.trailing, f" ({written})"),)
    at = item.trailing.end - 1
    while document.source.text[at - 1].isspace():
        at -= 1
    return (Edit(Span(at, at), f"; {written}"),)


def _replace(document: Document, span: Span, words: str) -> tuple[Edit, ...]:
    edit = minimal_edit(document.source[span], words, span.start)
    return (edit,) if edit else ()


def _set_time(item: Item, words: str) -> tuple[Edit, ...]:
    cell = item.cells.get("time")
    if cell:
        start = cell.span.start
        return (Edit(Span(start, start + len(cell.raw)), words),) if words != cell.raw else ()
    return (Edit(Span(item.body.start, item.body.start), f"{words} "),) if words else ()


def _set_labels(document: Document, item: Item, words: str) -> tuple[Edit, ...]:
    cell = item.cells.get("labels")
    written = f"[{words.strip('[]')}]" if words else ""
    if cell and written:
        return _replace(document, cell.span, written)
    if cell:
        end = cell.span.end
        while document.source.text[end : end + 1] == " ":
            end += 1
        return (Edit(Span(cell.span.start, end), ""),)
    if not written:
        return ()
    text = item.cells.get("text")
    if item.timed or text is None:
        at = text.span.start if text else item.body.end
        return (Edit(Span(at, at), f"{written} "),)
    return (Edit(Span(text.span.end, text.span.end), f" {written}"),)


def _drop(document: Document, item: Item, pair: Span) -> tuple[Edit, ...]:
    """Takes one `key: value` out of the trailing parentheses, and them too when it was the only one."""
    text = document.source.text
    before, after = pair.start - 1, pair.end
    while text[before].isspace():
        before -= 1
    while text[after].isspace():
        after += 1
    if text[before] == ";":
        return (Edit(Span(before, pair.end), ""),)
    if text[after] == ";":
        after += 1
        while text[after].isspace():
            after += 1
        return (Edit(Span(pair.start, after), ""),)
    start = item.trailing.start
    while text[start - 1].isspace():
        start -= 1
    return (Edit(Span(start, item.trailing.end), ""),)


def _set_in_table(document: Document, item: Item, field: Field[Any], words: str) -> tuple[Edit, ...]:
    cell = item.cells.get(field.name)
    if cell is None:
        raise UnknownField(
            f"the table in line {item.line} has no column (or an empty cell) for {field.name!r}",
            hint="add the column, or write the item as a list item",
        )
    return _replace(document, cell.span, words.replace("|", "\\|"))


def _set_in_head(document: Document, head: Head, field: Field[Any], value: str) -> tuple[Edit, ...]:
    cell = head.cells.get(field.name)
    words = " ".join(value.split())
    is_list = field.type.name == "list"
    parts = [yaml_scalar(p.strip(), in_list=True) for p in words.strip("[]").split(",") if p.strip()]
    written = f"[{', '.join(parts)}]" if is_list else yaml_scalar(words) if words else ""
    newline = document.source.newline
    if cell:
        return _replace(document, cell.span, written)
    if not words:
        return ()
    if head.span.length:
        at = head.span.end
        return (Edit(Span(at, at), f"{field.name}: {written}{newline}"),)
    top = 1 if document.source.text.startswith("\ufeff") else 0
    block = newline.join(["---", "howcome: 1", f"{field.name}: {written}", "---", ""])
    return (Edit(Span(top, top), block),)


def insert_item(document: Document, kind: type[Item], line: str, *, after: Item | None = None) -> Change:
    """The change that puts one composed line into the kind's section: behind `after`, else at its end.

    A section that does not exist yet is added in its place among the ten.
    """
    newline = document.source.newline
    if after is not None:
        at = after.span.end
        return _insertion(document, at, f"{line_end_before(document, at)}{line}{newline}")
    section = next((s for s in document.sections if s.key == kind.section), None)
    if section is None:
        return _new_section(document, kind.section, line)
    same = [
        i for i in document.items if isinstance(i, kind) and i.span.start in section.span and not i.in_table
    ]
    if same:
        return insert_item(document, kind, line, after=same[-1])
    at = section.heading.span.end
    for block in section.blocks:
        if block.kind == "heading":
            break
        if block.kind != "blank":
            at = block.span.end
    return _insertion(document, at, f"{line_end_before(document, at)}{newline}{line}{newline}")


def line_end_before(document: Document, at: int) -> str:
    """The line end that is missing before `at`, if any."""
    begins_line = at == 0 or document.source.text.endswith(("\n", "\r"), 0, at)
    return "" if begins_line else document.source.newline


def _insertion(document: Document, at: int, text: str) -> Change:
    return Change(document.source.sha, (Edit(Span(at, at), text),), why="insert an item", origin="insert")


def _new_section(document: Document, key: str, line: str) -> Change:
    newline = document.source.newline
    later = SECTION_KEYS[SECTION_KEYS.index(key) + 1 :]
    following = next((s for s in document.sections if s.key in later), None)
    at = following.heading.span.start if following else len(document.source)
    gap = "" if at == 0 else newline
    heading = (
        f"{line_end_before(document, at)}{gap}## {SECTION_BY_KEY[key].title}{newline}{newline}{line}{newline}"
    )
    return _insertion(document, at, heading + (newline if following else ""))


def slice_of(document: Document, ref: str) -> Slice:
    """The body of item `ref`, to be edited elsewhere and given back. Raises `UnknownRef`."""
    item = document.find(ref)
    if item is None:
        raise UnknownRef(f"no item {ref!r} in this document")
    return Slice(ref, document.source[item.body], document.source.sha)


def put_slice(document: Document, taken: Slice, text: str) -> Change:
    """The smallest change that gives the item the new body, on one line.

    Raises `StaleSlice` if it changed meanwhile.
    """
    item = document.find(taken.ref)
    current = document.source[item.body] if item else None
    if item is None or current != taken.text:
        raise StaleSlice(taken.ref, slice_of(document, taken.ref) if item else None)
    edit = minimal_edit(taken.text, " ".join(_LINE_END.split(text)), item.body.start)
    return Change(document.source.sha, (edit,) if edit else (), why=f"edit {taken.ref}", origin="form")
