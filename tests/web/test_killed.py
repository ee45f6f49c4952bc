"""The real server, killed in the middle of everything: what it had acknowledged is there when it is back."""

from __future__ import annotations

import asyncio
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect

from howcome.live import messages
from howcome.live.messages import Reader
from howcome.live.replica import Replica
from howcome.text import Edit, Span

from .browsing import library, server

PEOPLE, WORDS = 20, 12


class Tab:
    """One browser tab: what it typed, and what the server said that it keeps."""

    def __init__(self, number: int, connection: ClientConnection) -> None:
        self.number = number
        self.connection = connection
        self.replica = Replica()
        self.typed = 0
        self.kept = 0
        self._vectors: list[tuple[bytes, int]] = []
        self._updates: list[bytes] = []
        self.replica.observe(self._updates.append)

    async def hear(self) -> None:
        await self.connection.send(messages.step_1(self.replica.vector))
        async for data in self.connection:
            assert isinstance(data, bytes)
            reader = Reader(data)
            kind = reader.number()
            if kind == messages.SYNC and reader.number() != messages.STEP_1:
                self.replica.apply(reader.block())
            elif kind == messages.KEPT:
                # Each message of ours is acknowledged by one of these, in order; the first is for coming in.
                self.kept = min(self.kept + 1, self.typed + 1)

    async def type(self) -> None:
        while "Short" not in str(self.replica):
            await asyncio.sleep(0.01)
        for n in range(WORDS):
            self._updates.clear()
            self.replica.edit([Edit(Span(0, 0), f"‹{self.number}.{n}›")])
            self.typed += 1
            await self.connection.send(messages.update(self._updates[-1]))
            await asyncio.sleep(0.01)


async def _type_and_die(host: str, epoch: str, kill: object) -> list[Tab]:
    tabs: list[Tab] = []
    for n in range(PEOPLE):
        connection = await connect(f"ws://{host}/d/checkout/live?epoch={epoch}", origin=f"http://{host}")  # type: ignore[arg-type]
        tabs.append(Tab(n, connection))
    hearing = [asyncio.create_task(tab.hear()) for tab in tabs]
    typing = [asyncio.create_task(tab.type()) for tab in tabs]
    async with asyncio.timeout(20):
        while sum(tab.typed for tab in tabs) < PEOPLE * WORDS // 2:
            await asyncio.sleep(0.005)
        # What everybody holds by now has gone through the server's log: an update is logged before it is told.
        told = {tab.number: str(tab.replica) for tab in tabs}
        kill()  # type: ignore[operator]
    for task in (*hearing, *typing):
        task.cancel()
    await asyncio.gather(*hearing, *typing, return_exceptions=True)
    seen = {
        f"‹{writer.number}.{n}›"
        for reader, text in told.items()
        for writer in tabs
        if writer.number != reader
        for n in range(WORDS)
        if f"‹{writer.number}.{n}›" in text
    }
    assert seen, "nobody had heard of anybody"
    for tab in tabs:
        tab.told = seen  # type: ignore[attr-defined]
    return tabs


def _epoch(host: str) -> str:
    import re
    import urllib.request

    with urllib.request.urlopen(f"http://{host}/d/checkout/write", timeout=20) as answer:
        page = answer.read().decode()
    found = re.search(r"\be[0-9a-f]{16}\b", page)
    assert found, page[:2000]
    return found[0]


def test_what_anybody_was_told_survives_kill_9_while_twenty_type(tmp_path: Path) -> None:
    library(tmp_path)
    with server(tmp_path) as running:
        epoch = _epoch(running.host)
        tabs = asyncio.run(_type_and_die(running.host, epoch, running.kill))
    with server(tmp_path) as again:
        assert _epoch(again.host) == epoch
        assert again.stop() in (0, -2, 130)
    text = (tmp_path / "checkout.md").read_text("utf-8")
    for word in tabs[0].told:  # type: ignore[attr-defined]
        assert text.count(word) == 1
    assert "Short 🚨 é." in text


def test_a_server_that_is_asked_to_end_writes_everything_first(tmp_path: Path) -> None:
    library(tmp_path)

    async def go(host: str, epoch: str) -> None:
        async with connect(
            f"ws://{host}/d/checkout/live?epoch={epoch}", origin=f"http://{host}"
        ) as connection:  # type: ignore[arg-type]
            tab = Tab(0, connection)
            hearing = asyncio.create_task(tab.hear())
            await tab.type()
            async with asyncio.timeout(10):
                while tab.kept < 2:
                    await asyncio.sleep(0.01)
            hearing.cancel()

    with server(tmp_path) as running:
        asyncio.run(go(running.host, _epoch(running.host)))
        assert running.stop() in (0, -2, 130)
    assert "‹0.0›" in (tmp_path / "checkout.md").read_text("utf-8")
