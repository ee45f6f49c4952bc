"""Files of our own (styles, scripts, the icon), and the attachments of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from howcome.storage.attachments import attachment, picture_type
from howcome.storage.texts import NoSuchText
from howcome.web.routing import get
from howcome.web.site import static_file

if TYPE_CHECKING:
    from howcome.web.site import Site

_KNOWN = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".txt": "text/plain"}
_FOREVER = "public, max-age=31536000, immutable"


async def static(request: Request, site: Site) -> Response:
    name = request.path_params["file"]
    kind = next((k for ending, k in _KNOWN.items() if name.endswith(ending)), None)
    data = static_file(name) if kind else None
    if data is None:
        raise NoSuchText("there is no such file")
    known = request.path_params["digest"] == site.asset(name).split("/")[2]
    return Response(
        data,
        media_type=f"{kind}; charset=utf-8",
        headers={"Cache-Control": _FOREVER if known else "no-cache"},
    )


async def attached(request: Request, site: Site) -> Response:
    """A picture is shown; anything else is only ever saved, and could not run where it lies."""
    folder = site.workspace.texts.attachments_of(request.path_params["name"])
    path = attachment(folder, request.path_params["file"])
    with path.open("rb") as stream:
        kind = picture_type(stream.read(16))
    headers = {"Content-Security-Policy": "default-src 'none'; sandbox", "Cache-Control": "no-cache"}
    if kind:
        return FileResponse(path, media_type=kind, headers=headers)
    return FileResponse(path, media_type="application/octet-stream", filename=path.name, headers=headers)


ROUTES = (
    get("/static/{digest}/{file:path}", static, rule="anyone", example="/static/x/app.css"),
    get("/d/{name:path}/files/{file}", attached, example="/d/checkout/files/none.png"),
)
