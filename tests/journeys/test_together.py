"""Several people, forms, files and failures on one text: all end equal, and no word is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

from playwright.sync_api import Page, Route, WebSocketRoute, expect

from .conftest import NewPage, Served
from .desk import DOCUMENT, agree, count, kept, open_desk, put_cursor, text_of, type_words, until, write

#: Seconds without a network; `make journeys` takes a minute.
OFFLINE = float(os.environ.get("HOWCOME_OFFLINE", "4"))


def test_two_people_and_a_form_on_one_paragraph(folder: Path, served: Served, new_page: NewPage) -> None:
    path = write(folder)
    one, two = (open_desk(new_page(), served) for _ in range(2))
    put_cursor(one, "failed for half")
    put_cursor(two, "half an hour")
    words = type_words(one, "a", 5)
    words += type_words(two, "b", 5)
    words += type_words(one, "a", 5, 5)
    answer = one.evaluate(
        """async () => (await fetch("/d/checkout/fields", { method: "POST", headers: {
            "Content-Type": "application/json", "X-CSRF-Token": document.querySelector("#editor").dataset.csrf },
            body: JSON.stringify({ ref: "a7kq2", field: "owner", was: "Dana", value: "Teun" }) })).status"""
    )
    assert answer == 200
    words += type_words(two, "b", 5, 5)
    text = agree(path, one, two)
    count(text, words)
    assert "owner: Teun" in text and text.count("Orders") == 1


def test_a_box_ticked_in_two_browsers_at_once_is_ticked(
    folder: Path, served: Served, new_page: NewPage
) -> None:
    path = write(folder)
    one, two = (open_desk(new_page(), served) for _ in range(2))
    held: list[Route] = []
    for page in (one, two):
        put_cursor(page, "## Action Items")
        page.route("**/fields", lambda route: held.append(route))
        page.locator("#editor input[type=checkbox]").click()
    # Neither has heard of the other when both are under way.
    while len(held) < 2:
        one.wait_for_timeout(20)
        two.wait_for_timeout(20)
    for route in held:
        route.continue_()
    until(one, "window.howcome.text().includes('[x] Limit workers')")
    text = agree(path, one, two)
    assert "- [x] Limit workers" in text


def test_a_file_changed_on_disk_appears_and_merges(folder: Path, served: Served, new_page: NewPage) -> None:
    path = write(folder)
    page = open_desk(new_page(), served)
    put_cursor(page, "Orders failed")
    words = type_words(page, "a", 3)
    kept(page)
    path.write_text(path.read_text("utf-8") + "‹disk›\n", "utf-8")
    words += type_words(page, "a", 10, 3)
    until(page, "window.howcome.text().includes('‹disk›')")
    count(agree(path, page), [*words, "‹disk›"])


def git(folder: Path, *words: str) -> None:
    subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@example.com", *words],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip


def test_another_branch_under_an_open_page_is_another_document(
    folder: Path, served: Served, new_page: NewPage
) -> None:
    path = write(folder)
    git(folder, "init", "-b", "main")
    git(folder, "add", "checkout.md")
    git(folder, "commit", "-m", "x")
    git(folder, "checkout", "-b", "side")
    path.write_text(path.read_text("utf-8").replace("half an hour", "a whole day"), "utf-8")
    git(folder, "commit", "-am", "y")
    git(folder, "checkout", "main")
    time.sleep(1)
    page = open_desk(new_page(), served)
    put_cursor(page, "Orders failed")
    words = type_words(page, "a", 3)
    agree(path, page)
    git(folder, "stash")
    git(folder, "checkout", "side")
    until(page, "window.howcome && window.howcome.text().includes('a whole day')")
    assert "‹a" not in text_of(page) and "‹a" not in path.read_text("utf-8")
    git(folder, "checkout", "main")
    git(folder, "stash", "pop")
    until(page, "window.howcome && window.howcome.text().includes('‹a2›')")
    count(agree(path, page), words)


def test_kill_9_in_the_middle_and_start_again(folder: Path, served: Served, new_page: NewPage) -> None:
    path = write(folder)
    one, two = (open_desk(new_page(), served) for _ in range(2))
    put_cursor(one, "Orders failed")
    put_cursor(two, "## Timeline")
    words = type_words(one, "a", 10) + type_words(two, "b", 10)
    served.stop(signal.SIGKILL)
    words += type_words(one, "a", 5, 10) + type_words(two, "b", 5, 10)
    served.start()
    words += type_words(one, "a", 5, 15)
    count(agree(path, one, two, wait=30), words)


def test_twenty_editors_that_join_at_once_agree(folder: Path, served: Served, new_page: NewPage) -> None:
    places = "".join(f"\nPlace {number}.\n" for number in range(20))
    path = write(folder, text=DOCUMENT + places)
    pages = [new_page(viewport={"width": 500, "height": 500}) for _ in range(20)]
    for page in pages:
        page.goto(f"{served.address}/rules")
    for page in pages:
        page.evaluate("location.assign('/d/checkout/write')")
    words = []
    for number, page in enumerate(pages):
        until(page, "window.howcome && window.howcome.provider.synced", wait=60)
        put_cursor(page, f"Place {number}.")
        words += type_words(page, f"p{number}.", 2)
    count(agree(path, *pages, wait=40), words)


class Network:
    """The network of one page, which can be cut: what is open ends, and nothing opens."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.cut = False
        self.open: list[WebSocketRoute] = []
        page.route_web_socket("**/live*", self._connect)

    def _connect(self, socket: WebSocketRoute) -> None:
        if self.cut:
            socket.close(code=1001)
            return
        socket.connect_to_server()
        self.open.append(socket)

    def end(self) -> None:
        self.cut = True
        self.page.context.set_offline(True)
        for socket in self.open:
            socket.close(code=1001)

    def begin(self) -> None:
        self.cut = False
        self.page.context.set_offline(False)


def test_offline_edits_merge_when_the_network_is_back(
    folder: Path, served: Served, new_page: NewPage
) -> None:
    path = write(folder)
    page = new_page()
    network = Network(page)
    one, two = open_desk(page, served), open_desk(new_page(), served)
    put_cursor(one, "Orders failed")
    put_cursor(two, "## Timeline")
    network.end()
    until_then = time.monotonic() + OFFLINE
    words = []
    number = 0
    while time.monotonic() < until_then:
        words += type_words(one, "a", 1, number) + type_words(two, "b", 1, number)
        number += 1
        one.wait_for_timeout(200)
    expect(one.locator("#connection")).to_contain_text("ffline")
    network.begin()
    count(agree(path, one, two, wait=40), words)


def test_a_tab_closed_while_offline_loses_nothing(folder: Path, served: Served, new_page: NewPage) -> None:
    path = write(folder)
    page = open_desk(new_page(), served)
    put_cursor(page, "Orders failed")
    served.stop(signal.SIGKILL)
    words = type_words(page, "a", 8)
    page.wait_for_timeout(800)
    context = page.context
    page.close(run_before_unload=False)
    served.start()
    again = open_desk(context.new_page(), served)
    count(agree(path, again, wait=20), words)


def test_undo_takes_back_ones_own_words_alone(folder: Path, served: Served, new_page: NewPage) -> None:
    path = write(folder)
    one, two = (open_desk(new_page(), served) for _ in range(2))
    put_cursor(one, "Orders failed")
    put_cursor(two, "## Timeline")
    type_words(one, "a", 2)
    words = type_words(two, "b", 2)
    agree(path, one, two)
    for _ in range(6):
        one.keyboard.press("Control+z")
    count(agree(path, one, two), words)
