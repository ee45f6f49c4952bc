"""Reading mode: the document in the look in which it is published, and the artefacts one click away."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from howcome.document import Document
from howcome.publishing import AUDIENCES, Artefact, View, audience, exporter
from howcome.publishing.messages import message
from howcome.publishing.page import page_of
from howcome.publishing.view import PUBLIC, Audience
from howcome.publishing.writing import file_stem
from howcome.storage.attachments import pictures_of
from howcome.web.render import page
from howcome.web.routing import get
from howcome.web.shown import readable, shown

if TYPE_CHECKING:
    from howcome.web.site import Site


async def read(request: Request, site: Site) -> Response:
    document = await readable(request, site)
    values = await site.workspace.shelf.on_disk(_values, document, _folder(request, site))
    doc = shown(request.path_params["name"], document, "read")
    return page(request, site, "read.html", doc=doc, page=values)


def _values(document: Document, folder: Path) -> dict[str, Any]:
    return page_of(View(document, "engineering", pictures_of(folder)))


def _folder(request: Request, site: Site) -> Path:
    return site.workspace.texts.attachments_of(request.path_params["name"])


async def share(request: Request, site: Site) -> Response:
    document = await readable(request, site)
    chosen = audience(request.query_params.get("audience", "engineering"))
    words = await site.workspace.shelf.on_disk(message, document, chosen)
    return page(
        request, site, "share.html",
        doc=shown(request.path_params["name"], document, "share"), audiences=AUDIENCES, audience=chosen,
        public=chosen in PUBLIC, message=words, rows=min(32, max(8, words.count("\n") + 3)),
    )  # fmt: skip


async def export(request: Request, site: Site) -> Response:
    document = await readable(request, site)
    to = request.query_params.get("to", "html")
    chosen = audience(request.query_params.get("audience", "engineering"))
    made = await site.workspace.shelf.on_disk(_made, document, to, chosen, _folder(request, site))
    plain = re.sub(r"[^A-Za-z0-9._-]", "-", made.name)
    headers = {
        "Content-Disposition": f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(made.name)}",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(made.content, media_type=made.media_type, headers=headers)


def _made(document: Document, to: str, chosen: Audience, folder: Path) -> Artefact:
    """The artefact; `md` is the text itself. Raises `UsageError` for what nothing makes."""
    if to == "md":
        return Artefact(
            document.source.to_bytes(), "text/markdown; charset=utf-8", f"{file_stem(document)}.md"
        )
    return exporter(to)(document, View(document, chosen, pictures_of(folder)))


ROUTES = (
    get("/d/{name:path}/read", read, example="/d/checkout/read"),
    get("/d/{name:path}/share", share, example="/d/checkout/share"),
    get("/d/{name:path}/export", export, example="/d/checkout/export"),
)
