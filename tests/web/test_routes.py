"""Every route of the app, made from the table of routes: none is without its guards."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, get_args

import pytest
from starlette.routing import compile_path

from howcome.web import site as site_module
from howcome.web.routing import Route, Rule
from howcome.web.site import Site, all_routes

from .browsing import SHARED, Answer, Browser, library, run, served

ROUTES = all_routes()
GETS = [r for r in ROUTES if r.method == "GET"]
POSTS = [r for r in ROUTES if r.method == "POST"]
NAMED = [r for r in ROUTES if "{name:path}" in r.path]
#: The one that never ends by itself; `test_a_page_that_only_reads_is_told_of_a_change` listens to it.
ENDLESS = "/d/checkout/changes"


def ids(routes: list[Route]) -> list[str]:
    return [f"{r.method} {r.path}" for r in routes]


def each(routes: list[Route] | tuple[Route, ...]) -> pytest.MarkDecorator:
    chosen = list(routes)
    return pytest.mark.parametrize("route", chosen, ids=ids(chosen))


def asks(folder: Path, route: Route, *requests: dict[str, Any], host: str = "127.0.0.1") -> list[Answer]:
    """Several requests to a route, as somebody who has just come in (or, on a shared address, has not)."""

    async def go() -> list[Answer]:
        async with served(library(folder), host) as (browser, _):
            given = [{"method": route.method, "path": route.example, **said} for said in requests]
            return [await Browser(browser.app, browser.host).ask(**one) for one in given]

    return run(go)


def signed_in(browser: Browser, site: Site) -> str:
    """Gives the browser a session; gives the token of its forms."""
    session = site.access.new_session()
    browser.cookies[site.access.cookie] = session
    return site.access.form_token(site.access.session(session) or "")


def ask(folder: Path, route: Route, *, host: str = "127.0.0.1", **said: Any) -> Answer:
    return asks(folder, route, said, host=host)[0]


def test_no_two_routes_are_one_and_each_has_a_rule_and_an_example_that_reaches_it() -> None:
    assert len({(r.method, r.path) for r in ROUTES}) == len(ROUTES)
    for route in ROUTES:
        assert route.rule in get_args(Rule), route
        pattern = re.sub(r"\\{\w+:path\\}", ".*", re.escape(route.path))
        assert re.fullmatch(re.sub(r"\\{\w+\\}", "[^/]+", pattern), route.example), route
        first = next(r for r in ROUTES if r.method == route.method and _matches(r, route.example))
        assert first is route, f"{route.path} is hidden by {first.path}"


def _matches(route: Route, path: str) -> bool:
    return bool(compile_path(route.path)[0].match(path))


def test_only_what_lets_people_in_is_open_to_anyone() -> None:
    assert {r.path for r in ROUTES if r.rule == "anyone"} == {"/enter", "/static/{digest}/{file:path}"}


def test_what_changes_something_is_a_post_and_what_reads_is_a_get() -> None:
    assert {(r.method, r.rule) for r in ROUTES} <= {("GET", "anyone"), ("GET", "read"), ("POST", "write")}


# Who asks, and from where


@each(ROUTES)
def test_another_host_name_is_not_served(tmp_path: Path, route: Route) -> None:
    others = ("evil.example:8765", "127.0.0.1:80", "localhost.evil.example:8765", "", "[::1")
    for answer in asks(tmp_path, route, *({"headers": {"host": other}} for other in others)):
        assert answer.status == 421


@each([r for r in ROUTES if r.rule != "anyone"])
def test_a_stranger_on_a_shared_address_is_asked_to_sign_in(tmp_path: Path, route: Route) -> None:
    answer = ask(tmp_path, route, host=SHARED)
    assert answer.status == 401
    assert "set-cookie" not in answer.headers


@each([r for r in ROUTES if r.rule != "anyone"])
def test_a_session_of_another_library_is_none(tmp_path: Path, route: Route) -> None:
    cookie = {"cookie": "howcome-8765=AAAAAAAAAAAAAAAAAAAAAAAA." + "0" * 43}
    assert ask(tmp_path, route, host=SHARED, headers=cookie).status == 401


@each(POSTS)
def test_a_write_from_another_site_is_refused(tmp_path: Path, route: Route) -> None:
    others = ("http://evil.example", "http://127.0.0.1:9000", "http://localhost:8765", "null", "", "http://[", "file://")  # fmt: skip
    for answer in asks(tmp_path, route, *({"origin": other} for other in others)):
        assert answer.status == 403


@each(POSTS)
def test_a_write_that_does_not_say_where_it_comes_from_is_refused(tmp_path: Path, route: Route) -> None:
    said: list[dict[str, str]] = [{}, *({"sec-fetch-site": s} for s in ("cross-site", "same-site", "none"))]
    for answer in asks(tmp_path, route, *({"origin": None, "headers": headers} for headers in said)):
        assert answer.status == 403


FORMS = {
    "none": (b"", ""),
    "form": (b"csrf=wrong&x=1", "application/x-www-form-urlencoded"),
    "form-without": (b"x=1", "application/x-www-form-urlencoded"),
    "json": (b'{"csrf": "wrong"}', "application/json"),
    "json-deep": (b"[" * 100_000, "application/json"),
    "json-no-utf-8": (b'{"csrf": "\xff"}', "application/json"),
    "multipart": (b"--x--\r\n", "multipart/form-data; boundary=x"),
    "words": ("csrf=é".encode(), "text/plain"),
}


@each(POSTS)
def test_a_write_without_the_token_of_its_form_is_refused(tmp_path: Path, route: Route) -> None:
    forms = [
        {"body": body, "headers": {"content-type": kind} if kind else {}} for body, kind in FORMS.values()
    ]
    for name, answer in zip(FORMS, asks(tmp_path, route, *forms), strict=True):
        assert answer.status == 403, name


@each(POSTS)
def test_a_body_over_the_limit_is_not_taken(
    tmp_path: Path, route: Route, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert route.body <= 8 << 30
    if route.body > 1 << 20:
        # The same guard with a smaller limit: nobody waits for gigabytes here.
        small = Route(route.method, route.path, route.rule, route.answer, route.example, 1 << 20)
        monkeypatch.setattr(site_module, "all_routes", lambda: (small,))

    async def go() -> Answer:
        async with served(library(tmp_path)) as (browser, site):
            token = signed_in(browser, site)
            headers = {"content-type": "multipart/form-data; boundary=x", "x-csrf-token": token}
            head = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.log"\r\n\r\n'
            if route.body == 1 << 20:
                headers["content-type"] = "application/x-www-form-urlencoded"
                head = b"x="
            return await browser.ask(
                "POST", route.example, headers=headers, chunks=[head, *[b"x" * (1 << 18)] * 6]
            )

    assert run(go).status == 413


@each(ROUTES)
def test_no_other_method_is_allowed(tmp_path: Path, route: Route) -> None:
    others = ("PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW")
    for answer in asks(tmp_path, route, *({"method": other} for other in others)):
        assert answer.status == 405


@each(
    [
        r
        for r in POSTS
        if r.path not in {g.path for g in GETS} and not any(_matches(g, r.example) for g in GETS)
    ]
)
def test_a_write_is_not_done_by_a_link(tmp_path: Path, route: Route) -> None:
    assert ask(tmp_path, route, method="GET").status in (404, 405)


# Names that climb out


NAMES = {
    "parent": "..%2f..%2fetc%2fpasswd",
    "plain-parent": "../../etc/passwd",
    "twice-encoded": "%252e%252e%252fetc",
    "absolute": "%2fetc%2fpasswd",
    "hidden": ".git%2fconfig",
    "nul": "a%00b",
    "backslash": "..%5c..%5cboot",
    "no-utf-8": "%ff%fe",
    "long": "x" * 3000,
    "emoji-long": "%F0%9F%9A%A8" * 70,
    "empty": "",
}


@each([r for r in NAMED if r.example != ENDLESS])
def test_a_name_that_climbs_out_leads_nowhere(tmp_path: Path, route: Route) -> None:
    (tmp_path / "etc").mkdir()
    folder = tmp_path / "library"
    folder.mkdir()

    async def go() -> dict[str, Answer]:
        async with served(library(folder)) as (browser, site):
            headers = {"x-csrf-token": signed_in(browser, site), "content-type": "application/json"}
            body = b'{"epoch": "e1", "update": ""}' if route.method == "POST" else b""
            paths = {k: route.example.replace("/checkout/", f"/{name}/", 1) for k, name in NAMES.items()}
            return {
                k: await browser.ask(route.method, path, headers=headers, body=body)
                for k, path in paths.items()
            }

    for name, answer in run(go).items():
        assert answer.status in (400, 404, 422), name
    assert sorted(p.name for p in tmp_path.iterdir()) == ["etc", "library"]


@pytest.mark.parametrize(
    "file", ["..%2f..%2frouting.py", "../routing.py", "%2fetc%2fpasswd", ".", "a%00.css", "x" * 5000]
)
def test_a_static_file_is_one_of_ours(tmp_path: Path, file: str) -> None:
    route = next(r for r in ROUTES if r.path.startswith("/static"))
    assert ask(tmp_path, route, path=f"/static/x/{file}").status == 404


# What every answer carries


HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


def has_headers(answer: Answer) -> None:
    for name, value in HEADERS.items():
        assert answer.headers.getlist(name) == [value], name
    (policy,) = answer.headers.getlist("content-security-policy")
    said = dict(part.strip().partition(" ")[::2] for part in policy.split(";"))
    assert said["default-src"] == "'none'"
    assert "unsafe" not in policy
    assert "*" not in policy
    if "sandbox" not in said:
        assert said["script-src"] == "'self'"
        assert said["frame-ancestors"] == said["base-uri"] == "'none'"
        assert said["form-action"] == "'self'"
    assert "permissions-policy" in answer.headers
    assert "cache-control" in answer.headers
    assert "access-control-allow-origin" not in answer.headers


@each([r for r in ROUTES if r.example != ENDLESS])
def test_every_answer_carries_the_headers_that_keep_a_page_to_itself(tmp_path: Path, route: Route) -> None:
    for answer in asks(tmp_path, route, {}, {"headers": {"host": "evil.example"}}, {"method": "OPTIONS"}):
        has_headers(answer)
    has_headers(ask(tmp_path, route, host=SHARED))


def test_a_page_that_breaks_says_so_and_carries_them_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def breaks(request: object, site: object) -> None:
        raise ZeroDivisionError("secret words")

    route = Route("GET", "/rules", "read", breaks, "/rules")  # type: ignore[arg-type]
    monkeypatch.setattr(site_module, "all_routes", lambda: (route,))
    answer = ask(tmp_path, route)
    assert answer.status == 500
    assert "secret words" not in answer.text
    has_headers(answer)


class Page(HTMLParser):
    """What in a page could run, or looks as if it could."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.forms: list[tuple[str, bool]] = []
        self.feed(words)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += _risks(tag, dict(attrs))
        said = dict(attrs)
        if tag == "form":
            # A form with files says its token in its address, so that it is known before any of them is read.
            known = "csrf=" in str(said.get("action"))
            self.forms.append((str(said.get("method", "get")).lower(), known))
        if tag == "input" and said.get("name") == "csrf" and self.forms:
            self.forms[-1] = (self.forms[-1][0], True)


