"""A room: one document that several people edit at once, as one text with one writer.

Order is what keeps words: the observer is attached before anybody can enter; an update goes to the log before it
goes to others; the file is written from what the log holds. Nothing here knows what the text means.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby

from howcome.errors import HowcomeError
from howcome.storage.log import NewUpdate, NewVersion, Saved
from howcome.storage.texts import NoSuchText, StoredText, StoreRefuses, TextChanged, TextTooLarge, Unsettled
from howcome.text import Change, Edit, Source, Span, diff

from . import messages
from .client import Client
from .loading import LARGEST_TEXT, Loaded
from .messages import BadMessage, Presence, Reader
from .replica import NOTHING, BadUpdate, Replica, merged, three_way
from .shelf import Shelf
from .transcription import NotEditable, to_editor, to_file

#: Seconds from a change to the file: after this much silence, and at the latest after the second.
_SAVE_AFTER, _SAVE_BY = 0.3, 1.5
#: Seconds from a change to a kept version: after this much silence, and at the latest after the second.
_KEEP_AFTER, _KEEP_BY = 45.0, 300.0
#: Logged updates after which a snapshot takes their place.
_MANY_UPDATES = 2000
#: Seconds from a change to what the text says: at once for one person, less often where it goes to many.
_READ_AFTER, _READ_AFTER_EACH = 0.003, 0.004
#: Seconds for which git may be at work before people are told that nothing is written meanwhile.
_GIT_IS_QUICK = 5.0
#: Cursors that one connection may speak for (a page that is loaded again leaves its old one behind).
_MOST_PRESENCES = 16
#: With many people, updates of this many seconds go out together.
_TOGETHER, _CROWD = 0.006, 8

_NO_TEXT = re.compile(r"\r\n?|\0")
_LOGGER = logging.getLogger(__name__)


class BranchMoved(Exception):
    """The folder is on another branch: this room's document is not the one on disk any more."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An update that is merged here and not logged yet."""

    data: bytes
    who: str
    what: str
    client: Client | None


