"""Reading mode: the document in the look in which it is published, and the artefacts one click away."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from howcome.publishing import AUDIENCES, View, audience, exporter, exporter_names
from howcome.publishing.messages import message
from howcome.publishing.page import page_of
from howcome.publishing.view import PUBLIC
from howcome.publishing.writing import file_stem
from howcome.web.render import page
from howcome.web.routing import get
from howcome.web.shown import document_of, room_of, shown

if TYPE_CHECKING:
    from howcome.web.site import Site


async def read(request: Request, site: Site) -> Response:
    room = await room_of(request, site)
    document = document_of(room)
    return page(
        request, site, "read.html",
        doc=shown(room.name, document, "read"), page=page_of(View(document, "engineering")),
    )  # fmt: skip


async def share(request: Request, site: Site) -> Response:
    room = await room_of(request, site)
    document = document_of(room)
    chosen = audience(request.query_params.get("audience", "engineering"))
    words = message(document, chosen)
    return page(
        request, site, "share.html",
        doc=shown(room.name, document, "share"), audiences=AUDIENCES, audience=chosen, public=chosen in PUBLIC,
        message=words, rows=min(32, max(8, words.count("\n") + 3)),
    )  # fmt: skip


async def export(request: Request, site: Site) -> Response:
    room = await room_of(request, site)
    document = document_of(room)
    to = request.query_params.get("to", "html")
    if to == "md":
        content, kind, name = (
            document.source.to_bytes(),
            "text/markdown; charset=utf-8",
            f"{file_stem(document)}.md",
        )
    else:
        if to not in exporter_names():
            to = "html"
        made = exporter(to)(
            document, View(document, audience(request.query_params.get("audience", "engineering")))
        )
        content, kind, name = made.content, made.media_type, made.name
    plain = re.sub(r"[^A-Za-z0-9._-]", "-", name)
    headers = {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(content, media_type=kind, headers=headers)


ROUTES = (
    get("/d/{name:path}/read", read, example="/d/checkout/read"),
    get("/d/{name:path}/share", share, example="/d/checkout/share"),
    get("/d/{name:path}/export", export, example="/d/checkout/export"),
)
