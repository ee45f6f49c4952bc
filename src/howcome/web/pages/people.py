"""Coming in by a link, and the name that others see."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from howcome.services.people import person
from howcome.web.access import NAME_COOKIE, kept_cookie
from howcome.web.render import page
from howcome.web.routing import get, post
from howcome.web.site import back_to, page_or_words

if TYPE_CHECKING:
    from howcome.web.site import Site


async def enter(request: Request, site: Site) -> Response:
    if not site.access.use(request.query_params.get("token", "")):
        words = "This link was used already, or is not one of ours. Ask for another one."
        return page_or_words(request, site, 403, "This link lets nobody in", words)
    site.announce(f"A link was used. The next one: {site.address}enter?token={site.access.link()}")
    answer = back_to("/")
    answer.headers.append("Set-Cookie", site.access.session_cookie(site.access.new_session()))
    return answer


async def me(request: Request, site: Site) -> Response:
    back = _local(request.query_params.get("back", "/"))
    return page(request, site, "me.html", back=back, invite=not site.access.open, link=None)


async def rename(request: Request, _: Site) -> Response:
    form = await request.form()
    name = person(request.state.session, str(form.get("name", ""))).name
    answer = back_to(_local(str(form.get("back", "/"))))
    answer.headers.append("Set-Cookie", kept_cookie(NAME_COOKIE, quote(name)))
    return answer


async def invite(request: Request, site: Site) -> Response:
    link = f"http://{request.headers['host']}/enter?token={site.access.link()}"
    return page(request, site, "me.html", back="/", invite=not site.access.open, link=link)


def _local(address: str) -> str:
    """An address of our own; anything else is the library."""
    fine = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if fine and address.isprintable() and len(address) < 1000 else "/"


ROUTES = (
    get("/enter", enter, rule="anyone"),
    get("/me", me),
    post("/me", rename),
    post("/invite", invite),
)
