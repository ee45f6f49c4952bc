"""People at the forms without a browser: forms are read from pages, and sent as a browser would send them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

from howcome.web.site import Site

from .browsing import Browser, served

Fields = Sequence[tuple[str, str]]


@dataclass
class Page:
    """What came back."""

    status: int
    location: str
    text: str

    def form(self, action: str) -> list[tuple[str, str]]:
        """The fields of the first form that is sent to an address with this end."""
        reader = _Forms()
        reader.feed(self.text)
        found = [fields for target, fields in reader.forms if target.endswith(action)]
        assert found, f"no form goes to {action}: {[t for t, _ in reader.forms]}"
        return found[0]


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[tuple[str, list[tuple[str, str]]]] = []
        self._area = False
        self._select: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append((said.get("action", ""), []))
        if not self.forms:
            return
        fields = self.forms[-1][1]
        name = said.get("name")
        if tag == "input" and name and (said.get("type") != "checkbox" or "checked" in said):
            fields.append((name, said.get("value", "")))
        elif tag == "textarea" and name:
            self._area = True
            fields.append((name, ""))
        elif tag == "select" and name:
            self._select = name
            fields.append((name, ""))
        elif tag == "option" and "selected" in said and self._select:
            fields[-1] = (self._select, said.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        self._area = self._area and tag != "textarea"
        self._select = None if tag == "select" else self._select

    def handle_data(self, data: str) -> None:
        if self._area:
            name, value = self.forms[-1][1][-1]
            self.forms[-1][1][-1] = (name, value + data)


class Visitor:
    """Somebody who fills in forms, with or without a script in the page."""

    def __init__(self, site: Site) -> None:
        self.browser = Browser(site.app())

    async def get(self, path: str, *, script: bool = False) -> Page:
        return _page(
            await self.browser.get(path.partition("#")[0], headers={"hx-request": "true"} if script else {})
        )

    async def post(self, path: str, fields: Fields, *, script: bool = False) -> Page:
        if not self.browser.csrf:
            await self.browser.get("/me")
        said = [*((n, v) for n, v in fields if n != "csrf"), ("csrf", self.browser.csrf)]
        headers = {
            "content-type": "application/x-www-form-urlencoded",
            **({"hx-request": "true"} if script else {}),
        }
        return _page(await self.browser.ask("POST", path, body=urlencode(said).encode(), headers=headers))


def _page(answer: object) -> Page:
    from .browsing import Answer

    assert isinstance(answer, Answer)
    return Page(answer.status, answer.headers.get("location", ""), answer.body.decode("utf-8", "replace"))


@asynccontextmanager
async def opened(folder: Path, text: str, name: str = "d") -> AsyncIterator[tuple[Site, Visitor]]:
    """A library with one document, and somebody who looks at it."""
    (folder / f"{name}.md").write_text(text, "utf-8", newline="")
    async with served(folder) as (_, site):
        yield site, Visitor(site)


async def text_of(site: Site, name: str = "d") -> str:
    """The text of a document now."""
    return (await site.workspace.rooms.open(name)).text


def with_values(fields: Fields, **values: str | None) -> list[tuple[str, str]]:
    """A form's fields as somebody filled them; None takes a field away (an unticked box)."""
    wanted = {name.replace("__", "-"): value for name, value in values.items()}
    found = [(n, v) for n, v in fields if n not in wanted]
    return found + [(n, v) for n, v in wanted.items() if v is not None]
