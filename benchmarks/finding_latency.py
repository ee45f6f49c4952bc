"""How long from a key press to the finding in the editor, in a document of 50 KB, in a real browser.

The key completes a word that a rule asks about. The time counts from the key until its underline stands in the page;
it holds the way to the server, the log, the reading in its own process, and back.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from benchmarks.support.rows import Row, at_most, skipped

_RUNS = 20
_WAIT = """
(words) => new Promise((done) => {
  const view = window.howcome.view, at = view.state.doc.toString().indexOf("MARK");
  const before = document.querySelectorAll(".cm-content [class*=finding]").length;
  const begun = performance.now();
  view.dispatch({ changes: { from: at, insert: words }, selection: { anchor: at }, scrollIntoView: true });
  const look = () => document.querySelectorAll(".cm-content [class*=finding]").length > before
    ? done(performance.now() - begun) : performance.now() - begun > 5000 ? done(-1) : requestAnimationFrame(look);
  look();
})
"""
_BACK = """
(words) => {
  const view = window.howcome.view, at = view.state.doc.toString().indexOf(words);
  view.dispatch({ changes: { from: at, to: at + words.length } });
}
"""


def run() -> list[Row]:
    """Median and worst of twenty."""
    name = "key to finding, 50 KB"
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        return [skipped(name, "no Chromium on this machine")]
    from playwright.sync_api import sync_playwright

    from howcome.example.library import documents

    text = next(data for n, data in documents() if "search-errors" in n).decode()
    text += "\n## Notes\n\nMARK\n\n" + "A paragraph that says nothing that anybody would ask about.\n\n" * 250
    times = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        Path(folder, "long.md").write_text(text, "utf-8")
        command = [sys.executable, "-m", "howcome", "serve", folder, "--port", "0"]
        server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
        try:
            assert server.stderr
            found = re.search(r"http://\S+", server.stderr.readline())
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            page = browser.new_page()
            page.goto(f"{found[0] if found else ''}d/long/write")
            while not page.evaluate("window.howcome && window.howcome.provider.synced"):
                page.wait_for_timeout(100)
            page.evaluate(
                "window.howcome.view.dispatch({selection: {anchor: window.howcome.text().indexOf('MARK')}, scrollIntoView: true})"
            )
            page.wait_for_timeout(1500)
            words = "The engineer should have checked the unit. "
            for _ in range(_RUNS):
                times.append(page.evaluate(_WAIT, words))
                page.wait_for_timeout(300)
                page.evaluate(_BACK, words)
                page.wait_for_timeout(500)
        finally:
            server.terminate()
            server.wait(20)
    return [
        at_most(f"{name}: median of {_RUNS}", median(times), "ms", 50),
        Row(f"{name}: worst of {_RUNS}", max(times), "ms"),
        Row("size of the document", len(text.encode()) / 1000, "KB"),
    ]
