"""Opens evidence at the place that a citation names: the statement itself, and what stood around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from howcome.document import Document
from howcome.document.grammar import Attachment
from howcome.evidence.gather import gather
from howcome.evidence.importer import Context
from howcome.evidence.model import Event, address_of
from howcome.storage.evidence import EvidenceFolder, KeptPiece
from howcome.storage.texts import NoSuchText

_AROUND = 12
_MOST = 400


@dataclass(frozen=True, slots=True)
class Place:
    """Statements of one piece of evidence, in order of time; `at` is the number of the one that is cited."""

    piece: KeptPiece
    events: tuple[Event, ...]
    at: int | None
    total: int


def open_place(evidence: EvidenceFolder, document: Document, address: str) -> Place:
    """The statement of an address, with its neighbours; without a key, the beginning of the piece.

    Raises `NoSuchText` for evidence that the document does not list, or that is not kept here.
    """
    source, _, key = address.partition("#")
    listed = document.find(source)
    if not isinstance(listed, Attachment) or not listed.sha256:
        raise NoSuchText(f"the document lists no evidence called {source!r} with its hash")
    piece = evidence.find(listed.sha256)
    events = _events(piece)
    at = next((n for n, e in enumerate(events) if key and _key(e) == key), None)
    start = max(0, at - _AROUND) if at is not None else 0
    shown = events[start : start + (2 * _AROUND + 1 if at is not None else _MOST)]
    return Place(piece, tuple(shown), at - start if at is not None else None, len(events))


def _key(event: Event) -> str:
    return address_of(event.source, event.key).partition("#")[2]


def _events(piece: KeptPiece) -> Sequence[Event]:
    folder = piece.upload
    return gather([folder], Context(zones={}, zone=None), only=piece.name).events
