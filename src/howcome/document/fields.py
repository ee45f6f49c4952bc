"""What a field is: one declaration from which reading, writing, forms, completion and reference derive."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, overload

from .inline import plain

if TYPE_CHECKING:
    from .items import Item

T = TypeVar("T")

Place = Literal["lead", "box", "labels", "text", "trailing", "derived"]


@dataclass(frozen=True, slots=True)
class FieldType(Generic[T]):
    """How a value is written. `read` gives None for a text that cannot be read; `empty` is "not stated"."""

    name: str
    read: Callable[[str], T | None]
    write: Callable[[Any], str]
    empty: T
    expected: str


def _read_date(raw: str) -> date | None:
    found = re.fullmatch(r"\s*(\d{4})-(\d\d)-(\d\d)\s*", raw)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _read_flag(raw: str) -> bool | None:
    word = raw.strip().lower()
    if word in ("x", "yes", "true", "done", "✓", "✔", "✅"):
        return True
    return False if word in ("", "no", "false", "-", "open") else None


def _read_list(raw: str) -> tuple[str, ...]:
    return tuple(w for w in (p.strip().removeprefix("^") for p in raw.split(",")) if w)


def read_labels(raw: str) -> tuple[str, ...]:
    """Words in square brackets: `[detected, declared]` or `[a] [b]`."""
    return tuple(w for w in (p.strip() for p in re.split(r"[,\]\[]+", raw.lower())) if w)


def _read_whole(raw: str) -> int | None:
    digits = re.sub(r"[ \u00a0\u202f,]", "", raw)
    return int(digits) if re.fullmatch(r"\d{1,18}", digits) else None


def _write_list(value: Any) -> str:
    return str(value) if isinstance(value, str) else ", ".join(str(v) for v in value)


TEXT: FieldType[str | None] = FieldType(
    "text", lambda raw: " ".join(raw.split()) or None, str, None, "any words"
)
LIST: FieldType[tuple[str, ...]] = FieldType(
    "list", _read_list, _write_list, (), "words, separated by commas"
)
DATE: FieldType[date | None] = FieldType("date", _read_date, str, None, "a date such as 2026-12-04")
FLAG: FieldType[bool] = FieldType(
    "flag", _read_flag, lambda v: "x" if v in (True, "x", "yes", "true") else " ", False, "yes or no"
)
LABELS: FieldType[tuple[str, ...]] = FieldType(
    "labels", read_labels, lambda v: f"[{_write_list(v)}]", (), "words, separated by commas"
)
COUNT: FieldType[int | None] = FieldType("count", _read_whole, str, None, "a whole number")


class Field(Generic[T]):
    """One field of a kind of item, declared once, read as an attribute of the item.

    `place` says where it stands when howcome writes it: before the text (lead), as a check box (box),
    in square brackets (labels), or in the trailing parentheses; every field may be written there.
    `living` fields change after approval (the state of an action, a tracker's link). `choices` are the
    words that are understood (others are kept). `columns` are headings of table columns that mean it.
    `named` is the word in the text where the attribute cannot have that name. `refers` are the kinds of
    items whose ids the value lists.
    """

    def __init__(
        self,
        type: FieldType[T],
        about: str,
        *,
        place: Place = "trailing",
        living: bool = False,
        choices: tuple[str, ...] = (),
        columns: tuple[str, ...] = (),
        example: str = "",
        named: str = "",
        refers: tuple[str, ...] = (),
    ) -> None:
        self.type = type
        self.about = about
        self.place = place
        self.living = living
        self.choices = choices
        self.columns = columns
        self.example = example
        self.name = named
        self.refers = refers

    def __set_name__(self, owner: type[Item], name: str) -> None:
        self.name = self.name or name.replace("_", "-")

    @overload
    def __get__(self, item: None, owner: type[Item]) -> Field[T]: ...
    @overload
    def __get__(self, item: Item, owner: type[Item]) -> T: ...
    def __get__(self, item: Item | None, owner: type[Item]) -> Field[T] | T:
        if item is None:
            return self
        cell = item.cells.get(self.name)
        if cell is None:
            return self.type.empty
        value = self.type.read(plain(cell.raw) if cell.markdown else cell.raw)
        return self.type.empty if value is None else value
