"""What one document says in a list: pure functions of the document. Judges nothing that depends on today."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from howcome.checks import PLAIN, Settings, check
from howcome.checks.open_actions import open_actions
from howcome.document import Document
from howcome.text import without_controls, without_surrogates

_DATED = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Row:
    """One document in a list.

    `name` is its key in the library. `day` is the day of the impact, else of the detection, else of the
    first mark, else the head's, else that of the file's name. `minutes` counts from the start of the impact to its end (or to the
    resolution). `sections` is how many of the ten are written. `actions` counts all, `open_actions` those
    that are neither done nor given up, and `due` holds the dates of the latter, in order. `modified` is
    seconds since 1970. `problem` is one line why the document could not be read; nothing else is known then.
    """

    name: str
    sha: str = ""
    title: str | None = None
    category: str | None = None
    severity: str | None = None
    services: tuple[str, ...] = ()
    status: str | None = None
    owner: str | None = None
    day: date | None = None
    minutes: int | None = None
    tags: tuple[str, ...] = ()
    sections: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    actions: int = 0
    open_actions: int = 0
    due: tuple[date, ...] = ()
    modified: float | None = None
    problem: str | None = None

    def overdue(self, today: date) -> int:
        """How many open actions were due before `today`."""
        return sum(day < today for day in self.due)


def row_of(name: str, document: Document, modified: float | None = None, settings: Settings = PLAIN) -> Row:
    """The row of a document; runs the checks over it, as they are configured. Comments do not run out here."""
    head = document.head
    timeless = replace(settings, today=date.min)
    severities = Counter(finding.severity for finding in check(document, settings=timeless))
    still_open = open_actions(document)
    return Row(
        name=name,
        sha=document.source.sha,
        title=_clean(document.title),
        category=_clean(head.category),
        severity=_clean(head.severity),
        services=_clean_all(head.services),
        status=_clean(head.status),
        owner=_clean(head.owner),
        day=_day(name, document),
        minutes=_minutes(document),
        tags=_clean_all(head.tags),
        sections=sum(state == "present" for state in document.states.values()),
        errors=severities["error"],
        warnings=severities["warning"],
        infos=severities["info"],
        actions=sum(bool(action.text) for action in document.actions),
        open_actions=len(still_open),
        due=tuple(sorted(action.due for action in still_open if action.due)),
        modified=modified,
    )


def problem_row(name: str, message: str, modified: float | None = None) -> Row:
    """The row of a document that could not be read."""
    return Row(name=name, modified=modified, problem=_clean(message) or "it cannot be read")


def write_row(row: Row) -> str:
    """A row as JSON (ASCII, so that any name survives)."""
    return json.dumps(asdict(row), default=str)


def read_row(text: str) -> Row:
    """The row that `write_row` wrote. Raises `ValueError`, `KeyError` or `TypeError` for anything else."""
    said: dict[str, Any] = json.loads(text)
    for key in ("services", "tags"):
        said[key] = tuple(said[key])
    said["due"] = tuple(date.fromisoformat(day) for day in said["due"])
    said["day"] = date.fromisoformat(said["day"]) if said["day"] else None
    return Row(**said)


def date_in_name(name: str) -> date | None:
    """The date with which the file's name begins, if it does."""
    found = _DATED.match(name.rpartition("/")[2])
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def _day(name: str, document: Document) -> date | None:
    """As the clocks showed where it was written, not in UTC. What was introduced may be years older."""
    marked = document.marked
    order = (
        "impact-started",
        "detected",
        *sorted((m for m in marked if m != "introduced"), key=marked.__getitem__),
        "introduced",
    )
    time = next((document.times[mark].time for mark in order if mark in marked), None)
    return time.date() if time else document.head.date or date_in_name(name)


def _minutes(document: Document) -> int | None:
    """None also where the end stands before the beginning: that is a contradiction and no duration."""
    start = document.marked.get("impact-started")
    end = document.marked.get("impact-ended") or document.marked.get("resolved")
    if start is None or end is None or end < start:
        return None
    return round((end - start).total_seconds() / 60)


def _clean(words: str | None) -> str | None:
    if words is None:
        return None
    return " ".join(without_controls(without_surrogates(words)).split()) or None


def _clean_all(words: tuple[str, ...]) -> tuple[str, ...]:
    """Each value once, in order."""
    return tuple(dict.fromkeys(w for w in map(_clean, words) if w))
