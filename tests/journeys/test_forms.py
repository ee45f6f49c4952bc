"""The forms in a real browser: by keyboard alone, in their place, with others writing; the file on disk says the same."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.web.browsing import server
from tests.web.test_forms_of_items import TEXT
from tests.web.test_forms_views import long_timeline


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "d.md").write_text(TEXT, "utf-8", newline="")
    (tmp_path / "long.md").write_text(long_timeline(2000), "utf-8", newline="")
    with server(tmp_path) as running:
        yield running.address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(10_000)
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security" in said.text else None)
    yield page
    context.close()
    assert not wrong


def on_disk(folder: Path, *words: str, name: str = "d") -> str:
    """The file, once it says all these words."""
    for _ in range(200):
        text = (folder / f"{name}.md").read_text("utf-8")
        if all(w in text for w in words):
            return text
        time.sleep(0.05)
    raise AssertionError(f"{words} did not reach the file:\n{text}")


def focused(page: Page) -> str:
    return str(
        page.evaluate("document.activeElement.getAttribute('name') || document.activeElement.textContent")
    )


def press_until(page: Page, key: str, name: str) -> None:
    for _ in range(60):
        if focused(page) == name:
            return
        page.keyboard.press(key)
    raise AssertionError(f"{name} is not reached by {key}")


def test_an_entry_is_edited_by_keyboard_alone(address: str, page: Page, tmp_path: Path) -> None:
    page.goto(f"{address}d/d/timeline")
    page.locator("h1").wait_for(state="attached")
    press_until(page, "Tab", "Edit")
    page.keyboard.press("Enter")
    page.locator("#tk2x8.editing").wait_for()
    assert focused(page) == "time"
    press_until(page, "Tab", "text")
    page.keyboard.press("Control+A")
    page.keyboard.type("Release `4.31` began")
    page.keyboard.press("Enter")
    page.locator("#tk2x8:not(.editing)").wait_for()
    assert focused(page) == "Edit"
    assert on_disk(tmp_path, "`4.31` began") == TEXT.replace("started ^", "began ^")
    page.keyboard.press("Enter")
    page.locator("#tk2x8.editing").wait_for()
    page.keyboard.type("nonsense")
    page.keyboard.press("Escape")
    page.locator("#tk2x8:not(.editing)").wait_for()
    assert focused(page) == "Edit" and "nonsense" not in page.content()


def test_a_cause_is_added_below_the_chosen_one(address: str, page: Page, tmp_path: Path) -> None:
    page.goto(f"{address}d/d/causes")
    node = page.locator("svg.whys a", has_text="Nothing limits the workers")
    node.focus()
    page.keyboard.press("Enter")
    page.locator("#why h2", has_text="Nothing limits").wait_for()
    page.get_by_label("Ask how").fill("Limits were left to each team")
    page.get_by_role("button", name="Add a cause below").click()
    page.locator("#why h2", has_text="Limits were left").wait_for()
    page.locator("svg.whys", has_text="Limits were left").wait_for()
    text = on_disk(tmp_path, "Limits were left to each team")
    assert "        - Nothing limits the workers ^wk0zz\n          - Limits were left to each team ^w" in text


def test_an_action_is_ticked_and_another_page_hears_of_it(address: str, page: Page, tmp_path: Path) -> None:
    other = page.context.new_page()
    other.goto(f"{address}d/d/actions")
    page.goto(f"{address}d/d/actions")
    box = page.get_by_role("checkbox", name="Done: Second")
    box.focus()
    page.keyboard.press("Space")
    page.locator("#a2222 [aria-checked=true]").wait_for()
    assert on_disk(tmp_path, "- [x] Second ^a2222 (owner: Teun; state: done)")
    other.locator("#a2222 [aria-checked=true]").wait_for()


def test_what_somebody_writes_stays_while_others_change_the_page(
    address: str, page: Page, tmp_path: Path
) -> None:
    other = page.context.new_page()
    page.goto(f"{address}d/d/actions")
    page.locator("#a7kq2 .edit").click()
    page.locator("#a7kq2.editing textarea").first.fill("My half-written words")
    other.goto(f"{address}d/d/actions")
    other.locator("#a7kq2 .edit").click()
    other.locator("#a7kq2 textarea").first.fill("Theirs")
    other.locator("#a7kq2 .form-foot button").click()
    other.locator("#a2222 .edit").click()
    other.locator("#a2222 textarea").first.fill("Second, but better")
    other.locator("#a2222 .form-foot button").click()
    page.locator("#a2222", has_text="Second, but better").wait_for()
    assert page.locator("#a7kq2 textarea").first.input_value() == "My half-written words"
    page.locator("#a7kq2 .form-foot button").click()
    page.locator("#a7kq2 [role=alert]", has_text="Somebody changed this meanwhile").wait_for()
    assert page.locator("#a7kq2 q").inner_text() == "Theirs"
    assert page.locator("#a7kq2 textarea").first.input_value() == "My half-written words"
    on_disk(tmp_path, "Theirs ^a7kq2")


def test_what_is_opened_stays_open_and_an_added_item_empties_its_form(
    address: str, page: Page, tmp_path: Path
) -> None:
    other = page.context.new_page()
    page.goto(f"{address}d/d/actions")
    page.locator("#_adding-risk summary").click()
    other.goto(f"{address}d/d/actions")
    other.get_by_role("checkbox", name="Done: Second").click()
    page.locator("#a2222 [aria-checked=true]").wait_for()
    assert page.locator("#_adding-risk[open]").count() == 1
    words = page.locator("#_adding-risk textarea").first
    words.fill("Nights are not staffed")
    page.locator("#_adding-risk .form-foot button").click()
    page.locator("li.line-item", has_text="Nights are not staffed").wait_for()
    assert words.input_value() == ""
    on_disk(tmp_path, "### Accepted risks\n\n- Nights are not staffed ^r")


def test_what_is_wrong_is_said_in_the_form(address: str, page: Page, tmp_path: Path) -> None:
    page.goto(f"{address}d/d/timeline")
    form = page.locator("#_add-timeline")
    form.locator("[name=time]").fill("around noon")
    form.locator("textarea").fill("Something")
    form.locator(".form-foot button").click()
    page.locator("#_add-timeline [role=alert]", has_text="is no time").wait_for()
    form.locator("[name=time]").fill("2026-11-20 14:03Z")
    form.locator(".form-foot button").click()
    page.locator("tr", has_text="Something").wait_for()
    assert re.search(
        r"\^tk2x8 \(kind: deploy\)\n- 2026-11-20 14:02–.*\n- 2026-11-20 14:03Z Something \^t",
        on_disk(tmp_path, "Something"),
    )


def test_a_removed_item_comes_back(address: str, page: Page, tmp_path: Path) -> None:
    page.goto(f"{address}d/d/timeline")
    page.locator("#t5fk2 .edit").click()
    page.locator("#t5fk2 .remove button").click()
    page.locator("#t5fk2.removed").wait_for()
    page.wait_for_timeout(1200)  # the page has been fetched again by now; the way back must still be there
    page.keyboard.press("Enter")
    page.locator("#t5fk2:not(.removed)", has_text="One order").wait_for()
    page.wait_for_timeout(800)
    assert on_disk(tmp_path, "One order") == TEXT


def test_two_thousand_entries_stay_smooth(address: str, page: Page) -> None:
    page.goto(f"{address}d/long/timeline")
    page.locator("#t07cf").wait_for(state="attached")
    frames = page.evaluate(
        """async () => {
          const frames = [];
          let last = performance.now();
          for (let i = 0; i < 90; i++) {
            scrollBy(0, 900);
            await new Promise(requestAnimationFrame);
            frames.push(performance.now() - last);
            last = performance.now();
          }
          return frames.sort((a, b) => a - b);
        }"""
    )
    assert frames[45] < 100, frames
    page.locator("#t03e8 .edit").click()
    page.locator("#t03e8 textarea").fill("Changed")
    begun = time.perf_counter()
    page.locator("#t03e8 .form-foot button").click()
    page.locator("#t03e8:not(.editing)", has_text="Changed").wait_for()
    assert time.perf_counter() - begun < 8  # a fifth of a second on a quiet machine


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_wider_than_a_phone(address: str, page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": 390, "height": 800})
    for view in ("timeline", "causes?node=w81bd", "actions", "impact", "items/tk2x8/edit"):
        page.goto(f"{address}d/d/{view}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, view
        small = page.evaluate(
            """() => [...document.querySelectorAll("main a.edit, main button, main summary, main select")]
              .map((e) => e.getBoundingClientRect()).filter((r) => r.width && (r.width < 24 || r.height < 24)).length"""
        )
        assert small == 0, view
