"""The library as a list: keeps its index up to date with the texts, in a thread of its own.

The index is derived and may be thrown away at any time; the list is the same after.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

from howcome.checks import PLAIN, Settings
from howcome.document import Document
from howcome.errors import HowcomeError
from howcome.library import Index
from howcome.library.refresh import Listed, refresh
from howcome.storage.texts import Stamp, TextStore

_LOGGER = logging.getLogger(__name__)
#: Seconds between two looks at the whole folder.
_EVERY = 2.0


class Listing:
    """The index of a library that is open. `start` it inside a running loop.

    `configured` gives, for each look at the library, what is configured for the checks of a document by its name.
    """

    def __init__(
        self, texts: TextStore, path: Path, configured: Callable[[], Callable[[str], Settings]] | None = None
    ) -> None:
        self.texts = texts
        self._configured = configured or (lambda: _plain)
        self.index = Index(path)
        self.waiting = True
        self.version = 0
        self._task: asyncio.Task[None] | None = None
        self._looking = asyncio.Lock()

    async def start(self) -> None:
        """Begins to follow the folder."""
        self._task = asyncio.create_task(self._follow(), name="listing")

    async def look_now(self) -> None:
        """Returns when the index knows what lies in the folder now."""
        async with self._looking:
            await asyncio.to_thread(self._look)

    async def close(self) -> None:
        """Ends, after what is being written."""
        if self._task:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        await asyncio.to_thread(self.index.close)

    async def _follow(self) -> None:
        while True:
            try:
                await self.look_now()
            except Exception:
                _LOGGER.exception("the list of documents could not be brought up to date")
            await asyncio.sleep(_EVERY)

    def _look(self) -> None:
        configured = self._configured()
        listed = [
            Listed(name, _stamp(stamp), partial(self._load, name), stamp.modified_ns / 1e9, configured(name))
            for name, stamp in self.texts.stamps().items()
        ]
        for progress in refresh(self.index, listed):
            # Whoever keeps a page made from the list sees by this number that it is old.
            self.version += bool(progress.read or progress.dropped)
        self.waiting = False

    def _load(self, name: str) -> Document:
        try:
            return Document.parse(self.texts.read(name).source, name.rsplit("/", 1)[-1])
        except OSError as error:
            raise HowcomeError(f"cannot be read: {error.strerror}") from None


def _plain(name: str) -> Settings:
    del name
    return PLAIN


def _stamp(stamp: Stamp) -> str:
    return f"{stamp.modified_ns}:{stamp.size}"
