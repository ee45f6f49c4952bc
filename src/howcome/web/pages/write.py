"""The document page: the text, its sections and findings, and the structured edits that the editor asks for."""

from __future__ import annotations

import base64
import binascii
import json
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from howcome.errors import UsageError
from howcome.services import attaching, editing
from howcome.storage.attachments import LARGEST_ATTACHMENT
from howcome.text import Source
from howcome.web.render import page
from howcome.web.routing import get, post
from howcome.web.shown import document_of, room_of, shown
from howcome.web.uploads import one_file

if TYPE_CHECKING:
    from howcome.checks import Settings
    from howcome.live.room import Room
    from howcome.web.site import Site

_LARGEST_FORK = 16 << 20


async def show(request: Request, site: Site) -> Response:
    room = await room_of(request, site)
    reading = json.loads(room.reading or await site.workspace.reader.read(room.name, room.text))
    return page(
        request, site, "write.html",
        doc=shown(room.name, document_of(room), "write"), epoch=room.epoch, text=room.text, reading=reading,
        drafted=site.workspace.jobs.get(request.query_params.get("drafted", "")),
    )  # fmt: skip


async def _asked(request: Request) -> dict[str, Any]:
    try:
        said = json.loads(await request.body())
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise UsageError("the request is no JSON object")
    return said


def _words(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    return value if isinstance(value, str) else ""


async def set_field(request: Request, site: Site) -> Response:
    room, said = await room_of(request, site), await _asked(request)
    line = said.get("line")
    field = editing.Field(
        _words(said, "ref"),
        _words(said, "field"),
        _words(said, "was").strip(),
        line if isinstance(line, str) else None,
    )
    await editing.set_value(room, field, _words(said, "value"), site.person(request).name)
    return JSONResponse({})


async def _settings(site: Site, room: Room) -> Settings:
    workspace = site.workspace
    return await workspace.shelf.on_disk(workspace.settings_of, room.name)


async def take_fix(request: Request, site: Site) -> Response:
    room, said = await room_of(request, site), await _asked(request)
    index = said.get("index")
    settings = await _settings(site, room)
    await editing.apply_fix(
        room, _words(said, "key"), index if isinstance(index, int) else 0, site.person(request).name, settings
    )
    return JSONResponse({})


async def dismiss(request: Request, site: Site) -> Response:
    room, said = await room_of(request, site), await _asked(request)
    settings = await _settings(site, room)
    who = site.person(request).name
    await editing.dismiss(room, _words(said, "key"), _words(said, "reason"), who, settings)
    return JSONResponse({})


async def add_item(request: Request, site: Site) -> Response:
    room, said = await room_of(request, site), await _asked(request)
    given = said.get("values")
    fields = {k: _one_line(v) for k, v in given.items()} if isinstance(given, dict) else {}
    under = fields.pop("under", None)
    made = await editing.add_item(
        room,
        _words(said, "kind"),
        _words(said, "text"),
        site.person(request).name,
        under=under,
        fields=fields,
    )
    source = Source(room.text)
    span = (source.to_utf16(made.words.start), source.to_utf16(made.words.end))
    return JSONResponse({"ref": made.ref, "from": span[0], "to": span[1]})


def _one_line(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


async def attach(request: Request, site: Site) -> Response:
    room = await room_of(request, site)
    name, data = await one_file(request, LARGEST_ATTACHMENT)
    folder = site.workspace.texts.attachments_of(room.name)
    markdown = await attaching.attach(room, folder, name, data, site.person(request).name)
    return JSONResponse({"markdown": markdown})


async def fork(request: Request, site: Site) -> Response:
    said = await _asked(request)
    try:
        update = base64.b64decode(_words(said, "update"), validate=True)
        words = await site.workspace.rooms.take_in(
            request.path_params["name"], _words(said, "epoch"), update, site.person(request).name
        )
    except (ValueError, binascii.Error):
        raise UsageError("these changes cannot be read") from None
    return JSONResponse({"words": words})


_EXAMPLE = "/d/checkout/"
ROUTES = (
    get("/d/{name:path}/write", show, example=f"{_EXAMPLE}write"),
    post("/d/{name:path}/fields", set_field, example=f"{_EXAMPLE}fields"),
    post("/d/{name:path}/fixes", take_fix, example=f"{_EXAMPLE}fixes"),
    post("/d/{name:path}/dismissals", dismiss, example=f"{_EXAMPLE}dismissals"),
    post("/d/{name:path}/items", add_item, example=f"{_EXAMPLE}items"),
    post(
        "/d/{name:path}/attachments",
        attach,
        example=f"{_EXAMPLE}attachments",
        body=LARGEST_ATTACHMENT + (1 << 20),
    ),
    post("/d/{name:path}/fork", fork, example=f"{_EXAMPLE}fork", body=_LARGEST_FORK),
)
