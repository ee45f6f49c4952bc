"""How many documents say what: the choices that a filter leaves. Counts only; which are shown is not its matter."""

from __future__ import annotations

import sqlite3
from collections import Counter
from dataclasses import dataclass
from datetime import date

from .query import Filter, without
from .selection import condition_of


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

    def counted(field: str) -> tuple[Count, ...]:
        return _counted(connection, field, without(given, field), today)

    return Facets(
        severity=counted("severity"),
        status=counted("status"),
        service=counted("service"),
        category=counted("category"),
        year=tuple(sorted(counted("year"), key=lambda c: c.value, reverse=True)),
    )


_SELECT = {
    "severity": "SELECT severity_key, severity, count(*) FROM documents",
    "status": "SELECT status_key, status, count(*) FROM documents",
    "category": "SELECT category_key, category, count(*) FROM documents",
    "year": "SELECT year, year, count(*) FROM documents",
    "service": "SELECT key, value, count(*) FROM labels CROSS JOIN documents ON documents.id = labels.id"
    " AND labels.kind = 'service'",
}
_EVERY_SERVICE = "SELECT key, value, count(*) FROM labels WHERE kind = 'service'"


def _counted(connection: sqlite3.Connection, field: str, given: Filter, today: date) -> tuple[Count, ...]:
    """Spellings of one key counted together."""
    condition = condition_of((given,), today)
    select = _SELECT[field] if field != "service" or condition.sql else _EVERY_SERVICE
    spellings: dict[object, Counter[str]] = {}
    for key, value, count in connection.execute(f"{select}{condition.where} GROUP BY 1, 2", condition.values):
        if value is not None:
            spellings.setdefault(key, Counter())[str(value)] += count
    counts = [Count(min(words, key=lambda w: (-words[w], w)), words.total()) for words in spellings.values()]
    return tuple(sorted(counts, key=lambda c: (-c.count, c.value)))
