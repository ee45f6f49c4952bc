"""What people do in the editor, in words: open, type, wait until all is kept, look at the text."""

from __future__ import annotations

import re
import time
from pathlib import Path

from playwright.sync_api import Error, Page, expect

from .conftest import Served

WORD = re.compile(r"‹[^›]*›")
DOCUMENT = """\
---
howcome: 1
title: Checkout failed
severity: SEV-2
status: draft
---

# Checkout failed

## Incident Summary

Orders failed for half an hour.

## Timeline of Events

- 2026-11-20 14:02Z [detected] Alert CheckoutErrorRate fired ^t5fk2
- 2026-11-20 14:36Z [mitigated] The release was rolled back ^t5fk3

## Action Items

- [ ] Limit workers per release ^a7kq2 (owner: Dana; due: 2026-12-04)
"""


def write(folder: Path, name: str = "checkout", text: str = DOCUMENT) -> Path:
    path = folder / f"{name}.md"
    path.write_text(text, "utf-8")
    return path


def until(page: Page, expression: str, wait: float = 20) -> None:
    """Waits until an expression holds in the page. (Asked from outside: the pages' policy forbids `eval`.)"""
    end = time.monotonic() + wait
    while time.monotonic() < end:
        try:
            if page.evaluate(expression):
                return
        except Error as error:  # a page that is just being loaded again
            if "context was destroyed" not in str(error) and "navigat" not in str(error):
                raise
        page.wait_for_timeout(50)
    raise AssertionError(f"never: {expression}; the page says {page.locator('#connection').text_content()!r}")


def open_desk(page: Page, served: Served, name: str = "checkout") -> Page:
    """The document's page, when the editor holds its text and is connected."""
    page.goto(f"{served.address}/d/{name}/write")
    until(page, "window.howcome && window.howcome.provider.synced")
    return page


def text_of(page: Page) -> str:
    said: str = page.evaluate("window.howcome.text()")
    return said


def put_cursor(page: Page, before: str) -> None:
    """The cursor in front of these words."""
    page.evaluate(
        """(words) => { const view = window.howcome.view, at = view.state.doc.toString().indexOf(words);
        if (at < 0) throw new Error("no such words"); view.dispatch({ selection: { anchor: at }, scrollIntoView: true }); view.focus(); }""",
        before,
    )


def type_words(page: Page, who: str, count: int, start: int = 0) -> list[str]:
    """Types words of this person's own, key by key; gives them."""
    words = [f"‹{who}{n}›" for n in range(start, start + count)]
    for word in words:
        page.keyboard.type(word)
    return words


def kept(page: Page) -> None:
    """Waits until the page says that all is kept."""
    expect(page.locator("#connection")).to_contain_text(re.compile("kept|saved", re.IGNORECASE))


def agree(path: Path, *pages: Page, wait: float = 15) -> str:
    """The text when all editors and the file hold the same; fails if they do not within `wait` seconds."""
    until = time.monotonic() + wait
    while True:
        texts = {text_of(page) for page in pages} | {path.read_text("utf-8")}
        if len(texts) == 1:
            return texts.pop()
        if time.monotonic() > until:
            raise AssertionError(f"{len(texts)} different texts: {[t[-300:] for t in texts]}")
        pages[0].wait_for_timeout(50)


def count(text: str, words: list[str]) -> None:
    """Every word that somebody typed stands in the text, once, and no other."""
    assert sorted(WORD.findall(text)) == sorted(words)
