"""A new postmortem: drop the evidence and watch it being read, or begin with a blank page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from howcome.services import drafts
from howcome.services.jobs import Job
from howcome.services.work import Asked
from howcome.storage.texts import NoSuchText
from howcome.web.render import page
from howcome.web.routing import get, post
from howcome.web.shown import base_of
from howcome.web.site import back_to
from howcome.web.uploads import LARGEST_UPLOAD, read_form, stage

if TYPE_CHECKING:
    from howcome.web.site import Site


async def new(request: Request, site: Site) -> Response:
    return page(request, site, "new.html", today=str(datetime.now(UTC).date()))


async def upload(request: Request, site: Site) -> Response:
    form = await read_form(request)
    said = {
        name: str(form.get(name) or "")[:200] for name in ("title", "timezone", "incident", "since", "until")
    }
    folder, refused = await stage(form, site.workspace.staging)
    job = drafts.begin_draft(site.workspace, folder, Asked(**said))
    job.problems += refused
    return back_to(f"/new/{job.id}")


async def blank(request: Request, site: Site) -> Response:
    form = await request.form()
    said = {name: str(form.get(name) or "")[:200] for name in ("title", "severity", "date")}
    stored = await drafts.create_blank(
        site.workspace, said["title"], said["severity"], said["date"] or str(datetime.now(UTC).date())
    )
    return back_to(f"{base_of(stored.name)}/write")


def job_of(request: Request, site: Site) -> Job:
    """The job that the address names. Raises `NoSuchText`."""
    job = site.workspace.jobs.get(request.path_params["job"])
    if job is None:
        raise NoSuchText("this reading is over; what came of it is in the library")
    return job


async def progress(request: Request, site: Site) -> Response:
    """How far the reading is. The draft opens by itself when it is done."""
    job = job_of(request, site)
    base = base_of(job.name) if job.name else ""
    address = {"draft": f"{base}/write?drafted={job.id}", "add": f"{base}/evidence/{job.id}"}[job.what]
    if job.state == "done" and "stay" not in request.query_params:
        answer = back_to(address)
        if request.headers.get("hx-request"):
            answer = Response(status_code=204, headers={"HX-Redirect": address})
        return answer
    waiting = job.state in ("running", "read")
    return page(request, site, "progress.html", job=job, waiting=waiting, base=base)


async def stop(request: Request, site: Site) -> Response:
    await site.workspace.jobs.stop(job_of(request, site))
    return back_to("/new")


ROUTES = (
    get("/new", new),
    post("/new", upload, body=LARGEST_UPLOAD),
    post("/new/blank", blank),
    get("/new/{job}", progress, example="/new/none"),
    post("/new/{job}/stop", stop, example="/new/none/stop"),
)
