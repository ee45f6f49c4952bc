"""The live connection of an editor: bytes between a browser and its room, bounded both ways.

Reads the raw messages of the server, because a wrapper that raises after a failed send drops what still waits to
be read.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.routing import BaseRoute, Match, compile_path
from starlette.types import Receive, Scope, Send

from howcome.errors import HowcomeError
from howcome.live import messages
from howcome.live.client import Client
from howcome.live.messages import BadMessage
from howcome.live.room import Room
from howcome.services.people import person
from howcome.storage.texts import NoSuchText

if TYPE_CHECKING:
    from .site import Site

_LARGEST_MESSAGE = 8 << 20
#: Messages and bytes per second that one browser may send on and on; what is beyond waits.
_MESSAGES, _BYTES = 400.0, 4e6
_NO_SESSION, _NO_DOCUMENT, _OLD_EPOCH, _NO_MESSAGE = 4401, 4404, 4409, 4400


class socket_route(BaseRoute):
    """The one WebSocket of the app: `/d/NAME/live?epoch=…`."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.path = "/d/{name:path}/live"
        self.pattern, _, _ = compile_path(self.path)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        if scope["type"] == "websocket" and (found := self.pattern.match(scope["path"])):
            return Match.FULL, {"path_params": {"name": found["name"]}}
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        await _talk(self.site, scope, receive, send)


async def _talk(site: Site, scope: Scope, receive: Receive, send: Send) -> None:
    await receive()
    session = scope["state"]["session"]
    await send({"type": "websocket.accept"})
    if not session:
        await send({"type": "websocket.close", "code": _NO_SESSION})
        return
    try:
        room = await site.workspace.rooms.open(scope["path_params"]["name"])
    except NoSuchText:
        await send({"type": "websocket.close", "code": _NO_DOCUMENT})
        return
    except HowcomeError as error:
        await send({"type": "websocket.send", "bytes": messages.notice("refused", words=str(error))})
        await send({"type": "websocket.close", "code": _NO_DOCUMENT})
        return
    epoch = parse_qs(scope["query_string"].decode("ascii", "replace")).get("epoch", [""])[0]
    if epoch != room.epoch:
        words = "This page shows an older life of the document; it is loaded again."
        notice = messages.notice("moved", epoch=room.epoch, reason="rebuilt", words=words)
        await send({"type": "websocket.send", "bytes": notice})
        await send({"type": "websocket.close", "code": _OLD_EPOCH})
        return
    client = Client(person(session, scope["state"]["name"]).name)
    room.enter(client)
    pump = asyncio.create_task(_pump(client, send))
    try:
        await _listen(room, client, receive)
    finally:
        room.leave(client)
        client.close(1000)
        with suppress(Exception):
            async with asyncio.timeout(5):
                await pump
        pump.cancel()


async def _pump(client: Client, send: Send) -> None:
    """Sends what waits, one message after another; a send that fails ends only this."""
    with suppress(OSError, RuntimeError):
        while (message := await client.next()) is not None:
            await send({"type": "websocket.send", "bytes": message})
        await send({"type": "websocket.close", "code": client.code or 1000})


async def _listen(room: Room, client: Client, receive: Receive) -> None:
    pace = _Pace()
    while True:
        message = await receive()
        if message["type"] != "websocket.receive":
            return
        data = message.get("bytes")
        if data is None or len(data) > _LARGEST_MESSAGE:
            client.close(_NO_MESSAGE if data is None else 1009)
            return
        await pace.wait(len(data))
        try:
            await room.receive(client, data)
        except BadMessage:
            client.close(_NO_MESSAGE)
            return


class _Pace:
    """Makes a flood wait, so that it fills the sender's own buffers and nobody else's time."""

    def __init__(self) -> None:
        self.messages = self.bytes = 0.0
        self.at = time.monotonic()

    async def wait(self, size: int) -> None:
        now = time.monotonic()
        passed = now - self.at
        self.at = now
        self.messages = max(0.0, self.messages - passed * _MESSAGES) + 1
        self.bytes = max(0.0, self.bytes - passed * _BYTES) + size
        over = max((self.messages - 2 * _MESSAGES) / _MESSAGES, (self.bytes - 4 * _BYTES) / _BYTES)
        # Also where nothing is over: who sends without a pause is read without one, and would have every turn.
        await asyncio.sleep(min(max(over, 0.0), 5.0))
