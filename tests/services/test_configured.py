"""The app checks as the folder is configured: what editors show, what is dismissed, and what the list counts."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

from howcome.services.editing import apply_fix, dismiss
from howcome.services.reading import describe

from .rooms import opened

OURS = """\
[check]
select = ["ACME", "B01", "APP-005"]

[[rule]]
code = "ACME-001"
title = "Reviews"
match = ["autopsy"]
message = "we say review"
"""
TEXT = "---\nhowcome: 1\n---\n# Checkout\n\nThe autopsy was careless work. TBD\n"


def codes(folder: Path, text: str) -> list[str]:
    said = json.loads(describe("checkout", text, str(folder / "checkout.md")))
    return [f["code"] for f in said["findings"]]


def test_editors_show_what_is_configured_for_the_document_s_place(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert "DOC-002" in codes(tmp_path, TEXT)
    (tmp_path / "howcome.toml").write_text(OURS)
    assert sorted(codes(tmp_path, TEXT)) == ["ACME-001", "B01"]
    (tmp_path / "howcome.toml").write_text("[check\n")
    assert "DOC-002" in codes(tmp_path, TEXT)


def test_a_finding_of_an_own_rule_is_dismissed_like_any_other(tmp_path: Path) -> None:
    (tmp_path / "howcome.toml").write_text(OURS)

    async def go() -> None:
        async with opened(tmp_path, TEXT) as (workspace, room):
            said = json.loads(await workspace.reader.read(room.name, room.text))
            (key,) = [f["key"] for f in said["findings"] if f["code"] == "ACME-001"]
            settings = workspace.settings_of(room.name)
            after = await dismiss(room, key, "it is the name of a tool", "Ada", settings)
            assert "<!-- howcome: ignore ACME-001 because it is the name of a tool -->" in after
            assert codes(tmp_path, after) == ["B01"]

    asyncio.run(go())


def test_fixes_are_found_under_the_same_names_as_findings(tmp_path: Path) -> None:
    secret = "ghp_" + "a1B2" * 9
    (tmp_path / "howcome.toml").write_text(OURS)

    async def go() -> None:
        async with opened(tmp_path, TEXT + f"\nThe token was {secret} then.\n") as (workspace, room):
            said = json.loads(await workspace.reader.read(room.name, room.text))
            (key,) = [f["key"] for f in said["findings"] if f["code"] == "APP-005"]
            after = await apply_fix(room, key, 0, "Ada", workspace.settings_of(room.name))
            assert secret not in after

    asyncio.run(go())


def test_the_list_counts_what_is_configured_and_counts_anew_when_that_changes(tmp_path: Path) -> None:
    async def go() -> None:
        async with opened(tmp_path, TEXT) as (workspace, _):

            async def counted() -> int:
                await workspace.listing.look_now()
                row = workspace.listing.index.row("checkout")
                assert row
                return row.errors + row.warnings + row.infos

            everything = await counted()
            (tmp_path / "howcome.toml").write_text(OURS)
            assert await counted() == 2 < everything
            (tmp_path / "howcome.toml").write_text('[check]\nselect = ["ACME"]\n')
            assert await counted() == everything, "a selection without a code is no selection"
            os.unlink(tmp_path / "howcome.toml")
            assert await counted() == everything

    (tmp_path / ".git").mkdir()
    asyncio.run(go())


def test_what_is_wrong_with_the_configuration_is_said_when_the_folder_is_served(tmp_path: Path) -> None:
    (tmp_path / "howcome.toml").write_text("[chek]\n")

    async def go() -> None:
        async with opened(tmp_path) as (workspace, _):
            assert any("did you mean 'check'?" in words for words in workspace.warnings())

    asyncio.run(go())
