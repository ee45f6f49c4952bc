"""Which documents a query finds, and in which order.

Ranking everything that holds two common words is what makes full-text search slow. So only *candidates* are
weighed: the newest documents that hold all words, and the newest that name one of them in title or labels.
Both are walked from the newest backwards and left when there are enough, however many more there are. All
that few documents hold is weighed completely.

A document's weight is the sum over the terms of: a fixed part where the title says it, a smaller one where a
label does, and for the body a part that grows with how often it stands there and never reaches 1. A title so
outweighs any body, and a word that stands everywhere cannot outweigh a telling one. Weights that differ by
less than a tenth are equal; then the newer document comes first.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .query import Query, Term
from .schema import day_of, name_text
from .selection import Condition

#: Enough candidates: of all words, and of one word in title or labels.
MOST_CANDIDATES = 256
_MOST_NAMED = 128
#: A beginning stands for so many words of the vocabulary at most before the slower general way is taken.
_MOST_ENDINGS = 256
_TITLE, _LABEL = 3.0, 1.5
#: Of a text this long, three occurrences are half of what a body can weigh.
_USUAL_LENGTH = 8_000
_HALF = 3.0


class Candidate(NamedTuple):
    """A document that fits, by its number, with its weight (more is better)."""

    id: int
    weight: float


def found_by(connection: sqlite3.Connection, query: Query, condition: Condition) -> list[Candidate]:
    """The documents that hold all terms and none of the excluded ones, the best first.

    A query without terms finds what the condition lets through, the newest first.
    """
    if not query.terms:
        return [Candidate(number, 0.0) for number in _without_terms(connection, query, condition)]
    wanted = " AND ".join(_phrase(term) for term in query.terms)
    numbers = _newest(connection, "words", _but(wanted, query), condition, MOST_CANDIDATES)
    begins = [term for term in query.terms if term.begins]
    if begins and len(numbers) < MOST_CANDIDATES:
        wanted = " AND ".join(_expression(connection, term) for term in query.terms)
        numbers = _newest(connection, "words", _but(wanted, query), condition, MOST_CANDIDATES)
    if len(numbers) == MOST_CANDIDATES:
        named = " OR ".join(_phrase(term) + " *" * term.begins for term in query.terms)
        numbers = {**numbers, **_newest(connection, "titles", named, condition, _MOST_NAMED)}
    return _weighed(connection, query, numbers)


def _newest(
    connection: sqlite3.Connection, table: str, wanted: str, condition: Condition, most: int
) -> dict[int, None]:
    """The order of the joined tables is fixed: the index of words is walked, and left as soon as possible."""
    join = f" CROSS JOIN documents ON documents.id = {table}.rowid" if condition.sql else ""
    found = connection.execute(
        f"SELECT {table}.rowid FROM {table}{join} WHERE {table} MATCH ?{condition.and_}"  # noqa: S608
        f" ORDER BY {table}.rowid DESC LIMIT ?",
        (wanted, *condition.values, most),
    )
    return dict.fromkeys(number for (number,) in found)


def _without_terms(connection: sqlite3.Connection, query: Query, condition: Condition) -> Iterable[int]:
    sql, values = condition.sql or "1", condition.values
    if query.excluded:
        sql += " AND id NOT IN (SELECT rowid FROM words WHERE words MATCH ?)"
        values = (*values, " OR ".join(_phrase(term) for term in query.excluded))
    found = connection.execute(
        f"SELECT id FROM documents WHERE {sql} ORDER BY day DESC, name LIMIT ?",  # noqa: S608
        (*values, MOST_CANDIDATES),
    )
    return [number for (number,) in found]


def _phrase(term: Term) -> str:
    """Folded words hold letters, digits and marks only, so nothing in quotes can end them."""
    return f'"{" ".join(term.words)}"'


def _but(wanted: str, query: Query) -> str:
    if not query.excluded:
        return wanted
    return f"({wanted}) NOT ({' OR '.join(_phrase(term) for term in query.excluded)})"


def _expression(connection: sqlite3.Connection, term: Term) -> str:
    """A beginning as all words that it begins: they are walked, where SQLite would merge all their places."""
    if not term.begins:
        return _phrase(term)
    endings = _endings(connection, term.words[-1])
    if len(endings) > _MOST_ENDINGS:
        return f"{_phrase(term)} *"
    phrases = [_phrase(Term((*term.words[:-1], word))) for word in endings or [term.words[-1]]]
    return f"({' OR '.join(phrases)})"


def _endings(connection: sqlite3.Connection, beginning: str) -> Sequence[str]:
    """The words of the vocabulary with a beginning, at most one more than are of use."""
    found: list[str] = []
    at = beginning
    while len(found) <= _MOST_ENDINGS:
        row = connection.execute("SELECT term FROM vocabulary WHERE term >= ? LIMIT 1", (at,)).fetchone()
        if row is None or not row[0].startswith(beginning):
            break
        found.append(row[0])
        at = row[0] + "\x01"
    return found


def _weighed(connection: sqlite3.Connection, query: Query, numbers: Iterable[int]) -> list[Candidate]:
    asked = [_needle(term) for term in query.terms]
    refused = [_needle(term) for term in query.excluded]
    found: list[tuple[float, int, str, Candidate]] = []
    for number, name, title, labels, body in connection.execute(
        "SELECT texts.id, documents.name, texts.title, texts.labels, texts.body"
        " FROM texts JOIN documents USING (id) WHERE texts.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(numbers)),),
    ):
        if any(needle in part for needle in refused for part in (title, labels, body)):
            continue
        weight = _weight(asked, title, labels, body)
        if weight is not None:
            found.append((-round(weight, 1), -day_of(number), name_text(name), Candidate(number, weight)))
    return [candidate for *_, candidate in sorted(found)]


def _needle(term: Term) -> str:
    words = " ".join(term.words)
    return f" {words}" if term.begins else f" {words} "


def _weight(asked: Sequence[str], title: str, labels: str, body: str) -> float | None:
    """None where one of the terms stands nowhere."""
    half = _HALF * (0.25 + 0.75 * len(body) / _USUAL_LENGTH)
    total = 0.0
    for needle in asked:
        times = body.count(needle)
        weight = times / (times + half) + _TITLE * (needle in title) + _LABEL * (needle in labels)
        if not weight:
            return None
        total += weight
    return total