def _risks(tag: str, said: dict[str, str | None]) -> Iterator[str]:
    if tag == "script" and not said.get("src"):
        kind = said.get("type")
        if kind not in ("application/json", "application/ld+json"):
            yield "an inline script"
    if tag in ("base", "iframe", "object", "embed"):
        yield f"<{tag}>"
    for name, value in said.items():
        if name == "style" or name.startswith("on"):
            yield f"{name}= in <{tag}>"
        if name in ("href", "src", "action", "formaction", "xlink:href") and re.match(
            r"\s*(javascript|vbscript|data:text)", value or "", re.IGNORECASE
        ):
            yield f"{name}={value}"
        if name in ("src", "srcset") and (value or "").startswith(("http:", "https:", "//")):
            yield f"from elsewhere: {value}"


HOSTILE = (
    '---\nhowcome: 1\ntitle: "<script>alert(1)</script>"\nseverity: "<img src=x onerror=alert(1)>"\n---\n'
    "# <script>alert(2)</script>\n\n## Incident Summary\n\n<script>alert(3)</script> [x](javascript:alert(4)) "
    '<a href="javascript:alert(5)" style="color:red" onclick="alert(6)">y</a> ![z](http://evil.example/p.png)\n\n'
    "<svg onload=alert(7)></svg><iframe src=//evil.example></iframe>\n\n## Timeline of Events\n\n"
    '- 2026-11-20 14:02Z [detected] "><script>alert(8)</script> ^t5fk2 (evidence: <b>#"onx=1)\n\n'
    '## Action Items\n\n- [ ] </textarea></script><script>alert(9)</script> ^a7kq2 (owner: <i>; due: "\'><x")\n'
)


