"""Findings while typing: at the right place in every encoding, for postmortems only."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlparse

import pytest

from .editor import Editor
from .samples import CHECKOUT


def of(diagnostics: list[dict[str, Any]], code: str) -> list[dict[str, Any]]:
    return [d for d in diagnostics if d["code"] == code]


@pytest.mark.parametrize(
    ("offered", "chosen", "newline"),
    [
        (None, "utf-16", "\n"),
        (["utf-16"], "utf-16", "\r\n"),
        (["utf-8", "utf-16", "utf-32"], "utf-8", "\n"),
        (["utf-8"], "utf-8", "\r"),
        (["utf-32", "utf-8"], "utf-32", "\r\n"),
        (["utf-7"], "utf-16", "\n"),
    ],
    ids=ascii,
)
def test_a_finding_stands_at_its_words_behind_emoji(
    tmp_path: Path, offered: list[str] | None, chosen: str, newline: str
) -> None:
    with Editor(tmp_path, offered) as editor:
        assert editor.encoding == chosen
        uri = editor.open(CHECKOUT.replace("\n", newline))
        (found,) = of(editor.diagnostics(uri), "B07")
        assert editor.words(uri, found["range"]) == "human error"
        editor.change(uri, "Orders failed", f"Orders 🚨 failed{newline}é\u0301 \u2028 and more 🚨")
        (moved,) = of(editor.diagnostics(uri), "B07")
        assert editor.words(uri, moved["range"]) == "human error"
        assert moved["range"]["start"]["line"] == found["range"]["start"]["line"] + 1


def test_a_diagnostic_says_what_how_bad_and_where_to_read_more(editor: Editor) -> None:
    uri = editor.open(CHECKOUT)
    (found,) = of(editor.diagnostics(uri), "B07")
    assert found["severity"] == 2
    assert found["source"] == "howcome"
    assert "human error" in found["message"]
    assert found["data"]["category"] == "human-error"
    assert found["data"]["suggestion"].endswith("?")
    assert "tags" not in found
    page = Path(unquote(urlparse(found["codeDescription"]["href"]).path))
    assert page.name == "B07.md"
    assert "B07" in page.read_text("utf-8")


def test_typing_brings_a_finding_and_takes_it_away(editor: Editor) -> None:
    uri = editor.open(CHECKOUT)
    before = editor.diagnostics(uri)
    editor.change(uri, "(owner: Mira)", "(owner: Mira; due: soon)")
    changed = editor.diagnostics(uri)
    unread = [d for d in changed if d not in before and editor.words(uri, d["range"]) == "soon"]
    assert len(unread) == 1
    editor.change(uri, "; due: soon", "")
    assert editor.diagnostics(uri) == before


def test_many_quick_changes_are_checked_once(editor: Editor) -> None:
    uri = editor.open(CHECKOUT, "typed.md")
    editor.diagnostics(uri)
    for n in range(30):
        editor.change(uri, "Roll the limit out", f"Roll the limit out {n}")
    assert editor.diagnostics(uri)
    assert len(editor.published(uri)) < 10


def test_a_change_of_the_whole_text_is_taken(editor: Editor) -> None:
    uri = editor.open("# Nothing yet\n", "whole.md")
    assert editor.diagnostics(uri) == []
    editor.texts[uri] = CHECKOUT
    editor.change_raw(uri, [{"text": CHECKOUT}])
    assert of(editor.diagnostics(uri), "B07")


@pytest.mark.parametrize(
    "text",
    [
        "# Notes\n\nIt was human error.\n",
        "---\ntitle: A page\n---\n\n## Summary\n\nIt was human error.\n\n## Impact\n\nNone.\n",
        "",
    ],
)
def test_other_markdown_is_left_alone(editor: Editor, text: str) -> None:
    uri = editor.open(text, "README.md")
    assert editor.diagnostics(uri) == []
    document = {"textDocument": {"uri": uri}}
    start = {"line": 0, "character": 0}
    assert editor.request("textDocument/documentSymbol", document) is None
    assert editor.request("textDocument/completion", {**document, "position": start}) is None
    assert editor.request("textDocument/hover", {**document, "position": start}) is None
    whole = {"start": start, "end": {"line": 9, "character": 0}}
    assert (
        editor.request(
            "textDocument/codeAction", {**document, "range": whole, "context": {"diagnostics": []}}
        )
        is None
    )


def test_three_known_sections_make_a_postmortem(editor: Editor) -> None:
    uri = editor.open(
        "## Summary\n\nIt was human error.\n\n## Impact\n\nAll.\n\n## Timeline\n\n- x\n", "other.md"
    )
    assert of(editor.diagnostics(uri), "B07")


def test_closing_takes_the_findings_away(editor: Editor) -> None:
    uri = editor.open(CHECKOUT, "closed.md")
    assert editor.diagnostics(uri)
    editor.close(uri)
    other = editor.open(CHECKOUT, "other2.md")
    editor.diagnostics(other)
    assert editor.published(uri)[-1]["diagnostics"] == []
    asked = editor.at(other, "^t5fk2", 2)
    assert editor.request("textDocument/hover", asked)
    assert editor.request("textDocument/hover", {**asked, "textDocument": {"uri": uri}}) is None


def test_a_text_that_was_never_saved_is_checked(editor: Editor) -> None:
    uri = editor.open_at("untitled:Untitled-1", CHECKOUT)
    assert of(editor.diagnostics(uri), "B07")
