"""Rooms: whoever writes, and however, all end with one text, and no word is lost."""

from __future__ import annotations

import asyncio
import random
import subprocess
import sys
from pathlib import Path

import pytest

from howcome.live import messages
from howcome.live.client import Client
from howcome.live.messages import BadMessage
from howcome.live.replica import Replica
from howcome.storage.folder import FolderTexts
from howcome.storage.sqlite_log import SqliteLog
from howcome.storage.texts import StoreRefuses
from howcome.text import Change, Edit, Source, Span

from .people import DOCUMENT, Typist, count_words, library, settled

NAME = "checkout"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / f"{NAME}.md").write_text(DOCUMENT, "utf-8")
    return tmp_path


def test_ten_who_enter_a_fresh_room_at_the_same_instant_agree(folder: Path) -> None:
    async def go() -> None:
        async with library(folder) as rooms:
            opened = await asyncio.gather(*(rooms.open(NAME) for _ in range(10)))
            assert len({id(r) for r in opened}) == 1
            people = [Typist(room, f"p{n}") for n, room in enumerate(opened)]
            for person in people:  # they type before they have heard anything
                person.type(at=0)
            for _ in range(20):
                for person in people:
                    person.type()
                await asyncio.sleep(0)
            text = await settled(opened[0], *people)
            count_words(text, *people)

    asyncio.run(go())


def test_an_edit_right_after_opening_is_logged(folder: Path) -> None:
    async def go() -> None:
        async with library(folder) as rooms:
            room = await rooms.open(NAME)
            await room.change(lambda s: Change(s.sha, (Edit(Span(0, 0), "‹x›"),)), "Ada", "form")
            assert [u.who for u in room.shelf.log.updates(room.epoch)] == ["Ada"]

    asyncio.run(go())


def test_five_hundred_updates_and_gone_are_all_there_in_another_process(folder: Path) -> None:
    async def write() -> None:
        async with library(folder) as rooms:
            person = Typist(await rooms.open(NAME), "a")
            for _ in range(500):
                person.type()
            await person.leave()

    async def read() -> str:
        async with library(folder) as rooms:
            return (await rooms.open(NAME)).text

    asyncio.run(write())
    text = asyncio.run(read())
    assert all(f"‹a{n}›" in text for n in range(500))
    assert (folder / f"{NAME}.md").read_text("utf-8") == text


_KILLED = """
import asyncio, os, signal, sys
from pathlib import Path
from tests.live.people import Typist, library
async def go():
    async with library(Path(sys.argv[1])) as rooms:
        room = await rooms.open("checkout")
        person = Typist(room, "k")
        for n in range(200):
            person.type()
            await asyncio.sleep(0.002)
            if n % 20 == 19:
                await room.flush()
                print(n, flush=True)
            if n == int(sys.argv[2]):
                os.kill(os.getpid(), signal.SIGKILL)
asyncio.run(go())
"""


@pytest.mark.parametrize("when", [30, 120, 170])
def test_what_was_acknowledged_survives_kill_9_once_and_only_once(folder: Path, when: int) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _KILLED, str(folder), str(when)], capture_output=True, text=True, check=False
    )
    assert ended.returncode == -9, ended.stderr
    acknowledged = int(ended.stdout.split()[-1])

    async def read() -> str:
        async with library(folder) as rooms:
            return (await rooms.open(NAME)).text

    text = asyncio.run(read())
    assert all(text.count(f"‹k{n}›") == 1 for n in range(acknowledged + 1))
    assert asyncio.run(read()) == text


def test_a_crash_between_the_file_and_the_log_does_not_write_words_twice(folder: Path) -> None:
    class Dies(SqliteLog):
        def mark_saved(self, epoch: str, saved: object) -> None:
            raise StoreRefuses("the process ended here")

    async def write() -> None:
        log = Dies(folder / ".howcome" / "live.db")
        async with library(folder, log) as rooms:
            person = Typist(await rooms.open(NAME), "a")
            for _ in range(10):
                person.type()
            await person.leave()

    (folder / ".howcome").mkdir()
    asyncio.run(write())

    async def read() -> str:
        async with library(folder) as rooms:
            return (await rooms.open(NAME)).text

    text = asyncio.run(read())
    assert all(text.count(f"‹a{n}›") == 1 for n in range(10))


def test_a_file_changed_on_disk_while_two_type_merges(folder: Path) -> None:
    path = folder / f"{NAME}.md"

    async def go() -> None:
        async with library(folder) as rooms:
            room = await rooms.open(NAME)
            a, b = Typist(room, "a"), Typist(room, "b")
            for n in range(60):
                a.type()
                b.type()
                await asyncio.sleep(0.02)
                if n % 15 == 7:
                    path.write_text(path.read_text("utf-8") + f"‹disk{n}›\n", "utf-8")
            text = await settled(room, a, b)
            count_words(text, a, b)
            assert all(text.count(f"‹disk{n}›") == 1 for n in range(60) if n % 15 == 7)

    asyncio.run(go())


