"""Who comes in: links that work once, sessions that are signed, and the names under which we answer."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from howcome.web.access import Access, is_loopback, secret_of

from .browsing import PORT, SHARED, Browser, library, run, served, server


def access(host: str = "127.0.0.1", port: int = PORT, *names: str, secret: bytes = b"s" * 32) -> Access:
    return Access(host, port, secret, frozenset(names))


# Names


KNOWN = ["127.0.0.1:8765", "localhost:8765", "LOCALHOST:8765", "[::1]:8765", "127.0.0.2:8765", "localhost"]
UNKNOWN = [
    "evil.example:8765", "localhost.evil.example:8765", "127.0.0.1.evil.example:8765", "127.0.0.1:80", "0.0.0.0:8765",
    "192.0.2.7:8765", "[::]:8765", "127.0.0.1:", "127.0.0.1:8765:8765", "127.1:8765", "2130706433:8765", "",
    ":8765", "localhost.:8765", "127.0.0.1:8765@evil.example", "127.0.0.1:99999", "127.0.0.1:-1", "127.0.0.1:٨٧٦٥", "127.0.0.1:²",
]  # fmt: skip


@pytest.mark.parametrize("header", KNOWN)
def test_this_machine_is_known_by_its_own_names(header: str) -> None:
    assert access().knows_host(header)


@pytest.mark.parametrize("header", UNKNOWN, ids=ascii)
def test_a_name_that_somebody_points_here_is_not_known(header: str) -> None:
    assert not access().knows_host(header)


def test_on_ipv6_alone_its_loopback_is_known() -> None:
    assert access("::1").open
    assert access("::1").knows_host("[::1]:8765")
    assert not access("::1").knows_host("[::2]:8765")


def test_a_shared_address_is_known_by_addresses_and_by_the_names_it_was_given() -> None:
    shared = access("0.0.0.0", PORT, "postmortems.example")
    assert not shared.open
    for header in ("192.0.2.7:8765", "postmortems.example:8765", f"{socket.gethostname()}:8765"):
        assert shared.knows_host(header)
    assert not shared.knows_host("evil.example:8765")


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("[::1]", True), ("0.0.0.0", False), ("::", False), ("evil.example", False), ("", False)],
)  # fmt: skip
def test_only_what_no_other_machine_reaches_needs_no_sign_in(host: str, loopback: bool) -> None:
    assert is_loopback(host) is loopback


@given(st.text(max_size=30))
def test_any_host_header_is_known_or_not(header: str) -> None:
    assert access().knows_host(header) in (True, False)


# Links and sessions


def test_a_link_lets_one_browser_in_once() -> None:
    one = access(SHARED)
    link, other = one.link(), one.link()
    assert link != other
    assert one.use(link)
    assert not one.use(link)
    assert one.use(other)
    for token in ("", "wrong", "é", "\udcff", link[:-1]):
        assert not one.use(token)


def test_a_session_is_known_to_the_library_that_gave_it_also_after_a_restart() -> None:
    cookie = access().new_session()
    session = access().session(cookie)
    assert session
    assert access(secret=b"o" * 32).session(cookie) is None
    for wrong in (None, "", ".", cookie[:-1], cookie + "x", f"x{cookie}", f"{session}.", "é.é", "x" * 500):
        assert access().session(wrong) is None


def test_a_forms_token_is_that_of_its_session_alone() -> None:
    one = access()
    first, second = (one.session(one.new_session()) or "" for _ in range(2))
    assert one.knows_form(first, one.form_token(first))
    for token in (None, "", "é", one.form_token(second), first, one.form_token(first)[:-1]):
        assert not one.knows_form(first, token)
    assert one.session(f"{first}.{one.form_token(first)}") is None, "a form's token signs nobody in"


def test_two_libraries_on_one_machine_do_not_sign_each_other_out() -> None:
    """Browsers keep one cookie for a host, whatever the port."""
    assert access(port=8765).cookie != access(port=9000).cookie


def test_the_secret_is_kept_for_its_owner_alone(tmp_path: Path) -> None:
    first = secret_of(tmp_path)
    assert secret_of(tmp_path) == first
    assert len(first) == 32
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0
    (tmp_path / "secret").write_bytes(b"cut")
    assert len(secret_of(tmp_path)) == 32


# In the app


def test_a_stranger_comes_in_by_a_link_and_stays(tmp_path: Path) -> None:
    async def go() -> None:
        async with served(library(tmp_path), SHARED) as (browser, site):
            assert (await browser.get("/")).status == 401
            link = site.access.link()
            answer = await browser.get(f"/enter?token={link}")
            assert answer.status == 303
            assert (await browser.get("/")).status == 200
            stranger = Browser(browser.app, browser.host)
            assert (await stranger.get(f"/enter?token={link}")).status == 403
            assert (await stranger.get("/")).status == 401
            assert (await stranger.get("/enter?token=%C3%A9%FF")).status == 403

    run(go)


def test_a_cookie_is_hidden_from_scripts_and_from_other_sites_requests(tmp_path: Path) -> None:
    async def go() -> None:
        async with served(library(tmp_path)) as (browser, site):
            (cookie,) = (await browser.get("/")).headers.getlist("set-cookie")
            said = {part.strip().lower() for part in cookie.split(";")[1:]}
            assert {"httponly", "path=/"} <= said
            assert said & {"samesite=lax", "samesite=strict"}
            assert not any(part.startswith("domain") for part in said)
            assert cookie.startswith(f"{site.access.cookie}=")
            assert (await browser.get("/")).headers.getlist("set-cookie") == []
            (named,) = (await browser.post("/me", {"name": "Ada; Path=/x\r\nX: y 🚨"})).headers.getlist(
                "set-cookie"
            )
            assert "\n" not in named
            assert "httponly" in named.lower()
            assert "Ada; Path=/x X: y 🚨" in (await browser.get("/me")).text

    run(go)


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:x", "/\n/evil"]
)
def test_nobody_is_sent_to_another_site(tmp_path: Path, back: str) -> None:
    async def go() -> None:
        async with served(library(tmp_path)) as (browser, _):
            assert (await browser.post("/me", {"name": "Ada", "back": back})).headers["location"] == "/"
            assert (await browser.post("/me", {"name": "Ada", "back": "/d/a%20b/write"})).headers[
                "location"
            ] == "/d/a%20b/write"

    run(go)


def test_two_tabs_of_one_person_are_one_person(tmp_path: Path) -> None:
    async def go() -> None:
        async with served(library(tmp_path)) as (browser, site):
            await browser.get("/")
            room = await site.workspace.rooms.open("checkout")
            live = f"/d/checkout/live?epoch={room.epoch}"
            async with browser.socket(live) as one, browser.socket(live) as other:
                await one.heard.get()
                await other.heard.get()
                assert len(room.clients) == 2
                assert len(room.people) == 1

    run(go)


def test_one_session_that_writes_without_end_is_slowed_down_and_others_are_not(tmp_path: Path) -> None:
    async def go() -> None:
        async with served(library(tmp_path)) as (browser, _):
            await browser.get("/me")
            answers = [(await browser.post("/me", {"name": "A"})).status for _ in range(140)]
            assert answers[0] == 303
            assert answers[-1] == 429
            other = Browser(browser.app, browser.host)
            assert (await other.post("/me", {"name": "B"})).status == 303

    run(go)


# The real server


def test_a_restart_signs_nobody_out_and_two_servers_do_not_share_a_folder(tmp_path: Path) -> None:
    import http.client

    library(tmp_path)

    def get(host: str, cookie: str = "") -> tuple[int, str]:
        connection = http.client.HTTPConnection(host, timeout=10)
        connection.request("GET", "/", headers={"Cookie": cookie} if cookie else {})
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.status, answer.headers.get("set-cookie", "")

    with server(tmp_path) as first:
        status, cookie = get(first.host)
        assert status == 200
        port = first.host.rpartition(":")[2]
        second = subprocess.run(
            [sys.executable, "-m", "howcome", "serve", str(tmp_path), "--port", "0"],
            capture_output=True, text=True, check=False, timeout=30,
        )  # fmt: skip
        assert second.returncode == 2
        assert "another howcome" in second.stderr
        assert f"process {first.process.pid}" in second.stderr
        assert first.address in second.stderr
        (tmp_path / "elsewhere").mkdir()
        taken = subprocess.run(
            [sys.executable, "-m", "howcome", "serve", str(tmp_path / "elsewhere"), "--port", port],
            capture_output=True, text=True, check=False, timeout=30,
        )  # fmt: skip
        assert taken.returncode == 2
        assert "choose another --port" in taken.stderr
        assert "Traceback" not in second.stderr + taken.stderr
        assert first.stop() in (0, -2, 130)
    with server(tmp_path, "--port", port) as again:
        assert get(again.host, cookie.partition(";")[0]) == (200, "")


@pytest.mark.parametrize(
    "words",
    [("--port", "70000"), ("--port", "-1"), ("--host", "192.0.2.77"), ("--host", "no..name"), ("--host", "")],
    ids=" ".join,
)
def test_an_address_that_cannot_be_had_is_a_clear_word(tmp_path: Path, words: tuple[str, ...]) -> None:
    port = () if "--port" in words else ("--port", "0")
    ended = subprocess.run(
        [sys.executable, "-m", "howcome", "serve", str(tmp_path), *words, *port],
        capture_output=True, text=True, check=False, timeout=30,
    )  # fmt: skip
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert re.search(r"cannot be listened on|no --host", ended.stderr)


def test_a_read_only_folder_is_refused_with_what_can_be_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from howcome.errors import InputError
    from howcome.services import workspace

    monkeypatch.setattr(workspace.os, "access", lambda path, mode: False)
    with pytest.raises(InputError, match="cannot be written") as refused:
        workspace.Workspace(tmp_path)
    assert "export" in str(refused.value.hint)
    assert list(tmp_path.iterdir()) == []
