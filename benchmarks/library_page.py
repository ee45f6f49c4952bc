"""The list of documents over HTTP, one worker, beside a bare Starlette handler under the same server.

Eight connections that are kept open ask again and again, first the bare handler, then the list of the example library
as one person sees it. Both sides run in turn in one script.
"""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.support.rows import Row, at_least, at_most

_CONNECTIONS, _EACH = 8, 250
_BARE = """
import socket, sys, uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
async def answer(request):
    return PlainTextResponse("x" * 20000)
s = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP); s.bind(("127.0.0.1", 0)); s.listen(64)
print(f"http://127.0.0.1:{s.getsockname()[1]}/", file=sys.stderr, flush=True)
uvicorn.Server(uvicorn.Config(Starlette(routes=[Route("/", answer)]), log_level="error")).run(sockets=[s])
"""


def run() -> list[Row]:
    """Requests a second of both, their ratio, and the slowest hundredth of the list."""
    from howcome.example.library import write_library

    with tempfile.TemporaryDirectory() as folder:
        write_library(Path(folder))
        bare, _ = _measure([sys.executable, "-c", _BARE])
        ours, slow = _measure([sys.executable, "-m", "howcome", "serve", folder, "--port", "0"])
    return [
        Row("bare Starlette handler", bare, "requests/s"),
        Row("list of documents", ours, "requests/s"),
        at_least("list against bare handler", ours / bare, "×", 0.5),
        at_most("list: p99", slow, "ms", 15),
    ]


def _measure(command: list[str]) -> tuple[float, float]:
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr
        found = re.search(r"127\.0\.0\.1:(\d+)", server.stderr.readline())
        port = int(found[1]) if found else 0
        time.sleep(2)
        return asyncio.run(_ask(port))
    finally:
        server.terminate()
        server.wait(20)


async def _ask(port: int) -> tuple[float, float]:
    cookie = await _once(port, "")
    await _many(port, cookie, 20, [])
    delays: list[float] = []
    begun = time.perf_counter()
    await asyncio.gather(*(_many(port, cookie, _EACH, delays) for _ in range(_CONNECTIONS)))
    passed = time.perf_counter() - begun
    delays.sort()
    return len(delays) / passed, delays[int(len(delays) * 0.99)] * 1000


async def _once(port: int, cookie: str) -> str:
    """One request; gives the cookie that came with the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = await _get(reader, writer, port, cookie)
    writer.close()
    found = re.search(rb"set-cookie: ([^;\r]+)", head, re.IGNORECASE)
    return found[1].decode() if found else ""


async def _many(port: int, cookie: str, count: int, delays: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(count):
        begun = time.perf_counter()
        await _get(reader, writer, port, cookie)
        delays.append(time.perf_counter() - begun)
    writer.close()


async def _get(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int, cookie: str) -> bytes:
    writer.write(f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
    await reader.readexactly(int(length[1]) if length else 0)
    return head
