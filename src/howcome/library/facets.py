"""How many documents say what: the choices that a filter leaves. Counts only; which are shown is not its matter."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .query import Filter, without
from .selection import condition_of
from .words import key_of

#: What is counted together, since a document says one of each: one walk over one index is enough for all.
_TOGETHER = ("severity", "status", "category", "year")
_SELECT = """
SELECT severity_key, status_key, category_key, year, severity, status, category, year, count(*)
FROM documents{where} GROUP BY severity_key, status_key, category_key, year, severity, status, category
"""
_EVERY_SERVICE = "SELECT key, value, count(*) FROM labels WHERE kind = 'service' GROUP BY key, value"
_SERVICES = """
SELECT labels.key, labels.value, count(*) FROM documents CROSS JOIN labels ON labels.id = documents.id
AND labels.kind = 'service'{where} GROUP BY labels.key, labels.value
"""


@dataclass(frozen=True, slots=True)
class Count:
    """A value, in the spelling that most documents have, and how many documents say it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Facets:
    """What can be chosen next: values with their counts, the most frequent first, years the latest first."""

    severity: tuple[Count, ...] = ()
    status: tuple[Count, ...] = ()
    service: tuple[Count, ...] = ()
    category: tuple[Count, ...] = ()
    year: tuple[Count, ...] = ()


def facets_of(connection: sqlite3.Connection, given: Filter, today: date) -> Facets:
    """Each group is counted as if the filter said nothing of it, so that another value can be chosen."""
    asked = [_keys(given, field) for field in _TOGETHER]
    spellings: list[list[tuple[object, object, int]]] = [[] for _ in _TOGETHER]
    for *said, count in _combinations(connection, given, today):
        refused = [at for at, keys in enumerate(asked) if keys and said[at] not in keys]
        if len(refused) > 1:
            continue
        for at in refused or range(len(_TOGETHER)):
            spellings[at].append((said[at], said[at + len(_TOGETHER)], count))
    severity, status, category, year = map(_counted, spellings)
    return Facets(
        severity=severity,
        status=status,
        service=_counted(_services(connection, given, today)),
        category=category,
        year=tuple(sorted(year, key=lambda c: c.value, reverse=True)),
    )


def _keys(given: Filter, field: str) -> set[object]:
    return {key_of(value) if isinstance(value, str) else value for value in getattr(given, field)}


def _combinations(
    connection: sqlite3.Connection, given: Filter, today: date
) -> Iterable[tuple[object, object, object, object, object, object, object, object, int]]:
    for field in _TOGETHER:
        given = without(given, field)
    condition = condition_of((given,), today)
    return connection.execute(_SELECT.format(where=condition.where), condition.values)


def _services(
    connection: sqlite3.Connection, given: Filter, today: date
) -> Iterable[tuple[object, object, int]]:
    condition = condition_of((without(given, "service"),), today)
    select = _SERVICES.format(where=condition.where) if condition.sql else _EVERY_SERVICE
    return connection.execute(select, condition.values)


def _counted(said: Iterable[tuple[object, object, int]]) -> tuple[Count, ...]:
    """Key, spelling and number of documents: spellings of one key are counted together."""
    spellings: dict[object, Counter[str]] = {}
    for key, value, count in said:
        if value is not None:
            spellings.setdefault(key, Counter())[str(value)] += count
    counts = [Count(min(words, key=lambda w: (-words[w], w)), words.total()) for words in spellings.values()]
    return tuple(sorted(counts, key=lambda c: (-c.count, c.value)))
