"""What a configuration decides holds in the editor too, and is looked at again when it changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .editor import Editor
from .samples import CHECKOUT

WATCHING = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}
OWN = """
[[rule]]
code = "OWN-001"
title = "We do not say war room"
match = ["war room"]
message = "we call it the incident channel"
"""


def codes(editor: Editor, uri: str) -> set[str]:
    return {d["code"] for d in editor.diagnostics(uri)}


def changed(editor: Editor, path: Path, words: str) -> None:
    path.write_text(words)
    change: dict[str, Any] = {"changes": [{"uri": path.as_uri(), "type": 2}]}
    editor.notify("workspace/didChangeWatchedFiles", change)


def test_what_is_ignored_is_silent_until_the_configuration_changes(tmp_path: Path) -> None:
    configuration = tmp_path / "howcome.toml"
    configuration.write_text('[check]\nignore = ["B07"]\n')
    with Editor(tmp_path, **WATCHING) as editor:
        uri = editor.open(CHECKOUT)
        assert "B07" not in codes(editor, uri)
        assert [r["method"] for r in editor.registered] == ["workspace/didChangeWatchedFiles"]
        before = len(editor.published(uri))
        changed(editor, configuration, '[check]\nignore = ["B01"]\n# longer\n')
        editor.wait(lambda: len(editor.published(uri)) > before)
        assert "B07" in {d["code"] for d in editor.published(uri)[-1]["diagnostics"]}


def test_what_is_wrong_with_a_configuration_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "howcome.toml").write_text('[check]\nignroe = ["B07"]\n')
    with Editor(tmp_path) as editor:
        uri = editor.open(CHECKOUT)
        assert "B07" in codes(editor, uri)
        editor.change(uri, "Roll the limit out", "Roll it out")
        editor.diagnostics(uri)
        (said,) = editor.shown
        assert "howcome.toml:2" in said and "ignroe" in said


def test_a_rule_of_ones_own_is_explained_and_has_no_page_of_howcome(tmp_path: Path) -> None:
    (tmp_path / "howcome.toml").write_text(OWN)
    with Editor(tmp_path) as editor:
        uri = editor.open(CHECKOUT.replace("and human error was named", "in the war room"))
        (found,) = [d for d in editor.diagnostics(uri) if d["code"] == "OWN-001"]
        assert editor.words(uri, found["range"]) == "war room"
        assert "codeDescription" not in found
        shown = editor.request("textDocument/hover", editor.at(uri, "war room", 2))["contents"]["value"]
        assert shown.startswith("**OWN-001** We do not say war room")