def test_a_form_and_a_colleague_in_one_line_merge(folder: Path) -> None:
    async def go() -> None:
        async with library(folder) as rooms:
            room = await rooms.open(NAME)
            a = Typist(room, "a")
            await settled(room, a)
            at = room.text.index("Short")
            a.type("‹a0›", at=at)
            await room.change(lambda s: _replaced(s, "Short", "Long"), "Form", "form")
            text = await settled(room, a)
            assert "‹a0›Long 🚨 é." in text

    asyncio.run(go())


def _replaced(source: Source, old: str, new: str) -> Change:
    at = source.text.index(old)
    return Change(source.sha, (Edit(Span(at, at + len(old)), new),))


def test_a_full_disk_loses_nothing_and_is_said(folder: Path) -> None:
    class Full(SqliteLog):
        full = True

        def append(self, epoch: str, updates: object) -> int:
            if self.full:
                raise StoreRefuses("no space left")
            return super().append(epoch, updates)  # type: ignore[arg-type]

    async def go() -> None:
        (folder / ".howcome").mkdir()
        log = Full(folder / ".howcome" / "live.db")
        async with library(folder, log) as rooms:
            room = await rooms.open(NAME)
            a, b = Typist(room, "a"), Typist(room, "b")
            await asyncio.sleep(0.1)
            a.type()
            await asyncio.sleep(0.3)
            assert "‹a0›" not in str(b.replica), "told to others before it was logged"
            assert any(b"no space left" in n for n in a.notices)
            log.full = False
            count_words(await settled(room, a, b), a, b)

    asyncio.run(go())


@pytest.mark.parametrize(
    "garbage",
    [
        b"",
        b"\xff" * 20,
        b"\x00\x02\x05abc",
        b"\x00\x07\x01a",
        b"\x01\x03\x01\x01",
        b"\x63",
        b"\x00\x00\xff\xff\xff",
    ],
    ids=lambda g: g.hex()[:12] or "empty",
)
def test_garbage_is_refused_and_disturbs_nobody(folder: Path, garbage: bytes) -> None:
    async def go() -> None:
        async with library(folder) as rooms:
            room = await rooms.open(NAME)
            a = Typist(room, "a")
            stranger = Client("stranger")
            room.enter(stranger)
            with pytest.raises(BadMessage):
                await room.receive(stranger, garbage)
            a.type()
            count_words(await settled(room, a), a)

    asyncio.run(go())


def test_a_client_that_does_not_read_is_cut_off_alone(folder: Path) -> None:
    async def go() -> None:
        async with library(folder) as rooms:
            room = await rooms.open(NAME)
            a, sleeper = Typist(room, "a"), Client("sleeper")
            room.enter(sleeper)
            for _ in range(2500):
                a.type(at=0)
                await asyncio.sleep(0)
                await room.flush()
            assert sleeper.code == 1013
            count_words(await settled(room, a, wait=20), a)

    asyncio.run(go())


def test_nobody_speaks_for_somebody_else(folder: Path) -> None:
    async def go() -> None:
        async with library(folder) as rooms:
            room = await rooms.open(NAME)
            one, other = Client("one"), Client("other")
            room.enter(one)
            room.enter(other)
            await room.receive(one, messages.presence([messages.Presence(7, 1, '{"user":"one"}')]))
            await room.receive(other, messages.presence([messages.Presence(7, 9, "null")]))
            assert 7 in one.presences
            room.leave(one)

    asyncio.run(go())


def test_a_renamed_file_takes_its_history_with_it(folder: Path) -> None:
    async def go() -> None:
        async with library(folder) as rooms:
            room = await rooms.open(NAME)
            a = Typist(room, "a")
            a.type()
            await settled(room, a)
            (folder / f"{NAME}.md").rename(folder / "other.md")
            for _ in range(200):
                await asyncio.sleep(0.02)
                if a.client.code:
                    break
            assert a.client.code == 4409
            assert any(b'"to": "other"' in n for n in a.notices)
            assert (await rooms.open("other")).text == str(a.replica)
            assert rooms.shelf.log.versions("other")
            assert not (folder / f"{NAME}.md").exists()

    asyncio.run(go())


def test_a_deleted_file_is_not_written_again_and_its_text_is_kept(folder: Path) -> None:
    async def go() -> None:
        async with library(folder) as rooms:
            room = await rooms.open(NAME)
            a = Typist(room, "a")
            a.type()
            await settled(room, a)
            (folder / f"{NAME}.md").unlink()
            a.type()
            for _ in range(200):
                await asyncio.sleep(0.02)
                if a.client.code:
                    break
            await asyncio.sleep(0.5)
            assert not (folder / f"{NAME}.md").exists()
            newest = rooms.shelf.log.versions(NAME)[0]
            assert "‹a1›".encode() in rooms.shelf.log.version_text(newest.id)

    asyncio.run(go())


