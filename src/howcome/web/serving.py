"""Runs the app: one process, one loop, until it is told to end; then everything is logged and written."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable
from pathlib import Path

import uvicorn

from howcome.errors import InputError
from howcome.services.workspace import Workspace

from .access import Access, is_loopback, secret_of
from .site import Site

#: Where `serve` listens if nothing is said.
HOST, PORT = "127.0.0.1", 8765


def serve(folder: Path, host: str, port: int, names: frozenset[str], say: Callable[[str], None]) -> None:
    """Serves the library until the process is told to end. Raises `InputError` for an address that is taken,
    `AlreadyServed` for a folder that is."""
    listening = _listen(host, port)
    port = listening.getsockname()[1]
    # All addresses of this machine are no address that others could open; its name is.
    shown = socket.gethostname() if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host  # noqa: S104
    address = f"http://{shown}:{port}/"
    workspace = Workspace(folder, address=address)
    access = Access(host, port, secret_of(workspace.hidden), names)
    site = Site(workspace, access)
    site.announce = say
    site.address = address
    for words in workspace.warnings():
        say(f"Warning: {words}")
    if is_loopback(host):
        say(f"howcome serves {workspace.folder} at {address}")
    else:
        say(f"howcome serves {workspace.folder} to those who hold a link. The first one, for one browser:")
        say(f"{address}enter?token={access.link()}")
    say("Stop it with Ctrl-C. The Markdown files are the documents; every change is written to them.")
    # Threads that read and index documents give way after a millisecond, not five: people are typing.
    sys.setswitchinterval(0.001)
    config = uvicorn.Config(
        site.app(), log_level="warning", access_log=False, ws="websockets-sansio", ws_max_size=8 << 20,
        ws_ping_interval=20, ws_ping_timeout=30, ws_per_message_deflate=False, timeout_keep_alive=30,
        timeout_graceful_shutdown=5, server_header=False, date_header=True, proxy_headers=False, lifespan="on",
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    if not host:
        raise InputError(
            "no --host to listen on", hint="0.0.0.0 listens on all addresses, and asks for a link"
        )
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        # Named as TCP, since asyncio sends small messages at once (TCP_NODELAY) only where it sees that.
        listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host.strip("[]"), port))
        listening.listen(512)
    except (OSError, OverflowError, UnicodeError) as error:
        words = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"{host}:{port}: cannot be listened on: {words}", hint="choose another --port"
        ) from None
    return listening
