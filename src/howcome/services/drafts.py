"""From dropped evidence to a document, and more evidence into one that exists."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from howcome.document import Document
from howcome.document.compose import compose_document, compose_head
from howcome.drafting.addition import Offer, Offered, accept
from howcome.live.room import Room
from howcome.storage.texts import NameRefused, StoredText
from howcome.text import Change, Source, diff

from .editing import clean
from .jobs import Job
from .work import Asked, Drafted
from .workspace import Workspace


def begin_draft(workspace: Workspace, staged: Path, asked: Asked) -> Job:
    """Begins to read staged evidence for a new document."""
    return workspace.jobs.start(staged, "draft", asked, finished=lambda job: _drafted(workspace, job))


async def _drafted(workspace: Workspace, job: Job) -> None:
    """Writes the document, and takes the evidence over for good."""
    made: Drafted = job.result
    # The evidence first: a draft whose statements cannot be opened is worse than evidence without a draft.
    await workspace.shelf.on_disk(workspace.evidence.keep, job.folder, made.pieces)
    stored = await create(workspace, made.stem, made.text)
    job.name = stored.name


async def create(workspace: Workspace, wanted: str, text: str) -> StoredText:
    """A new document under a free name near the wanted one."""
    while True:
        name = await workspace.shelf.on_disk(workspace.texts.free_name, wanted)
        try:
            stored = await workspace.shelf.on_disk(workspace.texts.create, name, Source(text))
        except NameRefused:
            # Somebody took the name a moment ago; there is another one.
            if await workspace.shelf.on_disk(workspace.texts.free_name, wanted) == name:
                raise
            continue
        await workspace.listing.look_now()
        return stored


async def create_blank(workspace: Workspace, title: str, severity: str, date: str) -> StoredText:
    """A new document with the ten sections and their questions."""
    said = clean(title) or "Untitled incident"
    head = compose_head({"title": said, "status": "draft", "severity": clean(severity), "date": date})
    return await create(workspace, f"{date}-{said}", compose_document(head, said, {}))


def begin_addition(workspace: Workspace, room: Room, staged: Path, asked: Asked) -> Job:
    """Begins to read more evidence for a document; what is new in it is offered, and nothing is changed."""
    return workspace.jobs.start(staged, "add", asked, name=room.name)


async def add_chosen(workspace: Workspace, room: Room, job: Job, chosen: Collection[int], who: str) -> int:
    """Inserts the chosen ones of what a job offered, each at its place in time. Gives how many."""
    offered, pieces = _offer(job)
    choices = (*offered.entries, *offered.others)
    entries: list[Offered] = []

    def make(source: Source) -> Change:
        # A form that is sent twice adds nothing twice.
        fresh = {n for n in chosen if 0 <= n < len(choices)} - job.taken
        entries.extend(choices[n] for n in sorted(fresh))
        if job.kept and not entries:
            return Change(source.sha, ())
        after, _ = accept(Document.parse(source), offered, entries)
        job.taken |= fresh
        return Change(source.sha, diff(source, after))

    await room.change(make, who, "evidence")
    if not job.kept:
        job.kept = True
        try:
            await workspace.shelf.on_disk(workspace.evidence.keep, job.folder, pieces)
        except BaseException:
            job.kept = False
            raise
    return len(entries)


def _offer(job: Job) -> tuple[Offer, tuple[tuple[str, str, str], ...]]:
    offered, pieces = job.result
    return offered, pieces