class Room:
    """Make it with what `load` gave, then `start` it."""

    def __init__(self, shelf: Shelf, loaded: Loaded) -> None:
        self.shelf = shelf
        self.name = loaded.epoch.name
        self.epoch = loaded.epoch.epoch
        self.branch = loaded.epoch.branch
        self.clients: set[Client] = set()
        self.last_left = time.monotonic()
        self.closed = False
        self.trouble: str | None = None
        self.saved = loaded.saved
        self.stored = loaded.stored
        self.reading: bytes | None = None
        self._replica = loaded.replica
        self._saved_state = loaded.saved_state
        self._upto = loaded.upto
        self._snapshot_upto = loaded.epoch.upto
        self._authors = loaded.authors
        self._waiting: list[_Waiting] = []
        self._source: tuple[str, str, Client | None] = ("", "", None)
        self._log_lock = asyncio.Lock()
        self._disk_lock = asyncio.Lock()
        self._wake = asyncio.Event()
        self._unsaved = asyncio.Event()
        self._unread = asyncio.Event()
        self._changed_at = 0.0
        self._changed_since = 0.0
        self._missing_since: float | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._replica.observe(self._seen)

    async def start(self) -> None:
        """Brings in what happened on disk since the log's last word, and begins to work."""
        if self.stored.source != self.saved:
            await self._merge(self.stored)
        if self.text != to_editor(self.saved):
            self._changed()
        self._unread.set()
        for work in (self._log_forever, self._save_forever, self._read_forever):
            self._tasks.append(asyncio.create_task(work(), name=f"{work.__name__} {self.name}"))

    @property
    def text(self) -> str:
        """The text as it is now, with LF line ends."""
        return str(self._replica)

    @property
    def people(self) -> list[str]:
        """Who is here, each once."""
        return sorted({client.who for client in self.clients})

    # People

    def enter(self, client: Client) -> None:
        """Somebody comes in: they are told what we have, what it says, and who else is here."""
        self.clients.add(client)
        client.offer(messages.step_1(self._replica.vector))
        present = [p for c in self.clients for p in c.presences.values()]
        if present:
            client.offer(messages.presence(present))
        if self.reading is not None:
            client.offer_reading(messages.reading(self.reading))
        if self.trouble:
            client.offer(messages.notice("unsaved", words=self.trouble))

    def leave(self, client: Client) -> None:
        """Somebody is gone; the others' pictures of them go too."""
        if client not in self.clients:
            return
        self.clients.discard(client)
        self.last_left = time.monotonic()
        gone = [Presence(p.client, p.clock + 1, messages.GONE) for p in client.presences.values()]
        if gone:
            self._tell(messages.presence(gone))

    async def receive(self, client: Client, data: bytes) -> None:
        """One message of a client. Raises `BadMessage`; nothing has changed then."""
        reader = Reader(data)
        kind = reader.number()
        if kind == messages.SYNC:
            await self._synchronise(client, reader)
        elif kind == messages.AWARENESS:
            self._hear(client, data[reader.at :])
        elif kind == messages.ASK_AWARENESS:
            client.offer(messages.presence([p for c in self.clients for p in c.presences.values()]))
        else:
            raise BadMessage(f"no message has the type {kind}")

    async def _synchronise(self, client: Client, reader: Reader) -> None:
        step, body = reader.number(), reader.block()
        try:
            if step == messages.STEP_1:
                # What is not logged yet is told to nobody, nor to who just comes.
                with suppress(StoreRefuses):
                    await self.flush()
                client.offer(messages.step_2(self._replica.missing(body)))
                client.offer(messages.kept(self._replica.vector))
            elif step in (messages.STEP_2, messages.UPDATE):
                if body == NOTHING:
                    return
                if not client.may_write:
                    client.offer(messages.notice("refused", words="This library can be read, not changed."))
                elif len(self._replica) + len(body) > LARGEST_TEXT + (1 << 20):
                    client.offer(messages.notice("refused", words="The document has become too large."))
                    client.close(1009)
                else:
                    self._apply(body, client.who, "typing", client)
            else:
                raise BadMessage(f"no step {step}")
        except BadUpdate as error:
            raise BadMessage(str(error)) from None

    def _hear(self, client: Client, data: bytes) -> None:
        """Cursors and names go to the others as they come; nobody speaks for somebody else."""
        others = {p for c in self.clients if c is not client for p in c.presences}
        heard = []
        for one in messages.read_presence(data):
            if one.client in others:
                continue
            if one.state == messages.GONE:
                client.presences.pop(one.client, None)
            elif len(client.presences) < _MOST_PRESENCES or one.client in client.presences:
                client.presences[one.client] = one
            else:
                continue
            heard.append(one)
        if heard:
            self._tell(messages.presence(heard), but=client)

    def _tell(self, message: bytes, but: Client | None = None) -> None:
        for client in tuple(self.clients):
            if client is not but:
                client.offer(message)

    # Changes

    async def change(self, make: Callable[[Source], Change], who: str, what: str) -> str:
        """A structured edit (a form, a fix): made against the text as it is now, applied at once, and logged
        before this returns the new text. What `make` raises goes through, and nothing has changed."""
        source = Source(self.text)
        self._edit(make(source), who, what)
        await self.flush()
        return self.text

    async def merge_update(self, update: bytes, who: str) -> None:
        """Edits of this epoch that came another way than a connection. Raises `BadUpdate`."""
        self._apply(update, who, "typing")
        await self.flush()

    async def become(self, text: str, who: str, what: str) -> str:
        """Gives the document another text by the smallest edits (a version that is restored)."""
        return await self.change(lambda now: Change(now.sha, diff(now, Source(text))), who, what)

    def _edit(self, change: Change, who: str, what: str) -> None:
        self._source = (who, what, None)
        self._replica.edit(change.edits)

    def _apply(self, update: bytes, who: str, what: str, client: Client | None = None) -> None:
        self._source = (who, what, client)
        self._replica.apply(update)

    def _seen(self, update: bytes) -> None:
        self._waiting.append(_Waiting(update, *self._source))
        self._wake.set()
        self._unread.set()

    def _changed(self) -> None:
        now = time.monotonic()
        self._changed_at = now
        self._changed_since = self._changed_since or now
        self._unsaved.set()
        self._unread.set()

    # The log

    async def flush(self) -> None:
        """Returns when everything merged so far is in the log and on its way to the others.

        Raises `StoreRefuses`; what could not be logged is kept and tried again.
        """
        await asyncio.shield(asyncio.ensure_future(self._flush()))

    async def _flush(self) -> None:
        """Not to be stopped half way: what a thread has logged must be known here as logged."""
        async with self._log_lock:
            await self._log_waiting()

    async def _log_waiting(self) -> None:
        """For who holds the log's lock. Nothing waits when it returns."""
        while self._waiting:
            batch, self._waiting = self._waiting, []
            vector = self._replica.vector
            rows = [
                NewUpdate(merged([w.data for w in run]), who, what)
                for (who, what), group in groupby(batch, key=lambda w: (w.who, w.what))
                if (run := list(group))
            ]
            try:
                self._upto = await self.shelf.in_log(self.shelf.log.append, self.epoch, rows)
            except BaseException as error:
                self._waiting = batch + self._waiting
                if isinstance(error, StoreRefuses):
                    self._say_trouble(f"Changes cannot be kept at the moment: {error}")
                raise
            self._pass_on(batch, vector)

    def _pass_on(self, batch: list[_Waiting], vector: bytes) -> None:
        self._authors |= {w.who for w in batch if w.who}
        authors = {w.client for w in batch}
        message = messages.update(merged([w.data for w in batch]))
        self._tell(message, but=authors.pop() if len(authors) == 1 else None)
        kept = messages.kept(vector)
        for client in {w.client for w in batch if w.client}:
            client.offer(kept)
        self._changed()

    async def _log_forever(self) -> None:
        while True:
            await self._wake.wait()
            self._wake.clear()
            if len(self.clients) > _CROWD:
                await asyncio.sleep(_TOGETHER)
            try:
                await self.flush()
            except Exception as error:
                if not isinstance(error, StoreRefuses):
                    _LOGGER.exception("logging %s failed", self.name)
                await asyncio.sleep(1)
                self._wake.set()

    def _say_trouble(self, words: str) -> None:
        if words != self.trouble:
            self.trouble = words
            self._tell(messages.notice("unsaved", words=words))

    # The file

    async def save(self) -> None:
        """Writes the text to the file, merging what somebody else wrote there.

        Raises `StoreRefuses`, `NoSuchText` (the file is gone), `BranchMoved` or `Unsettled`.
        """
        await asyncio.shield(asyncio.ensure_future(self._save()))

    async def _save(self) -> None:
        """Not to be stopped half way: a file that was written must be known here as ours."""
        async with self._disk_lock:
            while True:
                self._leave_out_what_no_file_holds()
                await self.flush()
                text, state = self.text, self._replica.state
                self._unsaved.clear()
                try:
                    target = await self.shelf.on_disk(to_file, self.saved, text)
                    if target == self.saved:
                        self._agreed()
                        return
                    try:
                        await self._refuse_large()
                        await self._write(target, state)
                        return
                    except TextChanged:
                        await self._merge(await self.shelf.on_disk(self.shelf.texts.read, self.name))
                except BaseException:
                    self._unsaved.set()
                    raise

    async def _write(self, target: Source, state: bytes) -> None:
        saved = Saved(target.to_bytes(), state)
        await self.shelf.in_log(self.shelf.log.mark_saving, self.epoch, saved)
        self.stored = await self.shelf.on_disk(self._write_on_branch, target)
        self.saved, self._saved_state = target, state
        await self.shelf.in_log(self.shelf.log.mark_saved, self.epoch, saved)
        self._agreed()

    def _agreed(self) -> None:
        """The file holds what we have."""
        self.trouble = None
        self._tell(messages.notice("saved", sha=self.saved.sha))

    def _leave_out_what_no_file_holds(self) -> None:
        """Carriage returns and NUL, which no editor makes: the first would come back as another text, and a
        file with enough of the other is no text any more."""
        text = self.text
        if "\r" in text or "\0" in text:
            edits = (
                Edit(Span(m.start(), m.end()), "\n" if m[0][0] == "\r" else "")
                for m in _NO_TEXT.finditer(text)
            )
            self._edit(Change(Source(text).sha, tuple(edits)), "", "tidying")

    def _write_on_branch(self, target: Source) -> StoredText:
        if self.shelf.texts.branch() != self.branch:
            raise BranchMoved
        return self.shelf.texts.write(self.name, target, self.saved)

    async def _save_forever(self) -> None:
        pause = 1.0
        unsettled_since: float | None = None
        while True:
            await self._unsaved.wait()
            begun = time.monotonic()
            while True:
                quiet = time.monotonic() - self._changed_at
                if quiet >= _SAVE_AFTER or time.monotonic() - begun >= _SAVE_BY:
                    break
                await asyncio.sleep(_SAVE_AFTER - quiet)
            try:
                await self.save()
                pause, unsettled_since = 1.0, None
            except (BranchMoved, NoSuchText):
                await asyncio.sleep(0.5)  # who looks after all rooms sees it too, and knows what to do
            except Unsettled:
                unsettled_since = unsettled_since or begun
                if begun - unsettled_since > _GIT_IS_QUICK:
                    self._say_trouble(
                        "Git has been at work in this folder for a while, or left its index.lock there. "
                        "The file is written after; everything is kept in the log."
                    )
                await asyncio.sleep(0.2)
            except Exception as error:
                if not isinstance(error, HowcomeError):
                    _LOGGER.exception("saving %s failed", self.name)
                self._say_trouble(f"The file cannot be written: {error}. Everything is kept in the log.")
                await asyncio.sleep(pause)
                pause = min(30.0, pause * 2)

    async def look_at_disk(self) -> bool:
        """Brings in what somebody else wrote to the file. False where it has been gone for a moment.

        Raises `BranchMoved` or `Unsettled`.
        """
        async with self._disk_lock:
            if await self.shelf.on_disk(self.shelf.texts.branch) != self.branch:
                raise BranchMoved
            try:
                await self._refuse_large()
                stored = await self.shelf.on_disk(self.shelf.texts.read, self.name)
            except NoSuchText:
                # Some editors take the file away for a moment before they put the new one there.
                self._missing_since = self._missing_since or time.monotonic()
                return time.monotonic() - self._missing_since < 1.0
            except HowcomeError as error:
                self._say_trouble(f"The file on disk cannot be read: {error}")
                return True
            self._missing_since = None
            if stored.source == self.saved:
                self.stored = stored
                return True
            try:
                await self._merge(stored)
            except NotEditable as error:
                self._say_trouble(f"The file on disk cannot be merged: {error}")
                return True
            self._tell(messages.notice("disk", words="The file was changed on disk; the changes are merged."))
            return True

    async def _refuse_large(self) -> None:
        """Raises `TextTooLarge` for a file that has grown beyond what is edited together; it is not even read."""
        stamp = await self.shelf.on_disk(self.shelf.texts.stamp, self.name)
        if stamp and stamp.size > 2 * LARGEST_TEXT:
            raise TextTooLarge(
                f"it has grown to {stamp.size / 1e6:.0f} MB on disk, and is left alone until it is smaller"
            )

    async def _merge(self, stored: StoredText) -> None:
        """The file's changes since we last agreed, merged as those of one more author."""
        before, after = to_editor(self.saved), to_editor(stored.source)
        await self._keep_version("before a change on disk")
        state = await self.shelf.on_disk(Replica.rewritten, self._saved_state, before, after)
        if state is not None:
            self._apply(state, "", "file")
        else:
            # A log that does not know what the file was written from: three texts have to do.
            state = NOTHING
            ours = self.text
            both = await self.shelf.on_disk(three_way, before, ours, after)
            now = Source(self.text)
            both = both if now.text == ours else three_way(before, now.text, after)
            self._edit(Change(now.sha, diff(now, Source(both))), "", "file")
        await self.flush()
        await self.shelf.in_log(self.shelf.log.mark_saved, self.epoch, Saved(stored.source.to_bytes(), state))
        self.saved, self._saved_state, self.stored = stored.source, state, stored
        if self.text != after:
            self._changed()
        elif self.trouble:
            self._agreed()

    # What it says

    async def _read_forever(self) -> None:
        while True:
            await self._unread.wait()
            await asyncio.sleep(_READ_AFTER + _READ_AFTER_EACH * max(0, len(self.clients) - 2))
            self._unread.clear()
            try:
                self.reading = await self.shelf.read(self.name, self.text)
            except Exception as error:
                self._tell(messages.notice("refused", words=f"The checks could not run: {error}"))
                continue
            message = messages.reading(self.reading)
            for client in tuple(self.clients):
                client.offer_reading(message)

    # Versions and the end

    async def rest(self) -> None:
        """To be called every few seconds: keeps a version when people pause, and tidies the log."""
        now = time.monotonic()
        paused = now - self._changed_at > _KEEP_AFTER or now - self._changed_since > _KEEP_BY
        if self._changed_since and paused:
            await self.checkpoint("a pause")
        elif self._upto - self._snapshot_upto > _MANY_UPDATES:
            await self.checkpoint(None)

    async def checkpoint(self, why: str | None) -> None:
        """Puts a snapshot in the place of the log's updates; with a reason, the text is kept as a version."""
        await asyncio.shield(asyncio.ensure_future(self._checkpoint(why)))

    async def _checkpoint(self, why: str | None) -> None:
        async with self._log_lock:
            await self._log_waiting()
            upto, state = self._upto, self._replica.state
            version = self._version(why) if why else None
            await self.shelf.in_log(self.shelf.log.checkpoint, self.epoch, upto, state, version)
            self._snapshot_upto = upto
            if why:
                self._authors, self._changed_since = set(), 0.0

    async def _keep_version(self, why: str) -> None:
        await self.shelf.in_log(self.shelf.log.keep, self._version(why))

    def _version(self, why: str) -> NewVersion:
        text = to_file(self.saved, self.text).to_bytes()
        return NewVersion(self.name, self.epoch, tuple(sorted(self._authors)), why, text)

    async def close(self, code: int, *, save: bool = True) -> None:
        """Ends the room after everything is logged and, where asked, written to the file."""
        if self.closed:
            return
        self.closed = True
        try:
            with suppress(HowcomeError, BranchMoved, Unsettled):
                if save:
                    await self.save()
            with suppress(HowcomeError):
                await self.checkpoint("the last one left" if save else "the document moved")
        finally:
            for task in self._tasks:
                task.cancel()
            for client in tuple(self.clients):
                client.close(code)
