"""What every page of one document shows above its own part: title, state, and the ways to look at it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.requests import Request

from howcome.document import Document
from howcome.live.room import Room
from howcome.storage.texts import TextTooLarge

if TYPE_CHECKING:
    from .site import Site

VIEWS = (
    ("write", "Write"),
    ("timeline", "Timeline"),
    ("causes", "Causes"),
    ("actions", "Actions"),
    ("impact", "Impact"),
    ("evidence", "Evidence"),
    ("read", "Read"),
    ("share", "Share"),
    ("history", "History"),
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as the top of its pages shows it. `base` is the address below which all of them lie."""

    name: str
    base: str
    view: str
    title: str
    severity: str
    status: str
    views: tuple[tuple[str, str], ...] = VIEWS


def base_of(name: str) -> str:
    """The address of a document: everything about it lies below."""
    return f"/d/{quote(name)}"


def shown(name: str, document: Document, view: str) -> Shown:
    """The top of a page of this document."""
    head = document.head
    return Shown(
        name,
        base_of(name),
        view,
        document.title or name,
        head.severity or "",
        (head.status or "").capitalize(),
    )


async def room_of(request: Request, site: Site) -> Room:
    """The room of the document that the address names. Raises what opening raises."""
    return await site.workspace.rooms.open(request.path_params["name"])


async def readable(request: Request, site: Site) -> Document:
    """The document that the address names, to be read: as it is being edited, or, where it is too large for
    that, as it lies in the library. A long one is read beside the loop."""
    name = request.path_params["name"]
    try:
        text = (await room_of(request, site)).text
    except TextTooLarge:
        text = (await site.workspace.shelf.on_disk(site.workspace.texts.read, name)).source.text
    return await site.workspace.shelf.on_disk(_read, text, name.rsplit("/", 1)[-1])


def document_of(room: Room) -> Document:
    """The document as it is at this instant."""
    return _read(room.text, room.name.rsplit("/", 1)[-1])


@lru_cache(maxsize=8)
def _read(text: str, stem: str) -> Document:
    """A document never changes, so whoever asks for the same text gets the same one: reading takes a while."""
    return Document.parse(text, stem)
