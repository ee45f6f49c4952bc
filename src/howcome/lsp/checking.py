"""Checks open texts in a thread beside the server: a while after the last change, the newest text of each."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from howcome.checks import known_rules
from howcome.checks.trouble import Tell, Trouble
from howcome.document import Document, Finding

from .findings import findings
from .texts import OpenText

#: Seconds without a change after which findings are shown.
PATIENCE = 0.15
#: The check begins so much earlier, so that it is done by then; a text that changes meanwhile was checked in vain.
HEAD_START = 0.08

Found = Callable[[OpenText, Sequence[Finding]], None]
Failed = Callable[[Exception], None]


class Checking:
    """The findings of open texts. Works inside of a running loop, with one thread."""

    def __init__(self, found: Found, failed: Failed, tell: Tell) -> None:
        self._found, self._failed, self._tell = found, failed, tell
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="checks")
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._running: dict[str, tuple[OpenText, asyncio.Future[Sequence[Finding]]]] = {}

    def warm(self) -> None:
        """Loads the rules while nobody waits for them."""
        self._thread.submit(known_rules)

    def later(self, text: OpenText, patience: float = PATIENCE) -> None:
        """Shows a text's findings after so many seconds, unless another one with its address comes before."""
        self.forget(text.uri)
        self._waiting[text.uri] = asyncio.get_running_loop().create_task(self._later(text, patience))

    def known(self, text: OpenText) -> Sequence[Finding]:
        """The findings of this very text, as far as they are known already."""
        running = self._running.get(text.uri)
        if running and running[0] is text and running[1].done() and not running[1].cancelled():
            return () if running[1].exception() else running[1].result()
        return ()

    async def findings(self, text: OpenText) -> Sequence[Finding]:
        """The findings of a text, as soon as they are known. Raises what a check raises."""
        running = self._running.get(text.uri)
        if running is None or running[0] is not text:
            self._cancel(text.uri)
            loop = asyncio.get_running_loop()
            running = text, loop.create_task(self._check(text))
            self._running[text.uri] = running
        return await asyncio.shield(running[1])

    def forget(self, uri: str) -> None:
        """Checks nothing that was waiting for this address."""
        waiting = self._waiting.pop(uri, None)
        if waiting:
            waiting.cancel()
        self._cancel(uri)

    def close(self) -> None:
        """Begins no further check."""
        for uri in [*self._waiting, *self._running]:
            self.forget(uri)
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _cancel(self, uri: str) -> None:
        running = self._running.pop(uri, None)
        if running:
            running[1].cancel()

    async def _later(self, text: OpenText, patience: float) -> None:
        loop = asyncio.get_running_loop()
        due = loop.time() + patience
        await asyncio.sleep(max(0.0, patience - HEAD_START))
        try:
            found = await self.findings(text)
        except Exception as error:  # one check that fails must not end all others
            self._failed(error)
            return
        await asyncio.sleep(max(0.0, due - loop.time()))
        self._found(text, found)

    async def _check(self, text: OpenText) -> Sequence[Finding]:
        checked = asyncio.get_running_loop().run_in_executor(self._thread, _checked, text)
        document, found, troubles = await checked
        text.adopt(document)
        for trouble in troubles:
            self._tell(trouble)
        return found


def _checked(text: OpenText) -> tuple[Document, Sequence[Finding], Sequence[Trouble]]:
    document = text.read()
    troubles: list[Trouble] = []
    return document, findings(document, text.path, troubles.append), troubles
