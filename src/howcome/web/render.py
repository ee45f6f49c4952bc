"""Templates of pages. Everything is escaped; what is markup already says so."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from starlette.responses import HTMLResponse

from howcome.publishing import look

if TYPE_CHECKING:
    from starlette.requests import Request

    from .site import Site


@cache
def _template(name: str) -> str:
    ours = files("howcome.web") / "templates" / name
    return ours.read_text(encoding="utf-8") if ours.is_file() else look.read(name)


@cache
def environment() -> Environment:
    """The templates of the app, and those of published documents."""
    return Environment(
        loader=FunctionLoader(_template),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(request: Request, site: Site, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """A page of the app. Templates know `me` (the person), `csrf`, `nonce`, `here` (the path) and `version`."""
    me = site.person(request)
    text = (
        environment()
        .get_template(template)
        .render(
            me=me,
            csrf=site.access.form_token(me.session),
            nonce=request.state.nonce,
            here=request.url.path,
            library=site.title,
            fragment=request.headers.get("hx-request") == "true",
            asset=site.asset,
            **values,
        )
    )
    return HTMLResponse(text, status)
