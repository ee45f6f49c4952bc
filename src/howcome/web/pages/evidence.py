"""The evidence of a document: what it consists of, each statement at its place, and more of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response

from howcome.document import Document
from howcome.document.items import references
from howcome.errors import UsageError
from howcome.services import drafts
from howcome.services.places import open_place
from howcome.services.work import Asked
from howcome.web.pages.new import job_of
from howcome.web.render import page
from howcome.web.routing import get, post
from howcome.web.shown import base_of, document_of, room_of, shown
from howcome.web.site import back_to
from howcome.web.uploads import LARGEST_UPLOAD, read_form, stage

if TYPE_CHECKING:
    from howcome.web.site import Site


async def evidence(request: Request, site: Site) -> Response:
    room = await room_of(request, site)
    document = document_of(room)
    return page(
        request,
        site,
        "evidence.html",
        doc=shown(room.name, document, "evidence"),
        pieces=_pieces(room.name, document, site),
    )


def _pieces(name: str, document: Document, site: Site) -> list[dict[str, Any]]:
    cited = [address.partition("#")[0] for item in document.items for address in references(item)]
    folder = site.workspace.texts.attachments_of(name)
    return [
        {
            "file": _file(folder, piece.text or ""),
            "id": piece.id or "",
            "name": piece.text or "…",
            "kind": piece.type or "",
            "events": piece.events,
            "covers": piece.covers or "",
            "sha256": piece.sha256 or "",
            "cited": cited.count(piece.id or ""),
            "here": bool(piece.sha256 and piece.id and site.workspace.evidence.has(piece.sha256)),
        }
        for piece in document.attachments
    ]


def _file(folder: Path, words: str) -> str:
    """The name of a file in the document's own folder; empty for any other evidence."""
    parent, _, file = words.rpartition("/")
    return file if parent == folder.name and file and (folder / file).is_file() else ""


async def place(request: Request, site: Site) -> Response:
    room = await room_of(request, site)
    document = document_of(room)
    address = request.query_params.get("at", "")[:500]
    found = await site.workspace.shelf.on_disk(open_place, site.workspace.evidence, document, address)
    rows = [
        {"time": f"{e.time:%Y-%m-%d %H:%M:%S%z}", "kind": e.kind, "text": e.text, "who": ", ".join(e.actors),
         "cited": number == found.at}
        for number, e in enumerate(found.events)
    ]  # fmt: skip
    return page(
        request, site, "place.html", doc=shown(room.name, document, "evidence"), address=address, rows=rows,
        piece=found.piece, total=found.total, missing=bool(address.partition("#")[2]) and found.at is None,
    )  # fmt: skip


async def upload(request: Request, site: Site) -> Response:
    room = await room_of(request, site)
    form = await read_form(request)
    zone = str(form.get("timezone") or "")[:200]
    folder, refused = await stage(form, site.workspace.staging)
    job = drafts.begin_addition(site.workspace, room, folder, Asked(timezone=zone, text=room.text))
    job.problems += refused
    return back_to(f"/new/{job.id}")


async def offer(request: Request, site: Site) -> Response:
    room = await room_of(request, site)
    job = job_of(request, site)
    if job.result is None:
        return back_to(f"/new/{job.id}")
    offered, _ = job.result
    return page(
        request, site, "offer.html", doc=shown(room.name, document_of(room), "evidence"), job=job,
        entries=[_readable(entry.line) for entry in offered.entries], known=offered.known, pieces=offered.pieces,
        others=[(_readable(entry.line), entry.reason) for entry in offered.others],
    )  # fmt: skip


def _readable(line: str) -> str:
    return line.removeprefix("- ").partition(" ^")[0]


async def take(request: Request, site: Site) -> Response:
    room = await room_of(request, site)
    job = job_of(request, site)
    if job.result is None:
        raise UsageError("this evidence is still being read")
    form = await request.form()
    chosen = {int(str(v)) for v in form.getlist("entry") if str(v).isdigit()}
    await drafts.add_chosen(site.workspace, room, job, chosen, site.person(request).name)
    return back_to(f"{base_of(room.name)}/timeline")


ROUTES = (
    get("/d/{name:path}/evidence", evidence, example="/d/checkout/evidence"),
    get("/d/{name:path}/place", place, example="/d/checkout/place"),
    post("/d/{name:path}/evidence", upload, example="/d/checkout/evidence", body=LARGEST_UPLOAD),
    get("/d/{name:path}/evidence/{job}", offer, example="/d/checkout/evidence/none"),
    post("/d/{name:path}/evidence/{job}", take, example="/d/checkout/evidence/none"),
)
