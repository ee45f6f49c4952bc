"""One browser's end of a room: what is to be sent to it, bounded, so that a slow one costs the others nothing."""

from __future__ import annotations

import asyncio
from collections import deque

from . import messages

_MOST_MESSAGES = 2048
_MOST_BYTES = 16 << 20


class Client:
    """Messages that wait for one connection. `who` is the person's name; `may_write` is decided before.

    A client that does not keep up is cut off (`code` 1013); it comes back and asks for what it lacks.
    """

    def __init__(self, who: str, *, may_write: bool = True) -> None:
        self.who = who
        self.may_write = may_write
        self.code: int | None = None
        self.presences: dict[int, messages.Presence] = {}
        self._waiting: deque[bytes] = deque()
        self._reading: bytes | None = None
        self._bytes = 0
        self._wake = asyncio.Event()

    def offer(self, message: bytes) -> None:
        """Queues a message, or cuts the client off."""
        if self.code is not None:
            return
        self._waiting.append(message)
        self._bytes += len(message)
        if len(self._waiting) > _MOST_MESSAGES or self._bytes > _MOST_BYTES:
            self._waiting.clear()
            self.close(1013)
        self._wake.set()

    def offer_reading(self, message: bytes) -> None:
        """Queues what the text says now; an older reading that still waits is forgotten."""
        self._reading = message
        self._wake.set()

    def close(self, code: int) -> None:
        """Ends the connection with this code, after what already waits."""
        if self.code is None:
            self.code = code
        self._wake.set()

    async def next(self) -> bytes | None:
        """The next message to send; None when the connection is to be closed with `code`."""
        while True:
            if self._waiting:
                message = self._waiting.popleft()
                self._bytes -= len(message)
                return message
            if self.code is not None:
                return None
            if self._reading is not None:
                newest, self._reading = self._reading, None
                return newest
            self._wake.clear()
            await self._wake.wait()
