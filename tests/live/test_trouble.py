"""Rooms when something goes wrong: nothing is lost or there twice, people are told, and the room goes on."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from howcome.live import messages
from howcome.live.client import Client
from howcome.live.messages import Presence, read_presence
from howcome.live.room import Room
from howcome.storage.folder import FolderTexts
from howcome.storage.log import NewUpdate, Saved
from howcome.storage.sqlite_log import SqliteLog
from howcome.storage.texts import NoSuchText, StoreRefuses, Unsettled
from howcome.text import Change, Edit, Source, Span

from .people import DOCUMENT, Typist, count_words, library, settled

NAME = "checkout"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / f"{NAME}.md").write_text(DOCUMENT, "utf-8")
    (tmp_path / ".howcome").mkdir()
    return tmp_path


async def until(true: Callable[[], bool], within: float = 8) -> None:
    async with asyncio.timeout(within):
        while not true():
            await asyncio.sleep(0.01)


def test_a_crash_while_the_files_words_are_merged_does_not_bring_them_twice(folder: Path) -> None:
    path = folder / f"{NAME}.md"

    class Dies(SqliteLog):
        def mark_saved(self, epoch: str, saved: Saved) -> None:
            raise StoreRefuses("the process ended here")

    async def write() -> None:
        async with library(folder, Dies(folder / ".howcome" / "live.db")) as rooms:
            room = await rooms.open(NAME)
            path.write_text(DOCUMENT + "‹from disk›\n", "utf-8")
            await until(lambda: "‹from disk›" in room.text)

    async def read() -> str:
        async with library(folder) as rooms:
            return (await rooms.open(NAME)).text

    asyncio.run(write())
    assert asyncio.run(read()).count("‹from disk›") == 1
    assert path.read_text("utf-8").count("‹from disk›") == 1


def test_an_error_that_nobody_foresaw_ends_neither_logging_nor_saving(folder: Path) -> None:
    class Odd(SqliteLog):
        left = 2

        def append(self, epoch: str, updates: object) -> int:
            if self.left:
                self.left -= 1
                raise RuntimeError("odd")
            return super().append(epoch, updates)  # type: ignore[arg-type]

    async def go() -> None:
        async with library(folder, Odd(folder / ".howcome" / "live.db")) as rooms:
            room = await rooms.open(NAME)
            texts = room.shelf.texts
            really, failed = texts.write, []

            def write(*args: object) -> object:
                if not failed:
                    failed.append(args)
                    raise OSError(5, "Input/output error")
                return really(*args)  # type: ignore[arg-type]

            texts.write = write  # type: ignore[method-assign, assignment]
            a = Typist(room, "a")
            a.type()
            count_words(await settled(room, a, wait=10), a)
            assert failed

    asyncio.run(go())


def test_a_save_whose_merge_fails_is_tried_again(folder: Path) -> None:
    class Refuses(SqliteLog):
        left = 3

        def keep(self, version: object) -> object:  # type: ignore[override]
            if self.left and version.why == "before a change on disk":  # type: ignore[attr-defined]
                self.left -= 1
                raise StoreRefuses("no space left")
            return super().keep(version)  # type: ignore[arg-type]

    async def go() -> None:
        log = Refuses(folder / ".howcome" / "live.db")
        async with library(folder, log) as rooms:
            room = await rooms.open(NAME)
            a = Typist(room, "a")
            await settled(room, a)
            (folder / f"{NAME}.md").write_text(DOCUMENT + "‹disk›\n", "utf-8")
            a.type()
            text = await settled(room, a, wait=10)
            count_words(text, a)
            assert text.count("‹disk›") == 1
            assert log.left == 0

    asyncio.run(go())


def test_a_sync_that_fails_does_not_end_the_watch(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("howcome.live.rooms._SYNC", 0.01)

    class Unsynced(SqliteLog):
        tried = 0

        def sync(self) -> None:
            self.tried += 1
            raise StoreRefuses("cannot be synced")

    async def go() -> None:
        log = Unsynced(folder / ".howcome" / "live.db")
        async with library(folder, log) as rooms:
            room = await rooms.open(NAME)
            await until(lambda: log.tried >= 2)
            (folder / f"{NAME}.md").write_text(DOCUMENT + "‹disk›\n", "utf-8")
            await until(lambda: "‹disk›" in room.text)

    asyncio.run(go())


def test_what_no_file_can_hold_is_taken_out_before_it_is_written(folder: Path) -> None:
    async def go() -> None:
        async with library(folder) as rooms:
            room = await rooms.open(NAME)
            a = Typist(room, "a")
            await settled(room, a)
            a.edit(Edit(Span(0, 0), "a\rb\r\nc" + "\0" * 3000))
            assert (await settled(room, a)).startswith("a\nb\nc---")

    asyncio.run(go())


def test_a_lock_that_git_left_behind_is_said_and_the_words_are_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("howcome.live.room._GIT_IS_QUICK", 0.1)

    async def go() -> None:
        async with library(folder) as rooms:
            room = await rooms.open(NAME)
            texts = room.shelf.texts
            really = texts.branch

            def unsettled() -> str:
                raise Unsettled

            texts.branch = unsettled  # type: ignore[method-assign]
            a = Typist(room, "a")
            a.type()
            await until(lambda: any(b"index.lock" in n for n in a.notices))
            assert a.kept
            texts.branch = really  # type: ignore[method-assign]
            count_words(await settled(room, a), a)
            assert room.trouble is None

    asyncio.run(go())


def test_a_file_that_becomes_unreadable_is_said_until_it_can_be_read_again(folder: Path) -> None:
    path = folder / f"{NAME}.md"

    async def go() -> None:
        async with library(folder) as rooms:
            room = await rooms.open(NAME)
            a = Typist(room, "a")
            text = await settled(room, a)
            path.write_bytes(text.encode("utf-16"))
            await until(lambda: any(b"cannot be read" in n for n in a.notices))
            path.write_bytes(
                b"caf\xe9 \xf4\x8f\x9f\xa9\n"
            )  # bytes that are no UTF-8 beside private characters
            await until(lambda: any(b"cannot be merged" in n for n in a.notices))
            path.write_text(text + "‹disk›\n", "utf-8")
            await until(lambda: "‹disk›" in room.text and room.trouble is None)

    asyncio.run(go())


def test_an_invalid_byte_written_by_another_program_stays_that_byte(folder: Path) -> None:
    path = folder / f"{NAME}.md"

    async def go() -> None:
        async with library(folder) as rooms:
            room = await rooms.open(NAME)
            a = Typist(room, "a")
            await settled(room, a)
            path.write_bytes(DOCUMENT.encode() + b"caf\xe9\r\n")
            await until(lambda: "caf" in room.text)
            a.type(at=0)
            await until(lambda: b"a0" in path.read_bytes())

    asyncio.run(go())
    assert path.read_bytes().endswith(b"caf\xe9\r\n")


def test_a_file_replaced_by_a_folder_ends_the_room_and_the_folder_stays(folder: Path) -> None:
    path = folder / f"{NAME}.md"

    async def go() -> None:
        async with library(folder) as rooms:
            room = await rooms.open(NAME)
            a = Typist(room, "a")
            await settled(room, a)
            a.type()
            await until(lambda: bool(a.kept))
            path.unlink()
            path.mkdir()
            (path / "inner").touch()
            await until(lambda: a.client.code is not None)
            assert a.client.code == 4409
            with pytest.raises(NoSuchText):
                await rooms.open(NAME)
            newest = rooms.shelf.log.versions(NAME)[0]
            assert "‹a0›".encode() in rooms.shelf.log.version_text(newest.id)

    asyncio.run(go())
    assert (path / "inner").exists()


def test_another_document_that_gets_the_number_of_a_deleted_one_is_not_its_new_name(folder: Path) -> None:
    """File systems use the number of a deleted file again at once; only an untouched file was renamed."""

    class Reused(FolderTexts):
        def stamps(self):  # type: ignore[no-untyped-def]
            found = super().stamps()
            mine = rooms_open[0].stored.identity if rooms_open else ""
            return {n: type(s)(s.modified_ns + 10**9, s.size, mine or s.identity) for n, s in found.items()}

    rooms_open: list[Room] = []

    async def go() -> None:
        async with library(folder) as rooms:
            room = await rooms.open(NAME)
            rooms_open.append(room)
            a = Typist(room, "a")
            await settled(room, a)
            object.__setattr__(rooms.shelf, "texts", Reused(folder))
            (folder / "another.md").write_text("---\nhowcome: 1\n---\n# Another\n", "utf-8")
            (folder / f"{NAME}.md").unlink()
            await until(lambda: a.client.code is not None)
            assert any(b"deleted" in n for n in a.notices)
            assert rooms.shelf.log.versions("another") == []

    asyncio.run(go())


def test_a_document_that_is_deleted_and_made_again_is_the_new_one(folder: Path) -> None:
    path = folder / f"{NAME}.md"

    async def go() -> None:
        async with library(folder) as rooms:
            room = await rooms.open(NAME)
            a = Typist(room, "a")
            await settled(room, a)
            path.unlink()
            await until(lambda: a.client.code is not None)
            path.write_text("---\nhowcome: 1\n---\n# Made again\n", "utf-8")
            again = await rooms.open(NAME)
            await again.save()
            assert again.text == "---\nhowcome: 1\n---\n# Made again\n"

    asyncio.run(go())
    assert path.read_text("utf-8").endswith("# Made again\n")


def test_a_library_that_vanishes_and_comes_back_loses_no_word(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    away = tmp_path_factory.mktemp("away") / "away"

    async def go() -> None:
        async with library(folder) as rooms:
            room = await rooms.open(NAME)
            a = Typist(room, "a")
            await settled(room, a)
            shutil.move(folder / f"{NAME}.md", away)
            a.type()
            await until(lambda: a.client.code is not None)
            shutil.move(away, folder / f"{NAME}.md")
            again = await rooms.open(NAME)
            assert "‹a0›" in again.text

    asyncio.run(go())


def test_a_version_is_kept_also_while_somebody_types(folder: Path) -> None:
    async def go() -> None:
        async with library(folder) as rooms:
            room = await rooms.open(NAME)
            a = Typist(room, "a")
            await settled(room, a)
            for n in range(20):
                a.type()
                kept = asyncio.create_task(room.checkpoint(f"version {n}"))
                a.type()
                await asyncio.sleep(0)
                a.type()
                await kept
            assert {f"version {n}" for n in range(20)} <= {v.why for v in room.shelf.log.versions(NAME)}
            count_words(await settled(room, a), a)

    asyncio.run(go())


def test_one_connection_speaks_for_a_few_cursors_at_most(folder: Path) -> None:
    async def go() -> None:
        async with library(folder) as rooms:
            room = await rooms.open(NAME)
            good, bad = Client("good"), Client("bad")
            room.enter(good)
            room.enter(bad)
            await room.receive(bad, messages.presence([Presence(n, 1, "{}") for n in range(100)]))
            heard: set[int] = set()
            while good._waiting:
                message = await good.next()
                if message and message[0] == messages.AWARENESS:
                    heard |= {p.client for p in read_presence(message[1:])}
            assert heard == set(bad.presences)
            assert len(heard) == 16

    asyncio.run(go())


def test_an_epoch_whose_log_cannot_be_read_is_closed_and_another_begins(folder: Path) -> None:
    async def go() -> None:
        async with library(folder) as rooms:
            room = await rooms.open(NAME)
            room.shelf.log.append(room.epoch, [NewUpdate(b"\xff\xff\xff", "x", "typing")])
            rooms._rooms.pop(NAME)
            again = await rooms.open(NAME)
            assert again.epoch != room.epoch
            assert again.text == DOCUMENT
            await again.change(lambda s: Change(s.sha, (Edit(Span(0, 0), "x"),)), "Ada", "form")
            await room.close(1000, save=False)

    asyncio.run(go())


def test_a_restored_text_of_other_line_ends_is_written_with_those_of_the_file(folder: Path) -> None:
    path = folder / f"{NAME}.md"
    path.write_bytes(DOCUMENT.replace("\n", "\r\n").encode())

    async def go() -> None:
        async with library(folder) as rooms:
            room = await rooms.open(NAME)
            await room.become(Source(DOCUMENT + "one more\n").text, "Ada", "restore")
            await room.save()

    asyncio.run(go())
    assert path.read_bytes() == (DOCUMENT + "one more\n").replace("\n", "\r\n").encode()


def test_a_file_that_grows_beyond_bounds_is_left_alone_and_disturbs_nobody(tmp_path: Path) -> None:
    async def go() -> None:
        for name in ("a", "b"):
            (tmp_path / f"{name}.md").write_text(DOCUMENT, "utf-8")
        async with library(tmp_path) as rooms:
            a, b = Typist(await rooms.open("a"), "a"), Typist(await rooms.open("b"), "b")
            with (tmp_path / "a.md").open("a") as stream:
                stream.write("y" * (10 << 20))
            a.type()
            while not any(b"grown to 10 MB" in said for said in a.notices):
                await asyncio.sleep(0.02)
            b.type()
            count_words(await settled(b.room, b), b)
            assert "‹a0›" in a.room.text and len(a.room.text) < 1000
            (tmp_path / "a.md").write_text(DOCUMENT, "utf-8")
            count_words(await settled(a.room, a), a)

    asyncio.run(go())
