"""What a room needs of the world: where texts and logs are kept, threads for what blocks, and who reads the text."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from howcome.storage.log import LiveLog
from howcome.storage.texts import TextStore

P = ParamSpec("P")
T = TypeVar("T")

#: Says what the text of a name says, as the bytes that browsers get after each change.
Read = Callable[[str, str], Awaitable[bytes]]


@dataclass(frozen=True)
class Shelf:
    """Stores and threads. The log has a thread of its own: a slow disk under the files does not delay it."""

    texts: TextStore
    log: LiveLog
    read: Read
    _disk: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(4, "disk"), repr=False)
    _logging: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1, "log"), repr=False)

    async def on_disk(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs a blocking call on files."""
        return await asyncio.get_running_loop().run_in_executor(self._disk, lambda: call(*args, **kwargs))

    async def in_log(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs a blocking call on the log, one after another."""
        return await asyncio.get_running_loop().run_in_executor(self._logging, lambda: call(*args, **kwargs))

    def close(self) -> None:
        """Ends the threads after what they are doing."""
        for pool in (self._disk, self._logging):
            pool.shutdown(wait=True)
