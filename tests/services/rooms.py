"""A room over one text, for tests of what people do with it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from howcome.live.room import Room
from howcome.services.workspace import Workspace


@asynccontextmanager
async def opened(folder: Path, text: str | bytes | None = None) -> AsyncIterator[tuple[Workspace, Room]]:
    """A library whose document `checkout` holds this text."""
    raw = text if isinstance(text, bytes) else (text or "---\nhowcome: 1\n---\n# Checkout\n").encode()
    (folder / "checkout.md").write_bytes(raw)
    workspace = Workspace(folder)
    await workspace.start()
    try:
        yield workspace, await workspace.rooms.open("checkout")
    finally:
        await workspace.close()