@each([r for r in GETS if r.example != ENDLESS])
def test_no_page_holds_anything_that_could_run(tmp_path: Path, route: Route) -> None:
    async def go() -> Answer:
        (tmp_path / "checkout.md").write_text(HOSTILE, "utf-8")
        async with served(tmp_path) as (browser, site):
            await site.workspace.listing.look_now()
            return await browser.get(route.example)

    answer = run(go)
    assert answer.status < 500
    if answer.headers.get("content-type", "").startswith("text/html") and "sandbox" not in answer.headers.get(
        "content-security-policy", ""
    ):
        page = Page(answer.text)
        assert page.found == []
        assert all(token for method, token in page.forms if method == "post"), "a form without its token"


def test_a_page_that_only_reads_is_told_of_a_change(tmp_path: Path) -> None:
    heard: list[bytes] = []

    async def go() -> None:
        async with served(library(tmp_path)) as (browser, site):
            told = asyncio.Event()

            async def listening(scope: object, receive: object, send: object) -> None:
                async def hear(message: dict[str, object]) -> None:
                    heard.append(bytes(message.get("body") or b""))  # type: ignore[arg-type]
                    told.set()
                    await send(message)  # type: ignore[operator]

                await inner(scope, receive, hear)

            inner, browser.app = browser.app, listening
            task = asyncio.create_task(Browser.ask(browser, "GET", ENDLESS))
            room = await site.workspace.rooms.open("checkout")
            async with asyncio.timeout(5):
                while not any(b"event: text" in h for h in heard):
                    told.clear()
                    await told.wait()
                before = len(heard)
                await room.become("# Another text\n", "Ada", "form")
                while not any(b"event: text" in h for h in heard[before:]):
                    told.clear()
                    await told.wait()
                await room.close(1000)
                answer = await task
            assert answer.headers["content-type"].startswith("text/event-stream")

    run(go)
    assert heard[-2].startswith(b"event: moved")
