"""The live connection: who may open it, what is refused, and that one who misbehaves disturbs nobody else."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from howcome.live import messages
from howcome.live.messages import Presence, Reader
from howcome.live.replica import Replica
from howcome.text import Edit, Span
from howcome.web.site import Site

from .browsing import SHARED, Browser, Socket, library, run, served


async def live(site: Site, name: str = "checkout") -> str:
    room = await site.workspace.rooms.open(name)
    return f"/d/{name}/live?epoch={room.epoch}"


async def hear(socket: Socket, replica: Replica, until: str, within: float = 1.0) -> float:
    """Seconds until a word stands in this copy; fails after `within`."""
    begun = time.perf_counter()
    async with asyncio.timeout(within):
        while until not in str(replica):
            reader = Reader(await socket.heard.get())
            if reader.number() == messages.SYNC and reader.number() != messages.STEP_1:
                replica.apply(reader.block())
    return time.perf_counter() - begun


async def entered(socket: Socket) -> Replica:
    """Somebody who has come in and holds the text."""
    replica = Replica()
    socket.send_bytes(messages.step_1(replica.vector))
    await hear(socket, replica, "Short")
    return replica


def typed(replica: Replica, word: str) -> bytes:
    """The message of one who types a word at the beginning."""
    updates: list[bytes] = []
    replica.observe(updates.append)
    replica.edit([Edit(Span(0, 0), word)])
    return messages.update(updates[0])


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://127.0.0.1:9000"},
        {"host": "evil.example:8765", "origin": "http://evil.example:8765"},
    ],
    ids=["other-site", "null", "none", "other-port", "other-host"],
)
def test_another_site_is_refused_before_anything_is_accepted(tmp_path: Path, headers: dict[str, str]) -> None:
    async def go() -> None:
        async with (
            served(library(tmp_path)) as (browser, site),
            browser.socket(await live(site), **headers) as talk,
        ):
            await talk.end()
            assert not talk.accepted.is_set()

    run(go)


def test_a_stranger_hears_nothing(tmp_path: Path) -> None:
    async def go() -> None:
        async with (
            served(library(tmp_path), SHARED) as (browser, site),
            browser.socket(await live(site)) as talk,
        ):
            assert await talk.end() == 4401
            assert talk.heard.empty()

    run(go)


@pytest.mark.parametrize("name", ["none", "..%2f..%2fetc%2fpasswd", ".git%2fconfig", "a%00b", "x" * 3000])
def test_a_document_that_is_none_closes(tmp_path: Path, name: str) -> None:
    async def go() -> None:
        async with (
            served(library(tmp_path)) as (browser, _),
            browser.socket(f"/d/{name}/live?epoch=e") as talk,
        ):
            assert await talk.end() == 4404

    run(go)


def test_an_older_life_of_the_document_is_told_to_load_again(tmp_path: Path) -> None:
    async def go() -> None:
        async with (
            served(library(tmp_path)) as (browser, _),
            browser.socket("/d/checkout/live?epoch=old") as talk,
        ):
            assert await talk.end() == 4409
            assert b"moved" in await talk.heard.get()

    run(go)


def test_while_git_is_at_work_people_are_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = asyncio.sleep
    monkeypatch.setattr("howcome.live.rooms.asyncio.sleep", lambda seconds: real(min(seconds, 0.005)))

    async def go() -> None:
        (tmp_path / ".git").mkdir()
        (tmp_path / ".git" / "HEAD").write_text("ref: refs/heads/main\n", "utf-8")
        (tmp_path / ".git" / "index.lock").touch()
        async with served(library(tmp_path)) as (browser, _):
            answer = await browser.get("/d/checkout/read")
            assert answer.status == 507
            assert "git is at work" in answer.text
            async with browser.socket("/d/checkout/live?epoch=e") as talk:
                assert await talk.end() == 4404
                assert b"git is at work" in await talk.heard.get()

    run(go)


GARBAGE = {
    "empty": b"",
    "no-kind": b"\xff" * 20,
    "cut": b"\x00\x02\x05abc",
    "no-step": b"\x00\x07\x01a",
    "millions": b"\x00\x00\x04\x80\x80\x80\x22",
    "nan": messages.presence([Presence(1, 1, '{"a": NaN}')]),
    "utf-16": b"\x01" + messages.block(b"\x01\x01\x01" + messages.block("{}".encode("utf-16"))),
    "deep": messages.presence([Presence(1, 1, "[" * 8000)]),
}


@pytest.mark.parametrize("garbage", GARBAGE.values(), ids=GARBAGE)
def test_garbage_ends_its_own_connection_alone(tmp_path: Path, garbage: bytes) -> None:
    async def go() -> None:
        async with served(library(tmp_path)) as (browser, site):
            path = await live(site)
            async with browser.socket(path) as good, browser.socket(path) as bad:
                copy = await entered(good)
                bad.send_bytes(garbage)
                assert await bad.end() == 4400
                async with browser.socket(path) as third:
                    theirs = await entered(third)
                    third.send_bytes(typed(theirs, "‹third›"))
                    await hear(good, copy, "‹third›")

    run(go)


def test_words_and_messages_that_are_too_large_end_the_connection(tmp_path: Path) -> None:
    async def go() -> None:
        async with served(library(tmp_path)) as (browser, site):
            path = await live(site)
            async with browser.socket(path) as talk:
                talk.say({"type": "websocket.receive", "text": "words"})
                assert await talk.end() == 4400
            async with browser.socket(path) as talk:
                talk.send_bytes(b"\x00" * ((8 << 20) + 1))
                assert await talk.end() == 1009

    run(go)


FLOODS = {
    "asks for all": messages.step_1(b"\x00"),
    "presence": messages.presence([Presence(n, 1, '{"user": "x"}') for n in range(200)]),
    "who is here": bytes((messages.ASK_AWARENESS,)),
    "nothing": messages.update(b"\x00\x00"),
}


@pytest.mark.parametrize("flood", FLOODS.values(), ids=FLOODS)
def test_a_flood_of_one_does_not_delay_the_others(tmp_path: Path, flood: bytes) -> None:
    async def go() -> None:
        async with served(library(tmp_path)) as (browser, site):
            path = await live(site)
            async with (
                browser.socket(path) as one,
                browser.socket(path) as other,
                browser.socket(path) as bad,
            ):
                mine, theirs = await entered(one), await entered(other)
                for _ in range(4000):
                    bad.send_bytes(flood)
                took = []
                for n in range(5):
                    one.send_bytes(typed(mine, f"‹{n}›"))
                    took.append(await hear(other, theirs, f"‹{n}›", within=1.0))
                bad.drop()
                assert max(took) < 1, took

    run(go)


def test_nobody_fills_the_others_pictures_of_who_is_here(tmp_path: Path) -> None:
    async def go() -> None:
        async with served(library(tmp_path)) as (browser, site):
            path = await live(site)
            room = await site.workspace.rooms.open("checkout")
            async with browser.socket(path) as good, browser.socket(path) as bad:
                await entered(good)
                for n in range(40):
                    bad.send_bytes(messages.presence([Presence(1000 + n, 1, '{"user": "ghost"}')]))
                bad.send_bytes(messages.update(b"\x00\x00"))
                seen: set[int] = set()
                async with asyncio.timeout(2):
                    while sum(len(c.presences) for c in room.clients) < 16 or not good.heard.empty():
                        message = await good.heard.get()
                        if message[0] == messages.AWARENESS:
                            seen |= {p.client for p in messages.read_presence(message[1:])}
                assert len(seen) <= 16

    run(go)


def test_one_who_left_is_gone_from_the_others_pictures(tmp_path: Path) -> None:
    async def go() -> None:
        async with served(library(tmp_path)) as (browser, site):
            path = await live(site)
            async with browser.socket(path) as good:
                await entered(good)
                async with browser.socket(path) as short:
                    await entered(short)
                    short.send_bytes(messages.presence([Presence(7, 1, '{"user": "x"}')]))
                states = []
                async with asyncio.timeout(2):
                    while "null" not in states:
                        message = await good.heard.get()
                        if message[0] == messages.AWARENESS:
                            states += [p.state for p in messages.read_presence(message[1:])]
                assert states == ['{"user": "x"}', "null"]

    run(go)


NAMES = ["two words", "🚨 é", "a#b", "what?", "50% off", "a+b", "sub/folder/x", "a&b=c", "quote'\"", "<i>", "v1.2", "עברית"]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_any_name_that_a_file_has_works_in_every_address(tmp_path: Path, name: str) -> None:
    from urllib.parse import urlsplit

    async def go() -> None:
        async with served(library(tmp_path, name)) as (browser, site):
            await site.workspace.listing.look_now()
            from howcome.web.shown import base_of

            base = base_of(name)
            assert base in (await browser.get("/")).text
            assert urlsplit(base).path == base
            for view in ("write", "read", "history", "export?to=md"):
                assert (await browser.get(f"{base}/{view}")).status == 200
            room = await site.workspace.rooms.open(name)
            async with browser.socket(f"{base}/live?epoch={room.epoch}") as talk:
                await entered(talk)

    run(go)


def test_twenty_people_of_whom_one_is_slow_all_hear_each_other(tmp_path: Path) -> None:
    async def go() -> None:
        async with served(library(tmp_path)) as (browser, site):
            path = await live(site)
            people = [Browser(browser.app, browser.host) for _ in range(20)]
            async with asyncio.timeout(20):
                await _talk_together(people, path)

    run(go)


async def _talk_together(people: list[Browser], path: str) -> None:
    from contextlib import AsyncExitStack

    async with AsyncExitStack() as stack:
        sockets = [await stack.enter_async_context(p.socket(path)) for p in people]
        copies = [await entered(s) for s in sockets]
        for n, (socket, copy) in enumerate(zip(sockets, copies, strict=True)):
            socket.send_bytes(typed(copy, f"‹p{n}›"))
        for socket, copy in zip(sockets, copies, strict=True):
            for n in range(len(people)):
                await hear(socket, copy, f"‹p{n}›", within=5)
        assert len({str(c) for c in copies}) == 1
