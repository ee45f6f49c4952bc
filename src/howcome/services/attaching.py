"""Pictures and files that are dropped into a document: kept beside it, and listed as its evidence."""

from __future__ import annotations

import hashlib
from pathlib import Path
from urllib.parse import quote

from howcome.document import Document
from howcome.document.compose import compose, mint_id
from howcome.document.grammar import Attachment
from howcome.drafting.addition import Piece, listed
from howcome.live.room import Room
from howcome.storage.attachments import keep_attachment, picture_type
from howcome.text import Change, Source


async def attach(room: Room, folder: Path, name: str, data: bytes, who: str) -> str:
    """Keeps a file in the document's folder and lists it once. Gives the Markdown that shows or links it."""
    path = await room.shelf.on_disk(keep_attachment, folder, name, data)
    address = f"{folder.name}/{path.name}"
    picture = picture_type(data) is not None
    sha256 = hashlib.sha256(data).hexdigest()

    def make(source: Source) -> Change:
        document = Document.parse(source)
        if any(known.sha256 == sha256 for known in document.attachments):
            return Change(source.sha, ())
        new = mint_id(Attachment.letter, document.by_id)
        line = compose(Attachment, address, id=new, type="picture" if picture else "file", sha256=sha256)
        return listed(document, Piece(new, address, line))

    await room.change(make, who, "attachment")
    return f"{'!' if picture else ''}[{path.stem}]({quote(address)})"
