"""What a job does in its own process: reads evidence, and drafts a document or finds what is new for one."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from howcome.errors import HowcomeError


@dataclass(frozen=True, slots=True)
class Asked:
    """What the person said about the evidence. `text` is the document that it is for, where there is one."""

    title: str = ""
    timezone: str = ""
    incident: str = ""
    since: str = ""
    until: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft's text, a file name for it, and how it came to be."""

    text: str
    stem: str
    how: tuple[str, ...]
    entries: int
    left_out: int
    pieces: tuple[tuple[str, str, str], ...]


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder; at least 1."""
    return max(1, sum(os.path.getsize(Path(w, n)) for w, _, names in os.walk(folder) for n in names))


def run(pipe: Connection, what: str, folder: Path, asked: Asked, memory: int) -> None:
    """The process. Sends (`progress`, (bytes, name)), (`piece`, …) and (`problem`, words) as it reads, and at last
    (`done`, …) or (`failed`, (words, hint))."""
    _limit(memory)
    try:
        pipe.send(("done", _do(pipe, what, folder, asked)))
    except HowcomeError as error:
        pipe.send(("failed", (str(error), error.hint or "")))
    except MemoryError:
        pipe.send(
            ("failed", ("this evidence needs more memory than one reading may take", "leave some of it out"))
        )
    except Exception as error:
        pipe.send(
            (
                "failed",
                (f"reading failed: {type(error).__name__}: {error}", "leave the last file out and try again"),
            )
        )


def _limit(memory: int) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        os.nice(5)


def _do(pipe: Connection, what: str, folder: Path, asked: Asked) -> Any:
    from howcome.document import Document
    from howcome.drafting.addition import offer
    from howcome.drafting.draft import draft
    from howcome.drafting.incident import Wanted
    from howcome.errors import InputError
    from howcome.evidence.gather import gather
    from howcome.evidence.importer import Context
    from howcome.evidence.model import Evidence, Problem

    zone = _zone(asked.timezone)
    since, until = (_time(words, zone) for words in (asked.since, asked.until))

    def found(one: Evidence | Problem) -> None:
        if isinstance(one, Evidence):
            pipe.send(("piece", {"name": one.name, "kind": one.kind, "events": one.events}))
        else:
            pipe.send(("problem", str(one)))

    collected = gather(
        [folder],
        Context(zones={}, zone=zone),
        lambda done, name: pipe.send(("progress", (done, name))),
        found=found,
    )
    pipe.send(("progress", (1 << 60, "finding the incident in it")))
    if not collected.evidence:
        raise InputError("none of these files could be read as evidence", hint="the list says why for each")
    wanted = Wanted(asked.incident or None, None, since, until)
    kept = tuple((e.sha256, e.name, e.kind) for e in collected.evidence)
    if what == "add":
        return offer(Document.parse(asked.text), collected, wanted), kept
    made = draft(collected, wanted, title=asked.title or None)
    service = next(iter(Document.parse(made.text).head.services or ()), "")
    stem = f"{made.scope.start:%Y-%m-%d}-{service or 'incident'}"
    return Drafted(made.text, stem, made.how, len(made.timeline.entries), len(made.left_out), kept)


def _time(words: str, zone: Any) -> Any:
    from howcome.errors import UsageError
    from howcome.evidence.importer import read_time

    if not words.strip():
        return None
    time = read_time(words.strip(), zone or UTC)
    if time is None:
        raise UsageError(f"{words!r} is no time", hint="write one such as 2026-11-20T14:02Z")
    return time


def _zone(words: str) -> Any:
    from howcome.document.moment import zone_of
    from howcome.errors import UsageError

    if not words.strip():
        return None
    zone = zone_of(words.strip())
    if zone is None:
        raise UsageError(f"{words!r} is no time zone", hint="write one such as Europe/Berlin, UTC or +02:00")
    return zone
