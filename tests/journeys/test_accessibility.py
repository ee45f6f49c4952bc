"""No page has a violation that axe knows (WCAG 2.2 A and AA), in light and dark, wide and narrow."""

from __future__ import annotations

from pathlib import Path

import pytest

from howcome.example.library import write_library

from .conftest import NewPage, Served
from .desk import until

AXE = Path(__file__).parents[2] / "editor/node_modules/axe-core/axe.min.js"
DOCUMENT = "/d/2026-11-18-wrong-coach"
PAGES = [
    "/", "/?q=refunds", "/?q=nothing-at-all", "/new", "/rules", "/rules/ACT-003", "/me", "/none",
    *(f"{DOCUMENT}/{view}" for view in ("write", "details", "timeline", "causes", "actions", "impact", "evidence", "read", "share", "history")),
]  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_violation(folder: Path, served: Served, new_page: NewPage, scheme: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not there: python editor/build.py brings it")
    write_library(folder)
    axe = AXE.read_text("utf-8")
    width = 1280 if scheme == "light" else 390
    page = new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = []
    for address in PAGES:
        page.goto(served.address + address)
        if address.endswith("/write"):
            until(page, "window.howcome && window.howcome.provider.synced")
            page.wait_for_timeout(400)
        page.evaluate(axe)
        said = page.evaluate(
            """() => axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
            .then(r => r.violations.map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)).join(" | ")}`))"""
        )
        found += [f"{address}: {words}" for words in said]
    assert not found, "\n".join(found)
