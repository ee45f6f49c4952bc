"""Fifty editors in one document, four hundred edits a second: how long until the others see an edit.

A real server in one process, the editors in another, over WebSockets on this machine. Each edit inserts a word
that nobody else inserts; the time counts from before it is sent until it has arrived at an observer (five of the
fifty are watched; all fifty receive). At the end all texts and the file are compared. `HOWCOME_LOAD_SECONDS` says
how long (default 8).
"""

from __future__ import annotations

import asyncio
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from urllib.request import Request, urlopen

from benchmarks.support.rows import Row, at_most

_EDITORS, _RATE, _OBSERVERS = 50, 400, 5
_SECONDS = float(os.environ.get("HOWCOME_LOAD_SECONDS", "8"))
_HEAD = "---\nhowcome: 1\n---\n# Load\n\n## Incident Summary\n\n"
_WORD = re.compile(rb"<\d+\.\d+>")


def run() -> list[Row]:
    """Latency of propagation, and whether all texts were equal with every word in them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "load.md")
        path.write_text(_HEAD + "A line of the document.\n" * 400, "utf-8")
        server, port = _serve(Path(folder))
        try:
            delays, lost, texts = asyncio.run(_load(port))
            time.sleep(2)
            texts.add(path.read_text("utf-8"))
        finally:
            server.terminate()
            server.wait(20)
    delays.sort()
    p99 = delays[int(len(delays) * 0.99)] * 1000
    return [
        Row(f"{_EDITORS} editors, {_RATE} edits a second: p50", median(delays) * 1000, "ms"),
        at_most(f"{_EDITORS} editors, {_RATE} edits a second: p99", p99, "ms", 40),
        at_most("texts that differ at the end (editors, file)", len(texts) - 1, "texts", 0),
        at_most("words that were lost or doubled", lost, "words", 0),
    ]


def _serve(folder: Path) -> tuple[subprocess.Popen[str], int]:
    command = [sys.executable, "-m", "howcome", "serve", str(folder), "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert server.stderr
    line = server.stderr.readline()
    found = re.search(r":(\d+)/", line)
    if not found:
        raise RuntimeError(line)
    return server, int(found[1])


async def _load(port: int) -> tuple[list[float], int, set[str]]:
    import websockets

    from howcome.live import messages
    from howcome.live.messages import Reader
    from howcome.live.replica import Replica
    from howcome.text import Edit, Span

    address = f"127.0.0.1:{port}"
    page = urlopen(Request(f"http://{address}/d/load/write")).read().decode()
    epoch = re.search(r'data-epoch="(\w+)"', page)
    sent: dict[bytes, float] = {}
    delays: list[float] = []
    replicas = [Replica() for _ in range(_EDITORS)]
    written: list[bytes] = []
    later: list[list[bytes]] = [[] for _ in range(_EDITORS)]

    async def listen(socket: websockets.ClientConnection, number: int) -> None:
        async for data in socket:
            assert isinstance(data, bytes)
            now = time.perf_counter()
            reader = Reader(data)
            if reader.number() != messages.SYNC:
                continue
            step, body = reader.number(), reader.block()
            if step == messages.STEP_1:
                await socket.send(messages.step_2(replicas[number].missing(body)))
                continue
            # Only the watched ones merge at once: fifty browsers have fifty processors, this has one.
            if number < _OBSERVERS or step == messages.STEP_2:
                replicas[number].apply(body)
            else:
                later[number].append(body)
            if number < _OBSERVERS and step == messages.UPDATE:
                delays.extend(now - sent[word] for word in _WORD.findall(body) if word in sent)

    async def write(socket: websockets.ClientConnection, number: int) -> None:
        replica = replicas[number]
        updates: list[bytes] = []
        replica.observe(updates.append)
        pause = _EDITORS / _RATE
        await asyncio.sleep(random.random() * pause)
        for count in range(int(_SECONDS / pause)):
            begun = time.perf_counter()
            word = f"<{number}.{count}>"
            at = len(_HEAD) + random.randrange(9_000)
            text = str(replica)
            while text[at - 1] != "\n" and text[at - 1] != " ":
                at -= 1
            updates.clear()
            replica.edit([Edit(Span(at, at), word + " ")])
            own = updates[-1]
            sent[word.encode()] = time.perf_counter()
            written.append(word.encode())
            await socket.send(messages.update(own))
            await asyncio.sleep(max(0.0, pause - (time.perf_counter() - begun)))

    url = f"ws://{address}/d/load/live?epoch={epoch[1] if epoch else ''}"
    sockets = await asyncio.gather(
        *(
            websockets.connect(url, origin=f"http://{address}", compression=None, max_size=None)  # type: ignore[arg-type]
            for _ in range(_EDITORS)
        )
    )
    listeners = [asyncio.create_task(listen(socket, n)) for n, socket in enumerate(sockets)]
    for socket, replica in zip(sockets, replicas, strict=True):
        await socket.send(messages.step_1(replica.vector))
    while any(len(replica) < 1000 for replica in replicas):
        await asyncio.sleep(0.05)
    await asyncio.gather(*(write(socket, n) for n, socket in enumerate(sockets)))
    for _ in range(100):
        await asyncio.sleep(0.1)
        for replica, waiting in zip(replicas, later, strict=True):
            while waiting:
                replica.apply(waiting.pop(0))
        if len({str(replica) for replica in replicas}) == 1:
            break
    texts = {str(replica) for replica in replicas}
    final = next(iter(texts)).encode()
    for listener in listeners:
        listener.cancel()
    for socket in sockets:
        await socket.close()
    return delays, sum(final.count(word + b" ") != 1 for word in written), texts
