"""A `Filter` as a condition on the rows of `documents`. All values are passed beside the SQL, never in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from howcome.document.grammar import STATUSES

from .query import Filter
from .words import fold, key_of, words_of

#: By what a list can be sorted. Documents that say nothing of it stand last, in either direction.
Key = Literal[
    "day",
    "name",
    "title",
    "severity",
    "status",
    "minutes",
    "sections",
    "findings",
    "open-actions",
    "modified",
]
#: Values come as one JSON list, so that the SQL is the same for any number of them.
_LISTED = "(SELECT value FROM json_each(?))"
_LABELLED = (
    "documents.id IN (SELECT id FROM labels WHERE kind = '{}' AND key IN (SELECT value FROM json_each(?)))"
)
_STATUS_ORDER = " ".join(f"WHEN '{key_of(name)}' THEN {at}" for at, name in enumerate(STATUSES))
_EXPRESSIONS: dict[Key, str] = {
    "day": "day",
    "name": "name",
    "title": "title_key",
    "severity": "nullif(severity_key, '')",
    "status": f"CASE status_key {_STATUS_ORDER} END",
    "minutes": "minutes",
    "sections": "sections",
    "findings": "findings",
    "open-actions": "open_actions",
    "modified": "modified",
}


@dataclass(frozen=True, slots=True)
class Sort:
    """How a list is ordered; equals by name."""

    by: Key = "day"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class Condition:
    """An SQL expression over `documents` with its values; empty where everything is meant."""

    sql: str
    values: tuple[str, ...]

    @property
    def where(self) -> str:
        return f" WHERE {self.sql}" if self.sql else ""

    @property
    def and_(self) -> str:
        return f" AND {self.sql}" if self.sql else ""


def condition_of(filters: tuple[Filter, ...], today: date) -> Condition:
    """Where all of the filters hold."""
    parts: list[str] = []
    values: list[str] = []
    for given in filters:
        for sql, said in _conditions(given, today):
            parts.append(sql)
            values += said
        for sql, said in _conditions(given.but_not, today) if given.but_not else ():
            parts.append(f"NOT {sql}")
            values += said
    return Condition(" AND ".join(parts), tuple(values))


def _conditions(given: Filter, today: date) -> Iterator[tuple[str, list[str]]]:
    """Each field that says something. None of them is ever NULL, so that NOT turns it round."""
    for keys, sql in (
        (given.severity, f"documents.severity_key IN {_LISTED}"),
        (given.status, f"documents.status_key IN {_LISTED}"),
        (given.category, f"documents.category_key IN {_LISTED}"),
        (given.service, _LABELLED.format("service")),
        (given.tag, _LABELLED.format("tag")),
    ):
        if keys:
            yield sql, [json.dumps([key_of(value) for value in keys])]
    if given.owner:
        owners = [fold(value) if words_of(value) else key_of(value) for value in given.owner]
        yield (
            "EXISTS (SELECT 1 FROM json_each(?) WHERE instr(documents.owner_words, value) > 0)",
            [json.dumps(owners)],
        )
    if given.year:
        yield f"ifnull(documents.year IN {_LISTED}, 0)", [json.dumps(given.year)]
    if given.open_actions:
        yield "(documents.open_actions > 0)", []
    if given.overdue:
        yield "ifnull(documents.first_due < ?, 0)", [today.isoformat()]
    if given.findings:
        yield "(documents.findings > 0)", []
    if given.unreadable:
        yield "(documents.unreadable = 1)", []


def order_of(sort: Sort) -> str:
    """The expressions behind ORDER BY. Raises `KeyError` for what nothing can be sorted by."""
    direction = "DESC" if sort.descending else "ASC"
    return f"{_EXPRESSIONS[sort.by]} {direction} NULLS LAST, name"
