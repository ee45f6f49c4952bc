"""Who may come in: on this machine everybody, elsewhere only who holds a link that was given to them.

Owns hosts, sessions, one-time links and form tokens. Sessions are signed, not stored, so a restart signs nobody
out; the secret lies beside the log.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import os
import secrets
import socket
from dataclasses import dataclass, field
from pathlib import Path

NAME_COOKIE = "howcome-name"
_YEAR = 365 * 24 * 3600


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches the address."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@dataclass
class Access:
    """The rules of one served address. `names` are further host names under which people reach it."""

    host: str
    port: int
    secret: bytes
    names: frozenset[str] = frozenset()
    _links: set[str] = field(default_factory=set)

    @property
    def open(self) -> bool:
        """Whether no sign-in is needed."""
        return is_loopback(self.host)

    def knows_host(self, header: str) -> bool:
        """Whether a Host header is one of ours: another name that leads here may be a page's trick to make
        this machine's browser talk to us (DNS rebinding)."""
        host, port = _parted(header)
        if port not in (None, self.port):
            return False
        if self.open:
            return (
                host == "localhost" or host == self.host.lower() or (_is_address(host) and is_loopback(host))
            )
        return (
            _is_address(host)
            or host in self.names
            or host in (self.host.lower(), socket.gethostname().lower())
        )

    def link(self) -> str:
        """A new token that lets one browser in, once."""
        token = secrets.token_urlsafe(24)
        self._links.add(token)
        return token

    def use(self, token: str) -> bool:
        """Whether the token lets somebody in; it does not a second time."""
        given = token.encode("utf-8", "replace")
        found = next((t for t in self._links if hmac.compare_digest(t.encode(), given)), None)
        if found is None:
            return False
        self._links.discard(found)
        return True

    @property
    def cookie(self) -> str:
        """The name of the session's cookie. Browsers share cookies between ports, so each library has its own."""
        return f"howcome-{self.port}"

    def session_cookie(self, value: str) -> str:
        """The Set-Cookie header of a session."""
        return kept_cookie(self.cookie, value)

    def new_session(self) -> str:
        """A session's cookie: a random id with our signature."""
        id = secrets.token_urlsafe(18)
        return f"{id}.{self._sign('session', id)}"

    def session(self, cookie: str | None) -> str | None:
        """The id of a session that we gave; None for any other cookie."""
        if not cookie or len(cookie) > 200 or not cookie.isascii():
            return None
        id, _, signature = cookie.partition(".")
        return id if id and hmac.compare_digest(signature, self._sign("session", id)) else None

    def form_token(self, session: str) -> str:
        """What every form of a session carries, and no other site can know."""
        return self._sign("form", session)

    def knows_form(self, session: str, token: str | None) -> bool:
        """Whether a form's token is that of its session."""
        return (
            bool(token)
            and token is not None
            and token.isascii()
            and hmac.compare_digest(token, self.form_token(session))
        )

    def _sign(self, purpose: str, words: str) -> str:
        return hmac.new(self.secret, f"{purpose}:{words}".encode(), hashlib.sha256).hexdigest()[:43]


def kept_cookie(name: str, value: str) -> str:
    """A cookie that scripts cannot read and that is kept for a year. Lax, so that a link in a chat leads in;
    what changes anything asks for our origin and a form token besides."""
    return f"{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={_YEAR}"


def _parted(header: str) -> tuple[str, int | None]:
    host, colon, port = header.strip().lower().rpartition(":")
    if not colon or header.strip().endswith("]"):
        return header.strip().lower().strip("[]"), None
    return host.strip("[]"), int(port) if port.isascii() and port.isdigit() and len(port) < 6 else -1


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def secret_of(folder: Path) -> bytes:
    """The library's secret, made at first use, readable by its owner alone."""
    path = folder / "secret"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        known = path.read_bytes()
        if len(known) >= 32:
            return known
        path.unlink()
        return secret_of(folder)
    with os.fdopen(handle, "wb") as stream:
        fresh = secrets.token_bytes(32)
        stream.write(fresh)
    return fresh
