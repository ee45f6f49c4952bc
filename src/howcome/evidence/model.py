"""The normal form of evidence: what every importer yields and everything downstream reads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

from howcome.document.grammar import EventKind as EventKind
from howcome.document.moment import Certainty as Certainty
from howcome.text import without_controls

Signal = Literal[
    # alert: the rule fired, the rule is quiet again
    "fired", "recovered",
    # page: life of a page in a pager
    "triggered", "notified", "acknowledged", "escalated", "annotated", "resolved",
    # deploy: life of a deployment or a workflow run
    "started", "waiting", "progressed", "finished", "failed", "cancelled",
    # change: a commit, a merge (of a pull request)
    "committed", "merged", "reverted",
    # status: words of a status page
    "investigating", "identified", "monitoring", "status-resolved", "maintenance",
]  # fmt: skip


def address_of(source: str, key: str) -> str:
    """`source#key`; white space and what parts a list of addresses or fields are percent-encoded."""
    return f"{source}#{_UNSAFE.sub(lambda m: ''.join(f'%{b:02X}' for b in m.group().encode()), key)}"


_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029,;()\"<>`|%\\*\[\]]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened, as one piece of evidence states it.

    `time` is zone-aware; `source` is the id of its `Evidence` and `key` the source's own address of the
    statement (a message's timestamp, an alert's fingerprint, a line number), so that `address` still
    holds for a new export. `text` is one line of plain words, as the source says it; names in it are
    the source's names (roles replace them only when something is written).

    `actors` are people or bots as the source names them. `group` ties events of one thread of the story
    together: the channel, the page's number, the alert's fingerprint, the deployment's id. `reference`
    names what was changed (a version, a commit, a pull request). `count` is the number of like
    statements that this event stands for, `until` the time of the last.
    """

    time: datetime
    kind: EventKind
    text: str
    source: str
    key: str
    until: datetime | None = None
    certainty: Certainty = "exact"
    actors: tuple[str, ...] = ()
    service: str | None = None
    severity: str | None = None
    signal: Signal | None = None
    group: str | None = None
    thread: str | None = None
    reference: str | None = None
    environment: str | None = None
    pinned: bool = False
    reactions: int = 0
    automatic: bool = False
    count: int = 1
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where the statement stands: `source#key`."""
        return address_of(self.source, self.key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One piece of evidence: a file, a chat channel, a repository.

    `id` is short and unique within a gathering; `name` is the path below what was named on the command
    line; `kind` is the importer's name; `sha256` is of the bytes as they lay on disk (compressed, if
    they were). `events` counts what was stated in it, used or not.
    """

    id: str
    name: str
    kind: str
    sha256: str
    size: int
    events: int = 0
    first: datetime | None = None
    last: datetime | None = None


class Problem(NamedTuple):
    """What could not be understood: which evidence, where in it, and what was expected."""

    name: str
    place: str
    message: str

    def __str__(self) -> str:
        where = f"{self.name}, {self.place}" if self.place else self.name
        return without_controls(f"{where}: {self.message}").replace("\n", " ")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom the evidence knows: `names` are every spelling (real name, display name, handle, id)."""

    names: tuple[str, ...]
    email: str | None = None
    title: str | None = None
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """One metric over time. `points` are (epoch seconds, value), ordered, without NaN."""

    source: str
    key: str
    name: str
    labels: Mapping[str, str]
    points: tuple[tuple[float, float], ...]


class LogLine(NamedTuple):
    """One line (or record) of a log, folded into events by `evidence.logs.folding`, never kept as it is.

    `time` is epoch seconds in UTC, or None where the line has none of its own; `level` is one of
    "debug", "info", "warning", "error", "fatal" or None; `line` is its number in the file, from 1.
    """

    time: float | None
    level: str | None
    text: str
    service: str | None
    line: int


class Request(NamedTuple):
    """One answered request of an access log. `time` is epoch seconds in UTC, `duration` seconds."""

    time: float
    status: int
    method: str | None
    path: str | None
    user: str | None
    duration: float | None
    service: str | None
    environment: str | None = None


Record = Event | Series | LogLine | Request | Person | Problem