def git(folder: Path, *words: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@example.com", *words],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip


def test_another_branch_is_another_document(folder: Path) -> None:
    path = folder / f"{NAME}.md"
    git(folder, "init", "-b", "main")
    git(folder, "add", f"{NAME}.md")
    git(folder, "commit", "-m", "x")
    git(folder, "checkout", "-b", "side")
    path.write_text(DOCUMENT + "\nOn the side.\n", "utf-8")
    git(folder, "commit", "-am", "y")
    git(folder, "checkout", "main")

    async def go() -> None:
        async with library(folder) as rooms:
            await asyncio.sleep(0.5)
            room = await rooms.open(NAME)
            a = Typist(room, "a")
            a.type()
            await settled(room, a)
            git(folder, "commit", "-am", "typed")
            await asyncio.sleep(0.6)
            a.type("‹late›", at=0)
            await room.flush()
            git(folder, "checkout", "-f", "side")
            for _ in range(300):
                await asyncio.sleep(0.02)
                if a.client.code:
                    break
            assert a.client.code == 4409
            other = await rooms.open(NAME)
            assert other.epoch != room.epoch
            assert "On the side" in other.text and "‹" not in other.text
            assert path.read_text("utf-8") == other.text
            words = await rooms.take_in(NAME, room.epoch, a.replica.state, "a")
            assert "‹" not in other.text, words
            git(folder, "checkout", "main")
            await asyncio.sleep(1.5)
            back = await rooms.open(NAME)
            assert back.epoch == room.epoch
            assert "‹late›" in back.text and "‹a0›" in back.text

    asyncio.run(go())


def test_edits_of_a_lost_log_come_in_as_a_fork(folder: Path) -> None:
    async def go() -> None:
        async with library(folder) as rooms:
            room = await rooms.open(NAME)
            a = Typist(room, "a")
            await settled(room, a)
            offline = Replica(a.replica.state)
            offline.edit([Edit(Span(len(DOCUMENT), len(DOCUMENT)), "‹offline›")])
            rooms.shelf.log.end(room.epoch, "a test")
            a.type("‹online›", at=0)
            await settled(room, a)
            rooms._rooms.pop(NAME)
            await room.close(1000)
            await rooms.take_in(NAME, room.epoch, offline.state, "b")
            again = await rooms.open(NAME)
            assert again.epoch != room.epoch
            assert again.text.count("‹offline›") == 1 and again.text.count("‹online›") == 1

    asyncio.run(go())


def test_line_ends_and_odd_bytes_of_a_file_stay(folder: Path) -> None:
    path = folder / "odd.md"
    raw = b"---\nhowcome: 1\n---\r\n# T\xff\r\n\nx\r\ny\nlast"
    path.write_bytes(raw)

    async def go() -> None:
        async with library(folder) as rooms:
            room = await rooms.open("odd")
            a = Typist(room, "a")
            await asyncio.sleep(0.8)
            assert path.read_bytes() == raw
            a.type("‹a0›", at=room.text.index("x\n"))
            await asyncio.sleep(1.0)
            assert path.read_bytes() == raw.replace(b"x\r\n", "‹a0›x\r\n".encode())

    asyncio.run(go())


def test_a_version_is_kept_with_its_authors_and_can_be_restored(folder: Path) -> None:
    async def go() -> None:
        async with library(folder) as rooms:
            room = await rooms.open(NAME)
            a, b = Typist(room, "Ada"), Typist(room, "Bo")
            a.type()
            b.type()
            await settled(room, a, b)
            await room.checkpoint("a pause")
            newest, first = rooms.shelf.log.versions(NAME)
            assert newest.who == ("Ada", "Bo") and first.who == ()
            old = rooms.shelf.log.version_text(first.id).decode()
            await room.become(old, "Ada", "restore")
            assert await settled(room, a, b) == DOCUMENT

    asyncio.run(go())


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_people_forms_files_and_restarts_keeps_every_word(folder: Path, seed: int) -> None:
    path = folder / f"{NAME}.md"
    random.seed(seed)
    expected: list[str] = []

    async def life(round_: int) -> None:
        async with library(folder) as rooms:
            room = await rooms.open(NAME)
            people = [Typist(room, f"r{round_}p{n}") for n in range(4)]
            await settled(room, *people)
            for step in range(60):
                move = random.random()
                if move < 0.7:
                    random.choice(people).type()
                elif move < 0.85:
                    word = f"‹form{round_}.{step}›"
                    at = len(room.text)
                    await room.change(
                        lambda s, w=word: Change(s.sha, (Edit(Span(len(s.text), len(s.text)), w),)),
                        "f",
                        "form",  # type: ignore[misc]
                    )
                    expected.append(word)
                    assert at >= 0
                elif move < 0.92:
                    word = f"‹file{round_}.{step}›"
                    now = FolderTexts(folder).read(NAME).source.text
                    path.write_text(word + now, "utf-8")
                    expected.append(word)
                    await asyncio.sleep(0.3)
                await asyncio.sleep(random.random() * 0.01)
            text = await settled(room, *people)
            count_words(text, *people)
            for person in people:
                expected.extend(person.typed)
                await person.leave()

    for round_ in range(2):
        asyncio.run(life(round_))
    final = path.read_text("utf-8")
    assert all(final.count(word) == 1 for word in expected)
