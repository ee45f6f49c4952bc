"""The page of rules: what is built in, what has no rule, and the library's own."""

from __future__ import annotations

import asyncio
from pathlib import Path

from .visitors import opened


def test_rules_have_pages_and_the_library_s_own_stand_beside_them(tmp_path: Path) -> None:
    (tmp_path / "howcome.toml").write_text(
        '[[rule]]\ncode = "ACME-001"\ntitle = "Reviews"\nmatch = "x"\nmessage = "Say review."\n'
    )

    async def go() -> None:
        async with opened(tmp_path, "---\nhowcome: 1\n---\n") as (_, ada):
            listed = await ada.get("/rules")
            assert 'href="/rules/ACME-001"' in listed.text
            assert 'href="/rules/TL-004"' in listed.text
            for code, words in (
                ("acme-001", "Say review."),
                ("TL-004", "Why"),
                ("READ-001", "UTF-8"),
                ("SUP-005", "baseline"),
            ):
                page = await ada.get(f"/rules/{code}")
                assert page.status == 200
                assert words in page.text
            assert (await ada.get("/rules/ACME-002")).status == 404

    asyncio.run(go())
