"""A browser for tests: calls the app in-process, byte for byte, or starts the real server."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, urlencode

from starlette.datastructures import Headers

from howcome.services.workspace import Workspace
from howcome.web.access import Access
from howcome.web.site import Site

DOCUMENT = (
    "---\nhowcome: 1\ntitle: Checkout failed\n---\n# Checkout failed\n\n## Incident Summary\n\nShort 🚨 é.\n"
)
LOCAL, SHARED = "127.0.0.1", "192.0.2.7"
PORT = 8765
T = TypeVar("T")


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: Headers
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Browser:
    """One person's browser: keeps its cookies, and sends what browsers send. `origin` None sends none."""

    app: Any
    host: str = f"{LOCAL}:{PORT}"
    cookies: dict[str, str] = field(default_factory=dict)
    csrf: str = ""

    async def ask(
        self,
        method: str,
        path: str,
        *,
        body: bytes = b"",
        headers: dict[str, str] | None = None,
        origin: str | None = "same",
        chunks: list[bytes] | None = None,
    ) -> Answer:
        """One request; `path` is raw, as it stands in a request line."""
        sent = {"host": self.host, **(headers or {})}
        if origin is not None and method not in ("GET", "HEAD"):
            sent.setdefault("origin", f"http://{self.host}" if origin == "same" else origin)
        if self.cookies:
            sent.setdefault("cookie", "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        before, _, query = path.partition("?")
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http",
            "path": unquote(before), "raw_path": before.encode(), "query_string": query.encode(), "root_path": "",
            "headers": [(k.lower().encode(), v.encode("latin-1")) for k, v in sent.items()],
            "client": ("127.0.0.1", 50000), "server": (LOCAL, PORT),
        }  # fmt: skip
        waiting = [*(chunks if chunks is not None else [body])]
        answered: list[dict[str, Any]] = []
        done = asyncio.Event()

        async def receive() -> dict[str, Any]:
            if waiting:
                part = waiting.pop(0)
                return {"type": "http.request", "body": part, "more_body": bool(waiting)}
            await done.wait()
            return {"type": "http.disconnect"}

        async def send(message: dict[str, Any]) -> None:
            answered.append(message)
            if message["type"] == "http.response.body" and not message.get("more_body"):
                done.set()

        try:
            await self.app(scope, receive, send)
        except Exception:
            if not answered:  # the app answers first, and tells the server after
                raise
        headers_raw = Headers(raw=list(answered[0]["headers"]))
        for line in headers_raw.getlist("set-cookie"):
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        content = b"".join(m.get("body", b"") for m in answered[1:])
        return Answer(answered[0]["status"], headers_raw, content)

    async def get(self, path: str, **said: Any) -> Answer:
        answer = await self.ask("GET", path, **said)
        found = re.search(r'name="csrf" content="([^"]+)"', answer.body.decode("utf-8", "replace"))
        self.csrf = found[1] if found else self.csrf
        return answer

    async def post(self, path: str, values: dict[str, str] | None = None, **said: Any) -> Answer:
        """A form as a page of ours sends it, with its token."""
        if not self.csrf:
            await self.get("/me")
        content = urlencode({"csrf": self.csrf, **(values or {})}).encode()
        kind = {"content-type": "application/x-www-form-urlencoded", **said.pop("headers", {})}
        return await self.ask("POST", path, body=content, headers=kind, **said)

    @asynccontextmanager
    async def socket(self, path: str, **headers: str) -> AsyncIterator[Socket]:
        """A WebSocket; what the app sends is in `heard`, and `code` is set when it closes."""
        sent = {"host": self.host, "origin": f"http://{self.host}", **headers}
        if self.cookies:
            sent.setdefault("cookie", "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        before, _, query = path.partition("?")
        scope = {
            "type": "websocket", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "ws",
            "path": unquote(before), "raw_path": before.encode(), "query_string": query.encode(), "root_path": "",
            "headers": [(k.encode(), v.encode("latin-1")) for k, v in sent.items() if v], "subprotocols": [],
            "client": ("127.0.0.1", 50000), "server": (LOCAL, PORT),
        }  # fmt: skip
        talk = Socket()
        talk.say({"type": "websocket.connect"})
        task = asyncio.create_task(self.app(scope, talk.receive, talk.send))
        try:
            yield talk
        finally:
            talk.say({"type": "websocket.disconnect", "code": 1005})
            with suppress(TimeoutError):
                async with asyncio.timeout(5):
                    await task


class Socket:
    """One end of a WebSocket, in-process."""

    def __init__(self) -> None:
        self.accepted = asyncio.Event()
        self.closed = asyncio.Event()
        self.code: int | None = None
        self.heard: asyncio.Queue[bytes] = asyncio.Queue()
        self._said: asyncio.Queue[dict[str, Any]] = asyncio.Queue()

    def say(self, message: dict[str, Any]) -> None:
        self._said.put_nowait(message)

    def drop(self) -> None:
        """Forgets what was sent and is not read yet, as a connection that breaks does."""
        while not self._said.empty():
            self._said.get_nowait()

    def send_bytes(self, data: bytes) -> None:
        self.say({"type": "websocket.receive", "bytes": data})

    async def receive(self) -> dict[str, Any]:
        return await self._said.get()

    async def send(self, message: dict[str, Any]) -> None:
        if message["type"] == "websocket.accept":
            self.accepted.set()
        elif message["type"] == "websocket.close":
            self.code = message.get("code", 1000)
            self.closed.set()
        else:
            self.heard.put_nowait(message["bytes"])

    async def end(self, within: float = 5) -> int | None:
        """The code with which the app closes."""
        async with asyncio.timeout(within):
            await self.closed.wait()
        return self.code


@asynccontextmanager
async def served(folder: Path, host: str = LOCAL, **said: Any) -> AsyncIterator[tuple[Browser, Site]]:
    """A library served in-process, and a fresh browser that talks to it."""
    workspace = Workspace(folder)
    site = Site(workspace, Access(host, PORT, b"s" * 32, **said))
    app = site.app()
    await workspace.start()
    try:
        yield Browser(app, f"{host}:{PORT}"), site
    finally:
        await workspace.close()


def run(call: Callable[[], Awaitable[T]]) -> T:
    """Runs a test's coroutine."""

    async def go() -> T:
        return await call()

    return asyncio.run(go())


def library(folder: Path, *names: str) -> Path:
    """A folder with documents of these names."""
    for name in names or ("checkout",):
        path = folder / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(DOCUMENT, "utf-8")
    return folder


@dataclass
class Server:
    """The real server, in a process of its own."""

    process: subprocess.Popen[str]
    address: str
    said: list[str]

    @property
    def host(self) -> str:
        return self.address.removeprefix("http://").partition("/")[0]

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(20)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(20)


@contextmanager
def server(folder: Path, *words: str) -> Iterator[Server]:
    """Starts `howcome serve` on a free port; it is killed at the end if it has not been stopped."""
    port = () if "--port" in words else ("--port", "0")
    process = subprocess.Popen(
        [sys.executable, "-m", "howcome", "serve", str(folder), *port, *words],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    said: list[str] = []
    address = ""
    try:
        assert process.stdout is not None
        for line in process.stdout:
            said.append(line.rstrip())
            found = re.search(r"http://\S+", line)
            address = found[0] if found else address
            if line.startswith("Stop it"):
                break
        yield Server(process, address, said)
    finally:
        process.kill()
        process.wait(20)
        if process.stdout:
            process.stdout.close()
