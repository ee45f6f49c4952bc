"""Tells pages without an editor that the text has changed: server-sent events, one line for each new text."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from howcome.live.room import Room
from howcome.services.reading import text_hash
from howcome.web.routing import get
from howcome.web.shown import room_of

if TYPE_CHECKING:
    from howcome.web.site import Site

_EVERY, _ALIVE = 0.3, 15.0


async def changes(request: Request, site: Site) -> Response:
    room = await room_of(request, site)
    return StreamingResponse(_told(room, request), media_type="text/event-stream")


async def _told(room: Room, request: Request) -> AsyncIterator[str]:
    known = ""
    waited = 0.0
    while not room.closed and not await request.is_disconnected():
        text = room.text
        if text != known:
            known, waited = text, 0.0
            yield f"event: text\ndata: {text_hash(text)}\n\n"
        elif waited > _ALIVE:
            waited = 0.0
            yield ": here\n\n"
        await asyncio.sleep(_EVERY)
        waited += _EVERY
    yield "event: moved\ndata: \n\n"


ROUTES = (get("/d/{name:path}/changes", changes, example="/d/checkout/changes"),)
