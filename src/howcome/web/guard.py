"""Stands before every request: host, origin, session, form token, size, rate; and gives every answer its headers.

Knows nothing of pages; the rule that it applies comes with the route.
"""

from __future__ import annotations

import json
import secrets
import time
from collections import OrderedDict
from functools import lru_cache
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .access import NAME_COOKIE, Access

#: Writes per second that a session may make on and on, and at once.
_RATE, _BURST = 20.0, 120.0
_UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}


class Guard:
    """ASGI middleware around all routes. Puts `session`, `fresh`, `name` and `nonce` into the scope's state."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self.app = app
        self.access = access
        self._rates: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        cookies = _cookies(headers.get("cookie", ""))
        session = self.access.session(cookies.get(self.access.cookie))
        fresh = None
        if session is None and self.access.open:
            fresh = self.access.new_session()
            session = self.access.session(fresh)
        state = scope.setdefault("state", {})
        state |= {
            "session": session,
            "name": unquote(cookies.get(NAME_COOKIE, "")),
            "nonce": secrets.token_urlsafe(16),
            "fresh": fresh,
        }
        if (
            refusal is None
            and scope.get("method") in _UNSAFE
            and not self._within_rate(session or _address(scope))
        ):
            refusal = PlainTextResponse("Too many requests; wait a moment.", 429, {"Retry-After": "2"})
        if scope["type"] == "websocket":
            if refusal is not None:
                await send({"type": "websocket.close", "code": 4403})
                return
            await self.app(scope, receive, send)
            return
        answer = _Headed(send, state["nonce"], self.access.session_cookie(fresh) if fresh else None)
        await (refusal or self.app)(scope, receive, answer)

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        if len(headers.getlist("host")) != 1 or not self.access.knows_host(headers["host"]):
            return PlainTextResponse("This address is not served here.", 421)
        needs_origin = scope["type"] == "websocket" or scope["method"] in _UNSAFE
        if needs_origin and not _same_origin(headers):
            return PlainTextResponse("This request came from another site.", 403)
        if scope["type"] == "http" and scope["method"] not in {*_UNSAFE, "GET", "HEAD"}:
            return PlainTextResponse("Method not allowed.", 405)
        return None

    def _within_rate(self, who: str) -> bool:
        now = time.monotonic()
        left, at = self._rates.pop(who, (_BURST, now))
        left = min(_BURST, left + (now - at) * _RATE)
        self._rates[who] = (max(left - 1, 0), now)
        while len(self._rates) > 10_000:
            self._rates.popitem(last=False)
        return left >= 1


def _same_origin(headers: Headers) -> bool:
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site") == "same-origin"
    try:
        said = urlsplit(origin)
    except ValueError:
        return False
    return said.scheme in ("http", "https") and said.netloc.lower() == headers["host"].lower()


@lru_cache(maxsize=1024)
def _cookies(header: str) -> dict[str, str]:
    """A browser sends the same header again and again; it is read once. Nobody changes what this gives."""
    found: SimpleCookie = SimpleCookie()
    try:
        found.load(header[:4096])
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in found.items()}


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


class _Headed:
    """Sends an answer with the headers that every answer has; one that brings its own keeps it."""

    def __init__(self, send: Send, nonce: str, fresh: str | None) -> None:
        self.send = send
        self.nonce = nonce
        self.fresh = fresh

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            own = {name.lower() for name, _ in message["headers"]}
            added = [(name, value) for name, value in _headers(self.nonce) if name not in own]
            if self.fresh:
                added.append((b"set-cookie", self.fresh.encode("latin-1")))
            message["headers"] = [*message["headers"], *added]
        await self.send(message)


_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{}'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_SAME = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (b"cache-control", b"no-store"),
)


def _headers(nonce: str) -> tuple[tuple[bytes, bytes], ...]:
    return ((b"content-security-policy", _POLICY.format(nonce).encode()), *_SAME)


class TooLarge(Exception):
    """A body beyond what its route takes."""


def limited(receive: Receive, most: int) -> Receive:
    """Reads a body up to `most` bytes. Raises `TooLarge`."""
    seen = 0

    async def receive_some() -> Message:
        nonlocal seen
        message = await receive()
        if message["type"] == "http.request":
            seen += len(message.get("body", b""))
            if seen > most:
                raise TooLarge
        return message

    return receive_some


def form_token_of(headers: Headers, body: bytes) -> str | None:
    """The form token of a request: its header, or its field in an urlencoded or JSON body."""
    token = headers.get("x-csrf-token")
    if token:
        return token
    kind = headers.get("content-type", "").partition(";")[0]
    if kind == "application/x-www-form-urlencoded":
        return next(iter(parse_qs(body.decode("utf-8", "replace"), max_num_fields=200).get("csrf", ())), None)
    if kind == "application/json":
        try:
            said: Any = json.loads(body)
        except (ValueError, RecursionError):
            return None
        return str(said.get("csrf")) if isinstance(said, dict) and said.get("csrf") else None
    return None
