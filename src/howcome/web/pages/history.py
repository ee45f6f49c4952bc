"""History: kept versions of a document, what changed since each, and going back to one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from difflib import SequenceMatcher
from itertools import islice
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from howcome.document import Document
from howcome.errors import UsageError
from howcome.live.transcription import to_editor
from howcome.storage.log import Version
from howcome.storage.texts import NoSuchText
from howcome.text import Source
from howcome.web.render import page
from howcome.web.routing import get, post
from howcome.web.shown import base_of, shown
from howcome.web.site import back_to

if TYPE_CHECKING:
    from howcome.web.site import Site

_AROUND = 2
_MOST_ROWS = 2000


async def history(request: Request, site: Site) -> Response:
    """Also of a document whose file is gone: its versions are what is left of it."""
    name = request.path_params["name"]
    workspace = site.workspace
    text, document = await _now(site, name)
    versions = await workspace.shelf.in_log(workspace.log.versions, name)
    if not versions and text is None:
        raise NoSuchText(f"there is no document {name!r} in this library")
    wanted = request.query_params.get("version", "")
    chosen = next((v for v in versions if str(v.id) == wanted), None)
    difference = None
    if chosen:
        old = await _text_of(site, chosen)
        rows = await workspace.shelf.on_disk(lambda: list(islice(_rows(old, text or ""), _MOST_ROWS)))
        difference = {"id": chosen.id, "rows": rows}
    return page(
        request, site, "history.html",
        doc=shown(name, document, "history"), versions=[_listed(v, chosen) for v in versions], shown=difference,
        gone=text is None,
    )  # fmt: skip


async def restore(request: Request, site: Site) -> Response:
    name = request.path_params["name"]
    workspace = site.workspace
    form = await request.form()
    wanted = str(form.get("version", ""))
    versions = await workspace.shelf.in_log(workspace.log.versions, name)
    chosen = next((v for v in versions if str(v.id) == wanted), None)
    if chosen is None:
        raise UsageError("this version is not known any more")
    raw = await workspace.shelf.in_log(workspace.log.version_text, chosen.id)
    if (await _now(site, name))[0] is None:
        await workspace.shelf.on_disk(workspace.texts.create, name, Source.from_bytes(raw))
    else:
        room = await workspace.rooms.open(name)
        await room.checkpoint("before an older version was restored")
        await room.become(to_editor(Source.from_bytes(raw)), site.person(request).name, "restore")
    return back_to(f"{base_of(name)}/write")


async def _now(site: Site, name: str) -> tuple[str | None, Document]:
    try:
        room = await site.workspace.rooms.open(name)
    except NoSuchText:
        return None, Document.parse("", name)
    return room.text, Document.parse(room.text, name)


async def _text_of(site: Site, version: Version) -> str:
    raw = await site.workspace.shelf.in_log(site.workspace.log.version_text, version.id)
    return to_editor(Source.from_bytes(raw))


def _listed(version: Version, chosen: Version | None) -> dict[str, Any]:
    when = datetime.fromtimestamp(version.at, UTC)
    return {
        "id": version.id,
        "iso": when.isoformat(),
        "when": f"{when:%Y-%m-%d %H:%M} UTC",
        "who": ", ".join(version.who) or "nobody in the app",
        "why": version.why,
        "chosen": chosen is not None and version.id == chosen.id,
    }


def _rows(old: str, new: str) -> Iterator[dict[str, str]]:
    """Lines taken away and added, with a little of what stands around them."""
    before, after = old.split("\n"), new.split("\n")
    for group in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(_AROUND):
        yield {"kind": "place", "sign": "…", "text": f"line {group[0][3] + 1}"}
        for tag, i, j, k, m in group:
            if tag == "equal":
                yield from ({"kind": "same", "sign": " ", "text": line} for line in before[i:j])
                continue
            yield from ({"kind": "removed", "sign": "−", "text": line} for line in before[i:j])
            yield from ({"kind": "added", "sign": "+", "text": line} for line in after[k:m])


ROUTES = (
    get("/d/{name:path}/history", history, example="/d/checkout/history"),
    post("/d/{name:path}/restore", restore, example="/d/checkout/restore"),
)
