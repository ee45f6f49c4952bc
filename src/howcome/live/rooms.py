"""All open rooms of one library: opens each once, watches the disk under them, and closes those left alone."""

from __future__ import annotations

import asyncio
import logging
import time
from contextlib import suppress

from howcome.errors import HowcomeError
from howcome.storage.log import Epoch, NewUpdate, NewVersion
from howcome.storage.texts import NoSuchText, Stamp, StoreRefuses, Unsettled
from howcome.text import Change, Source, diff

from . import messages
from .loading import load
from .replica import BadUpdate, Replica, three_way
from .room import BranchMoved, Room
from .shelf import Shelf

#: Seconds between two looks at the files of open rooms, at the branch, and between syncs of the log.
_LOOK, _SYNC, _REST = 0.25, 1.0, 5.0
#: Seconds for which an empty room stays open.
_LINGER = 60.0
_OLD_EPOCH = 4409

_LOGGER = logging.getLogger(__name__)


class Rooms:
    """Rooms by document. `start` it inside a running loop."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._rooms: dict[str, Room] = {}
        self._opening: dict[str, asyncio.Task[Room]] = {}
        self._task: asyncio.Task[None] | None = None
        self._closing = False

    async def start(self) -> None:
        self._task = asyncio.create_task(self._watch_forever(), name="rooms")

    async def open(self, name: str) -> Room:
        """The room of a document, opened if need be; however many ask at once, there is one.

        Raises what `load` raises.
        """
        while True:
            room = self._rooms.get(name)
            if room is not None and not room.closed:
                return room
            if name not in self._opening:
                self._opening[name] = asyncio.create_task(self._open(name), name=f"open {name}")
            room = await asyncio.shield(self._opening[name])
            if not room.closed or self._closing:
                return room

    async def _open(self, name: str) -> Room:
        try:
            for _ in range(40):
                with suppress(Unsettled):
                    loaded = await self.shelf.on_disk(load, self.shelf.texts, self.shelf.log, name)
                    break
                await asyncio.sleep(0.1)
            else:
                raise StoreRefuses(
                    f"{name}: git is at work in this folder",
                    hint="try again in a moment; if no git runs there, an index.lock was left behind",
                )
            room = Room(self.shelf, loaded)
            await room.start()
            self._rooms[name] = room
            return room
        finally:
            self._opening.pop(name, None)

    async def close(self) -> None:
        """Closes all rooms; everything is logged, and written where the disk lets us."""
        self._closing = True
        if self._task:
            self._task.cancel()
        for task in tuple(self._opening.values()):
            with suppress(Exception):
                await task
        for room in tuple(self._rooms.values()):
            try:
                await room.close(1012)
            except Exception:
                _LOGGER.exception("closing %s failed", room.name)
        self._rooms.clear()
        with suppress(HowcomeError):
            await self.shelf.in_log(self.shelf.log.sync)

    async def _watch_forever(self) -> None:
        synced = rested = time.monotonic()
        while not self._closing:
            await asyncio.sleep(_LOOK)
            now = time.monotonic()
            for room in tuple(self._rooms.values()):
                try:
                    await self._look_at(room)
                    if now - rested > _REST:
                        await room.rest()
                        await self._close_if_left(room, now)
                except HowcomeError:
                    continue  # the room has told its people; the next look tries again
                except Exception:
                    _LOGGER.exception("looking after %s failed", room.name)
            if now - rested > _REST:
                rested = now
            if now - synced > _SYNC:
                synced = now
                with suppress(HowcomeError):
                    await self.shelf.in_log(self.shelf.log.sync)

    async def _close_if_left(self, room: Room, now: float) -> None:
        if not room.clients and now - room.last_left > _LINGER:
            self._rooms.pop(room.name, None)
            await room.close(1000)

    async def _look_at(self, room: Room) -> None:
        try:
            stamp = await self.shelf.on_disk(self.shelf.texts.stamp, room.name)
            branch = await self.shelf.on_disk(self.shelf.texts.branch)
            if branch == room.branch and stamp and _is_of(stamp, room):
                return
            if not await room.look_at_disk():
                await self._vanished(room)
        except Unsettled:
            return
        except BranchMoved:
            await self._moved(room, await self._branch())

    async def _branch(self) -> str:
        with suppress(Unsettled):
            return await self.shelf.on_disk(self.shelf.texts.branch)
        return ""

    async def _moved(self, room: Room, branch: str) -> None:
        """Another branch is another document: this one's text and log stay with its own branch."""
        short = branch.rsplit("/", 1)[-1][:60] or "another branch"
        words = f"The folder is now on {short}. This page shows that branch's text."
        await self._end(room, "branch", words)

    async def _vanished(self, room: Room) -> None:
        """A file that is gone: renamed (the same file under another name), or deleted."""
        stamps = await self.shelf.on_disk(self.shelf.texts.stamps)
        # The number of a file that was deleted is soon another's, so the time of its text must be the same too.
        new = next((n for n, s in stamps.items() if _is_of(s, room)), None)
        if new and new not in self._rooms:
            await self._end(room, "renamed", f"The document is now called {new}.", to=new)
            await self.shelf.in_log(self.shelf.log.rename, room.name, new, room.branch)
        else:
            await self._end(room, "deleted", "The file was deleted on disk. Its text is kept in the history.")

    async def _end(self, room: Room, reason: str, words: str, to: str | None = None) -> None:
        self._rooms.pop(room.name, None)
        message = messages.notice("moved", epoch="", reason=reason, words=words, **({"to": to} if to else {}))
        for client in tuple(room.clients):
            client.offer(message)
        await room.close(_OLD_EPOCH, save=False)

    async def take_in(self, name: str, epoch: str, update: bytes, who: str) -> str:
        """Edits that were made on an epoch which is not the document's any more, merged as those of a fork.

        Gives the words to tell the person. Raises `NoSuchText` for an unknown epoch, ValueError for bytes
        that are no update.
        """
        old = await self.shelf.in_log(self.shelf.log.epoch, epoch)
        if old is None or old.name != name:
            raise NoSuchText("what these changes were made on is not known here")
        base, theirs = await self.shelf.on_disk(self._theirs, old, update)
        if base == theirs:
            return "Everything was there already."
        try:
            room = await self.open(name)
        except StoreRefuses:
            raise  # they are kept where they were made, and come again
        except HowcomeError:
            room = None
        if room is None or room.branch != old.branch:
            await self._set_aside(old, update, theirs, who)
            return "Your changes were made on another branch. They are kept in the history."
        if room.epoch == old.epoch:
            await room.merge_update(update, who)
            return "Your changes are merged."
        now = room.text
        both = Source(await self.shelf.on_disk(three_way, base, now, theirs))

        def make(source: Source) -> Change:
            return Change(
                source.sha,
                diff(source, both if source.text == now else Source(three_way(base, source.text, theirs))),
            )

        await room.change(make, who, "fork")
        return "Your changes are merged."

    def _theirs(self, old: Epoch, update: bytes) -> tuple[str, str]:
        replica = Replica(old.snapshot)
        for logged in self.shelf.log.updates(old.epoch, old.upto):
            replica.apply(logged.data)
        base = str(replica)
        try:
            replica.apply(update)
        except BadUpdate as error:
            raise ValueError(str(error)) from None
        return base, str(replica)

    async def _set_aside(self, old: Epoch, update: bytes, text: str, who: str) -> None:
        log = self.shelf.log
        await self.shelf.in_log(log.append, old.epoch, [NewUpdate(update, who, "fork")])
        version = NewVersion(old.name, old.epoch, (who,), f"changes made on {old.branch}", text.encode())
        await self.shelf.in_log(log.keep, version)


def _is_of(stamp: Stamp, room: Room) -> bool:
    """Whether this is the file, untouched, that the room last read or wrote."""
    return stamp.identity == room.stored.identity and stamp.modified_ns / 1e9 == room.stored.modified
