"""Ids in an editor: where one is given, who refers to it, another name for it, and what a citation opens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from lsprotocol import types

from howcome.document.grammar import Attachment
from howcome.document.mentions import mention_at, mentions, mentions_of, rename
from howcome.errors import HowcomeError, UsageError
from howcome.storage.evidence import EvidenceFolder

from .texts import OpenText

_ADDRESS = re.compile(r"https?://\S+\Z")


class NoIdHere(UsageError):
    """Something was to be renamed that is no id."""


def definition(text: OpenText, offset: int) -> types.Location | None:
    """Where the item stands that the id at an offset belongs to."""
    mention = mention_at(text.document, offset)
    item = text.document.by_id.get(mention.id) if mention else None
    return text.location(item.cells["id"].span) if item else None


def references(text: OpenText, offset: int, *, declaration: bool) -> list[types.Location]:
    """All places of the id at an offset; with `declaration` also where it is given."""
    mention = mention_at(text.document, offset)
    found = mentions_of(text.document, mention.id) if mention else []
    return [text.location(m.span) for m in found if declaration or not m.gives]


def highlights(text: OpenText, offset: int) -> list[types.DocumentHighlight]:
    """All places of the id at an offset."""
    mention = mention_at(text.document, offset)
    found = mentions_of(text.document, mention.id) if mention else []
    kinds = types.DocumentHighlightKind
    return [
        types.DocumentHighlight(text.range(m.span), kinds.Write if m.gives else kinds.Read) for m in found
    ]


def renamable(text: OpenText, offset: int) -> types.PrepareRenamePlaceholder:
    """The id at an offset. Raises `NoIdHere`, or what `rename` refuses."""
    mention = mention_at(text.document, offset)
    if mention is None:
        raise NoIdHere("only an id can be renamed", hint="put the cursor on one, such as ^a7kq2")
    rename(text.document, mention.id, mention.id)
    return types.PrepareRenamePlaceholder(text.range(mention.span), mention.id)


def renamed(text: OpenText, offset: int, name: str, *, versioned: bool) -> types.WorkspaceEdit:
    """The edits that give the id at an offset another name. Raises `NoIdHere`, or what `rename` refuses."""
    mention = mention_at(text.document, offset)
    if mention is None:
        raise NoIdHere("only an id can be renamed", hint="put the cursor on one, such as ^a7kq2")
    return text.workspace_edit(rename(text.document, mention.id, name).edits, versioned=versioned)


def links(text: OpenText) -> list[types.DocumentLink]:
    """Citations of evidence and the list of it, each as a link to the file or page where it can be opened."""
    pieces = {p.id: p for p in text.document.attachments if p.id}
    targets = {id: target for id, piece in pieces.items() if (target := _target(text, piece))}
    found = []
    for mention in mentions(text.document):
        if mention.id in targets and mention.id in pieces:
            start = mention.span.start
            span = mention.span._replace(end=start + len(mention.address or mention.id))
            tooltip = f"Open {pieces[mention.id].text or mention.id}"
            found.append(types.DocumentLink(text.range(span), targets[mention.id], tooltip))
    return found


def _target(text: OpenText, piece: Attachment) -> str | None:
    """The address of a piece of evidence: a page, a file beside the document, or a file that the library keeps."""
    name = piece.text or ""
    if _ADDRESS.match(name):
        return name
    if text.path is None:
        return None
    for path in _paths(text.path.parent, piece, name):
        try:
            if path.is_file():
                return path.as_uri()
        except (OSError, ValueError):
            continue
    return None


def _paths(folder: Path, piece: Attachment, name: str) -> Iterator[Path]:
    """Where a piece may lie; never outside of the document's folder."""
    parts = PurePosixPath(name).parts
    if parts and ".." not in parts and not PurePosixPath(name).is_absolute() and not Path(name).is_absolute():
        yield folder / name
    if piece.sha256:
        try:
            kept = EvidenceFolder(folder / ".evidence").find(piece.sha256)
        except HowcomeError:
            return
        if ".." not in PurePosixPath(kept.name).parts:
            yield kept.upload / kept.name
