"""Simulated people: each has a copy of the text, and every word that they type is one that nobody else types."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from howcome.live import messages
from howcome.live.client import Client
from howcome.live.messages import Reader
from howcome.live.replica import Replica
from howcome.live.room import Room
from howcome.live.rooms import Rooms
from howcome.live.shelf import Shelf
from howcome.storage.folder import FolderTexts
from howcome.storage.log import LiveLog
from howcome.storage.sqlite_log import SqliteLog
from howcome.text import Edit, Span

WORD = re.compile(r"‹[^›]*›")
DOCUMENT = "---\nhowcome: 1\n---\n# Checkout failed\n\n## Incident Summary\n\nShort 🚨 é.\n"


class Typist:
    """Somebody at a browser. `typed` are the words that must be in the text at the end, each once."""

    def __init__(self, room: Room, who: str) -> None:
        self.room = room
        self.who = who
        self.client = Client(who)
        self.replica = Replica()
        self.typed: list[str] = []
        self.notices: list[bytes] = []
        self.readings = 0
        self.kept = b""
        self._out: asyncio.Queue[bytes] = asyncio.Queue()
        self._own = False
        self.replica.observe(self._seen)
        self._tasks = [asyncio.create_task(self._hear()), asyncio.create_task(self._speak())]
        room.enter(self.client)
        self._out.put_nowait(messages.step_1(self.replica.vector))

    def _seen(self, update: bytes) -> None:
        if self._own:
            self._out.put_nowait(messages.update(update))

    async def _speak(self) -> None:
        while True:
            await self.room.receive(self.client, await self._out.get())
            self._out.task_done()

    async def _hear(self) -> None:
        while (message := await self.client.next()) is not None:
            reader = Reader(message)
            kind = reader.number()
            if kind == messages.SYNC:
                step = reader.number()
                body = reader.block()
                if step == messages.STEP_1:
                    self._out.put_nowait(messages.step_2(self.replica.missing(body)))
                else:
                    self.replica.apply(body)
            elif kind == messages.NOTICE:
                self.notices.append(reader.block())
            elif kind == messages.KEPT:
                self.kept = reader.block()
            elif kind == messages.READING:
                self.readings += 1

    def edit(self, *edits: Edit) -> None:
        self._own = True
        self.replica.edit(edits)
        self._own = False

    def type(self, word: str | None = None, at: int | None = None) -> None:
        """Types one word of their own somewhere in the text (never inside of another's)."""
        word = f"‹{self.who}{len(self.typed)}›" if word is None else word
        text = str(self.replica)
        place = random.randint(0, len(text)) if at is None else at
        for found in WORD.finditer(text):
            if found.start() < place < found.end():
                place = found.end()
        self.edit(Edit(Span(place, place), word))
        self.typed.append(word)

    async def leave(self) -> None:
        await self._out.join()
        for task in self._tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        self.room.leave(self.client)


async def says_nothing(name: str, text: str) -> bytes:
    return b"{}"


@asynccontextmanager
async def library(folder: Path, log: LiveLog | None = None) -> AsyncIterator[Rooms]:
    """The rooms of a folder, as the app opens them."""
    (folder / ".howcome").mkdir(exist_ok=True)
    log = log or SqliteLog(folder / ".howcome" / "live.db")
    shelf = Shelf(FolderTexts(folder), log, says_nothing)
    rooms = Rooms(shelf)
    await rooms.start()
    try:
        yield rooms
    finally:
        await rooms.close()
        shelf.close()
        log.close()


async def settled(room: Room, *people: Typist, wait: float = 5.0) -> str:
    """The text when all copies and the file are equal; fails if they are not within `wait` seconds."""
    for _ in range(int(wait / 0.02)):
        await asyncio.sleep(0.02)
        texts = {str(p.replica) for p in people} | {room.text}
        with suppress(FileNotFoundError):
            texts.add(room.shelf.texts.path_of(room.name).read_text("utf-8"))  # type: ignore[attr-defined]
        if len(texts) == 1:
            return texts.pop()
    raise AssertionError(f"{len(texts)} different texts: {[t[:200] for t in texts]}")


def count_words(text: str, *people: Typist) -> None:
    """Every typed word stands in the text, once."""
    found = WORD.findall(text)
    wanted = [w for p in people for w in p.typed]
    assert sorted(w for w in found if w in set(wanted)) == sorted(wanted)
    assert len(found) == len(set(found))
