"""Takes pictures of every page of the app: light, dark and on a phone. `make pictures` runs it.

The three that the README shows go to `docs/pictures`, all others to `build/pictures`, to be looked at.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

HERE = Path(__file__).parent
ALL = HERE.parent / "build" / "pictures"
DRAFT, DONE = "2026-09-17-fare-search", "2026-09-17-search-errors"
PAGES = {
    "library": "/",
    "search": "/?q=refunds+queue",
    "new": "/new",
    "write": f"/d/{DRAFT}/write",
    "timeline": f"/d/{DONE}/timeline",
    "causes": f"/d/{DONE}/causes",
    "actions": f"/d/{DONE}/actions",
    "impact": f"/d/{DONE}/impact",
    "evidence": f"/d/{DONE}/evidence",
    "place": f"/d/{DONE}/place?at=prometheus",
    "read": f"/d/{DONE}/read",
    "share": f"/d/{DONE}/share?audience=customers",
    "history": f"/d/{DONE}/history",
    "rule": "/rules/ACT-003",
    "me": "/me",
    "missing": "/none",
}
README = {"library", "write", "causes"}
WAYS = {
    "light": {"viewport": {"width": 1280, "height": 860}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1280, "height": 860}, "color_scheme": "dark"},
    "phone": {
        "viewport": {"width": 390, "height": 844},
        "color_scheme": "light",
        "has_touch": True,
        "is_mobile": True,
    },
}


def main() -> int:
    """Serves the demo's library and walks through it."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("no Chromium on this machine: apt-get install chromium", file=sys.stderr)
        return 2
    ALL.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        library = Path(folder, "Fernweh")
        command = [sys.executable, "-m", "howcome"]
        subprocess.run([*command, "demo", str(library), "--no-serve"], check=True, capture_output=True)
        served = subprocess.Popen(
            [*command, "serve", str(library), "--port", "0"], stderr=subprocess.PIPE, text=True
        )
        try:
            assert served.stderr
            found = re.search(r"http://\S+", served.stderr.readline())
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            for way, options in WAYS.items():
                walk(browser, found[0].rstrip("/") if found else "", way, options)
        finally:
            served.terminate()
            served.wait(20)
    return 0


def walk(browser: Browser, address: str, way: str, options: dict[str, object]) -> None:
    """Every page in one way of looking at it."""
    page = browser.new_context(**options).new_page()  # type: ignore[arg-type]
    for name, path in PAGES.items():
        page.goto(address + path)
        settle(page, name)
        target = (
            HERE / "pictures" / f"{name}.png"
            if way == "light" and name in README
            else ALL / f"{name}-{way}.png"
        )
        page.screenshot(path=target)
        print(target.relative_to(HERE.parent))


def settle(page: Page, name: str) -> None:
    """Waits until the page shows what it will show."""
    page.wait_for_load_state("load")
    if name == "write":
        while not page.evaluate("window.howcome && window.howcome.provider.synced"):
            page.wait_for_timeout(100)
        page.wait_for_timeout(600)


if __name__ == "__main__":
    sys.exit(main())
