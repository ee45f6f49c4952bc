"""The head of a document as a form: title, severity, state, owner and what else says what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from howcome.document.head import Head
from howcome.errors import UsageError
from howcome.services import editing
from howcome.web.forms import again, changed, given_values, inputs_of
from howcome.web.render import page
from howcome.web.routing import get, post
from howcome.web.shown import base_of, document_of, room_of, shown
from howcome.web.site import back_to

if TYPE_CHECKING:
    from howcome.live.room import Room
    from howcome.web.forms import Input
    from howcome.web.site import Site

_FIELDS = (
    "title", "severity", "status", "class", "services", "date", "timezone", "owner", "facilitator", "review-due",
    "incidents", "recurs-from", "tags",
)  # fmt: skip


async def details(request: Request, site: Site) -> Response:
    room = await room_of(request, site)
    return _form(request, site, room, _inputs(room))


async def save(request: Request, site: Site) -> Response:
    room, form = await room_of(request, site), await request.form()
    head = document_of(room).head
    wanted = [(field, value) for field, value in changed(form, head, "head", None) if field.name in _FIELDS]
    given = given_values(form, Head)
    try:
        await editing.set_values(room, wanted, site.person(request).name)
    except editing.StaleForm as stale:
        mine = {field.name: given[field.name] for field, _ in wanted}
        return _form(
            request, site, room, again(_inputs(room), mine, now=stale.fields), status=409, stale=True
        )
    except UsageError as error:
        mine_again = again(_inputs(room), given, now={}, error=str(error))
        return _form(request, site, room, mine_again, status=422, error=str(error))
    return back_to(f"{base_of(room.name)}/write")


def _inputs(room: Room) -> list[Input]:
    document = document_of(room)
    by_name = {i.name: i for i in inputs_of(document, document.head, Head)}
    return [by_name[name] for name in _FIELDS]


def _form(
    request: Request,
    site: Site,
    room: Room,
    inputs: list[Input],
    *,
    status: int = 200,
    stale: bool = False,
    error: str = "",
) -> Response:
    return page(
        request, site, "forms_details.html", status=status,
        doc=shown(room.name, document_of(room), "details"), inputs=inputs, stale=stale, error=error,
    )  # fmt: skip


ROUTES = (
    get("/d/{name:path}/details", details, example="/d/checkout/details"),
    post("/d/{name:path}/details", save, example="/d/checkout/details"),
)
