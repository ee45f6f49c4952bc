"""Reads texts beside the app, in a process of its own, so that checking a long document delays nobody's keys."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from .reading import describe

#: A text that takes longer is not read.
_SECONDS = 60.0


class Reader:
    """One process that says what texts say, one after another. It is started again if it ends.

    `place` says where a text of a name lies, so that its checks are those that are configured there.
    """

    def __init__(self, place: Callable[[str], Path] | None = None) -> None:
        self._place = place
        self._pool = _pool()

    async def read(self, name: str, text: str) -> bytes:
        """What the text says. Raises `TimeoutError` for one that takes longer than a minute."""
        path = str(self._place(name)) if self._place else None
        for last in (False, True):
            try:
                async with asyncio.timeout(_SECONDS):
                    loop = asyncio.get_running_loop()
                    return await loop.run_in_executor(self._pool, describe, name, text, path)
            except BrokenProcessPool:
                self._pool = _pool()
                if last:
                    raise
        raise AssertionError("not reached")

    def close(self) -> None:
        """Ends the process."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def _pool() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=_ready)


def _ready() -> None:
    """Loads the rules before the first text comes; Ctrl-C is for the app alone."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    describe("", "")
