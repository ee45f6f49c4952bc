"""The app: all pages over one workspace, behind the guard."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import cache, lru_cache
from importlib import import_module
from importlib.resources import files
from pkgutil import iter_modules
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route as StarletteRoute
from starlette.types import ASGIApp

from howcome.errors import HowcomeError
from howcome.publishing import look
from howcome.services.people import Person, person
from howcome.services.workspace import Workspace

from . import pages
from .access import Access
from .errors import status_of
from .guard import Guard, TooLarge, form_token_of, limited
from .render import page
from .routing import Route
from .socket import socket_route

_LOGGER = logging.getLogger(__name__)


#: Answers that are remembered for a request that comes again.
_MOST_ANSWERS = 500


class Site:
    """What pages need: the workspace, who is asking, where the built files are."""

    def __init__(self, workspace: Workspace, access: Access) -> None:
        self.workspace = workspace
        self.access = access
        self.lists: dict[tuple[object, ...], bytes | memoryview] = {}
        self.title = workspace.folder.name or "library"
        self._answers: OrderedDict[str, asyncio.Future[Response]] = OrderedDict()
        self.address = "/"
        self.announce: Callable[[str], None] = _LOGGER.info

    def person(self, request: Any) -> Person:
        """Who is asking."""
        return person(request.state.session or "", request.state.name)

    def asset(self, name: str) -> str:
        """The address of a static file, which changes when the file does, so that browsers may keep it."""
        return f"/static/{_digest(name)}/{name}"

    def app(self) -> ASGIApp:
        """The whole app."""

        @contextlib.asynccontextmanager
        async def lifespan(_: Starlette) -> AsyncIterator[None]:
            await self.workspace.start()
            try:
                yield
            finally:
                await self.workspace.close()

        routes = [StarletteRoute(r.path, self._answer(r), methods=[r.method]) for r in all_routes()]
        inner = Starlette(
            routes=[*routes, socket_route(self)],
            lifespan=lifespan,
            exception_handlers={HTTPException: self._not_found, Exception: self._failed},
        )
        return Guard(inner, self.access)

    def _answer(self, route: Route) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            if route.rule != "anyone" and not request.state.session:
                return page_or_words(
                    request, self, 401, "Sign in", "This library is open to those who hold a link to it."
                )
            limited_request = Request(request.scope, limited(request.receive, route.body))
            try:
                if route.rule == "write":
                    refusal = await self._checked(limited_request)
                    if refusal:
                        return refusal
                    return await self._once(limited_request, route)
                return await route.answer(limited_request, self)
            except TooLarge:
                return page_or_words(
                    request, self, 413, "Too large", f"More than {route.body >> 20} MB is not taken here."
                )
            except ClientDisconnect:
                return PlainTextResponse("", 499)
            except HowcomeError as error:
                return self._refused(request, error)

        return answer

    async def _once(self, request: Request, route: Route) -> Response:
        """A request that a script sent again, because the answer to the first was lost, is carried out once."""
        mark = request.headers.get("x-request-once", "")[:80]
        if not mark:
            return await route.answer(request, self)
        key = f"{request.state.session} {request.url.path} {mark}"
        if key not in self._answers:
            self._answers[key] = asyncio.ensure_future(route.answer(request, self))
            while len(self._answers) > _MOST_ANSWERS:
                self._answers.popitem(last=False)
        return await asyncio.shield(self._answers[key])

    async def _checked(self, request: Request) -> Response | None:
        """A write without its form token is not one of ours. A multipart body is checked by its header or by
        its address, before any of it is read."""
        kind = request.headers.get("content-type", "").partition(";")[0]
        if kind == "multipart/form-data":
            token = request.headers.get("x-csrf-token") or request.query_params.get("csrf")
        else:
            token = form_token_of(request.headers, await request.body())
        if self.access.knows_form(request.state.session, token):
            return None
        return page_or_words(request, self, 403, "Try again", "This form is too old. Load the page again.")

    def _refused(self, request: Request, error: HowcomeError) -> Response:
        words = str(error)[:1].upper() + str(error)[1:]
        current = getattr(error, "current", None)
        if wants_json(request):
            return JSONResponse({"words": words, "hint": error.hint, "current": current}, status_of(error))
        return page_or_words(request, self, status_of(error), "That did not work", words, error.hint)

    async def _not_found(self, request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        words = "There is no such page." if status == 404 else str(getattr(error, "detail", "")) or "No."
        return page_or_words(request, self, status, "Not here", words)

    async def _failed(self, request: Request, error: Exception) -> Response:
        _LOGGER.exception("a page failed", exc_info=error)
        words = "This is our mistake, not yours. Nothing that you wrote is lost. The server's log says more."
        return page_or_words(request, self, 500, "Something broke", words)


def wants_json(request: Request) -> bool:
    """Whether the editor's script asks, not a form."""
    kind = request.headers.get("content-type", "")
    return kind.startswith("application/json") or "application/json" in request.headers.get("accept", "")


def page_or_words(
    request: Request, site: Site, status: int, title: str, words: str, hint: str | None = None
) -> Response:
    """An answer that says no: words for scripts, a page for people."""
    if wants_json(request):
        return JSONResponse({"words": words, "hint": hint}, status)
    return page(request, site, "message.html", status=status, title=title, words=words, hint=hint)


def back_to(address: str) -> Response:
    """After a form: the page again, by GET."""
    return RedirectResponse(address, 303)


@cache
def all_routes() -> tuple[Route, ...]:
    """Every route of every page: the modules of `web/pages`."""
    found: list[Route] = []
    for module in sorted(iter_modules(pages.__path__), key=lambda m: m.name):
        found += import_module(f"{pages.__name__}.{module.name}").ROUTES
    # Addresses that hold a document's name match almost anything, so those that do not come first.
    return tuple(
        sorted(found, key=lambda r: ("{name:path}" in r.path, "{" in r.path, -r.path.count("/"), r.path))
    )


@lru_cache(256)  # bounded: anybody may ask for any name
def static_file(name: str) -> bytes | None:
    """A file of our own that browsers fetch: the app's, or below `look/` one of published documents."""
    parts = name.split("/")
    if any(p in ("", ".", "..") for p in parts) or len(parts) > 3:
        return None
    try:
        if parts[0] == "look":
            return look.read(parts[1]).encode()
        return files("howcome.web").joinpath("static", *parts).read_bytes()
    except (OSError, IndexError, ValueError):  # ValueError: NUL in a name
        return None


@cache
def _digest(name: str) -> str:
    return hashlib.sha256(static_file(name) or b"").hexdigest()[:12]
