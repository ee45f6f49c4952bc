"""One person: from dropped files to an exported postmortem, with the mouse, the keyboard alone, a phone, no script."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from howcome.example import write_evidence

from .conftest import NewPage, Served
from .desk import agree, kept, open_desk, put_cursor, text_of, type_words, until, write


def test_from_dropped_evidence_to_an_exported_postmortem(
    tmp_path: Path, folder: Path, served: Served, new_page: NewPage
) -> None:
    evidence = write_evidence(tmp_path, with_repository=False)
    page = new_page(accept_downloads=True)
    page.goto(served.address)
    page.get_by_role("link", name="Drop the evidence").click()
    page.set_input_files("#folder", evidence)
    page.get_by_role("button", name="Read the evidence").click()
    page.wait_for_url("**/write?drafted=*", timeout=60_000)
    until(page, "window.howcome && window.howcome.provider.synced")
    expect(page.locator(".told")).to_contain_text("timeline entries")
    (path,) = folder.glob("*.md")
    assert "^" in agree(path, page)
    expect(page.locator("#findings")).to_contain_text("sections are not written yet: Lessons Learned")
    put_cursor(page, "## Incident Summary")
    words = type_words(page, "a", 1)
    kept(page)
    assert words[0] in agree(path, page)
    page.get_by_role("link", name="Evidence", exact=True).click()
    page.locator("table.rows a").first.click()
    expect(page.locator(".statements li").first).to_be_visible()
    page.get_by_role("link", name="Share").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="HTML page").click()
    assert words[0] in Path(download.value.path()).read_text("utf-8")
    page.get_by_role("link", name="Customers").click()
    assert page.get_by_label("Message").input_value()


def test_more_evidence_is_offered_and_only_what_is_chosen_is_inserted(
    tmp_path: Path, folder: Path, served: Served, new_page: NewPage
) -> None:
    path = write(folder)
    late = tmp_path / "late.jsonl"
    late.write_text(
        '{"time": "2026-11-20T14:10:00Z", "level": "error", "msg": "pool exhausted", "service": "checkout"}\n'
        '{"time": "2026-11-20T14:20:00Z", "level": "error", "msg": "disk is full", "service": "checkout"}\n'
    )
    page = new_page()
    page.goto(f"{served.address}/d/checkout/evidence")
    page.set_input_files("#files", late)
    page.get_by_role("button", name="Read it").click()
    page.wait_for_url("**/evidence/*", timeout=60_000)
    page.get_by_label(re.compile("pool exhausted")).check()
    page.get_by_role("button", name="Insert").click()
    page.wait_for_url("**/timeline")
    page.wait_for_timeout(900)
    text = path.read_text("utf-8")
    assert "pool exhausted" in text and "disk is full" not in text
    assert text.count("evidence: late#") == 1 and "- late.jsonl" in text


def test_a_finding_is_dismissed_with_a_reason_by_the_keyboard_alone(
    folder: Path, served: Served, new_page: NewPage
) -> None:
    path = write(folder)
    page = open_desk(new_page(), served)
    until(page, "document.querySelectorAll('#findings button').length > 0")
    put_cursor(page, "# Checkout failed")
    page.keyboard.press("F8")
    page.keyboard.press("Control+Enter")
    card = page.get_by_role("dialog").or_(page.locator(".card-of-finding, .finding-card"))
    expect(card.first).to_be_visible()
    for _ in range(12):
        if page.evaluate("/^dismiss/i.test(document.activeElement.textContent)"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.type("we decided so")
    page.keyboard.press("Enter")
    until(page, "window.howcome.text().includes('because we decided so')")
    assert "because we decided so" in agree(path, page)


def test_the_library_is_walked_by_the_keyboard_alone(folder: Path, served: Served, new_page: NewPage) -> None:
    write(folder)
    page = new_page()
    page.goto(served.address)
    while not page.get_by_role("link", name="Checkout failed").count():
        page.wait_for_timeout(200)
        page.reload()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == "Checkout failed":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/write")
    until(page, "window.howcome && window.howcome.provider.synced")


def test_a_phone(folder: Path, served: Served, new_page: NewPage) -> None:
    path = write(folder)
    page = new_page(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    for view in (
        "/",
        "/new",
        "/rules",
        "/d/checkout/read",
        "/d/checkout/share",
        "/d/checkout/history",
        "/d/checkout/evidence",
    ):
        page.goto(served.address + view)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, view
    open_desk(page, served)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".cm-content").tap()
    words = type_words(page, "phone", 3)
    assert all(word in agree(path, page) for word in words)


def test_without_script(folder: Path, served: Served, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(served.address)
    page.get_by_role("link", name="Start with a blank page").click()
    page.get_by_label("What happened, in a few words").fill("Mail was late")
    page.get_by_label("Severity").fill("SEV-3")
    page.get_by_role("button", name="Begin").click()
    (path,) = folder.glob("*.md")
    assert "# Mail was late" in path.read_text("utf-8")
    expect(page.locator("textarea#text")).to_contain_text("Mail was late")
    for view in ("Read", "Share", "History", "Evidence"):
        page.get_by_role("link", name=view, exact=True).click()
        expect(page.locator("#main")).to_be_visible()
    page.goto(f"{served.address}/?q=mail")
    expect(page.get_by_role("link", name=re.compile("Mail was late"))).to_be_visible()


def test_an_older_version_is_compared_and_restored(folder: Path, served: Served, new_page: NewPage) -> None:
    path = write(folder)
    page = open_desk(new_page(), served)
    put_cursor(page, "Orders failed")
    type_words(page, "a", 2)
    agree(path, page)
    page.get_by_role("link", name="History").click()
    page.locator(".versions a").last.click()
    expect(page.locator(".diff .added")).to_contain_text("‹a0›")
    page.get_by_role("button", name="Restore this version").click()
    until(page, "window.howcome && window.howcome.provider.synced")
    assert "‹a" not in text_of(page)
    assert "‹a" not in agree(path, page)
