"""Quick fixes: what an editor applies gives the text that was meant, and no other byte changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .editor import Editor
from .samples import CHECKOUT

TOKEN = "ghp_" + "a1B2" * 9
SECRET = CHECKOUT.replace("The pool ran dry", f"🚨 The pool of {TOKEN} ran dry")


def titled(actions: list[dict[str, Any]], words: str) -> dict[str, Any]:
    (found,) = [a for a in actions if words in a["title"]]
    return found


def test_a_safe_fix_is_preferred_and_changes_only_what_it_names(editor: Editor) -> None:
    uri = editor.open(SECRET)
    actions = editor.actions(uri, TOKEN)
    fix = actions[0]
    assert (fix["kind"], fix["isPreferred"]) == ("quickfix", True)
    assert fix["diagnostics"][0]["code"] == "APP-005"
    after = editor.applied(uri, fix["edit"])
    before, _, behind = SECRET.partition(TOKEN)
    assert after.startswith(before) and after.endswith(behind)
    assert TOKEN not in after and "[redacted" in after


def test_a_rewording_is_offered_and_not_preferred(editor: Editor) -> None:
    uri = editor.open(CHECKOUT)
    fix = editor.actions(uri, "901820")[0]
    assert fix["kind"] == "quickfix"
    assert "isPreferred" not in fix
    assert "+49 30 901820" not in editor.applied(uri, fix["edit"])


@pytest.mark.parametrize("only", [["source.fixAll.howcome"], ["source.fixAll"], ["source"]])
def test_all_safe_fixes_come_as_one_action_of_the_source(editor: Editor, only: list[str]) -> None:
    uri = editor.open(SECRET)
    (action,) = editor.actions(uri, "Checkout", only)
    assert action["kind"] == "source.fixAll.howcome"
    after = editor.applied(uri, action["edit"])
    assert TOKEN not in after
    assert "+49 30 901820" in after


def test_there_is_nothing_to_fix_where_nothing_is_safe(editor: Editor) -> None:
    uri = editor.open(CHECKOUT)
    assert editor.actions(uri, "Checkout", ["source.fixAll"]) == []
    assert editor.actions(uri, "901820", ["refactor"]) == []
    assert {a["kind"] for a in editor.actions(uri, "901820", ["quickfix"])} == {"quickfix"}


def test_an_ignored_finding_waits_for_its_reason(editor: Editor) -> None:
    uri = editor.open(CHECKOUT)
    action = titled(editor.actions(uri, "human error"), "Ignore B07")
    after = editor.applied(uri, action["edit"])
    comment = "<!-- howcome: ignore B07 because … -->"
    assert after == CHECKOUT.replace("🚨 Orders failed 🚨 and", f"{comment}\n🚨 Orders failed 🚨 and")
    editor.change(uri, "🚨 Orders failed 🚨 and", f"{comment}\n🚨 Orders failed 🚨 and")
    assert {"B07", "SUP-001"} <= {d["code"] for d in editor.diagnostics(uri)}
    assert not [a for a in editor.actions(uri, comment) if "Ignore SUP-" in a["title"]]
    editor.change(uri, "because …", "because the report is quoted")
    assert not {"B07", "SUP-001"} & {d["code"] for d in editor.diagnostics(uri)}


def test_an_ignored_finding_of_an_item_stands_at_the_end_of_its_line(editor: Editor) -> None:
    crlf = CHECKOUT.replace("\n", "\r\n")
    uri = editor.open(crlf)
    line = "- [ ] Call +49 30 901820 first ^a9m3t (owner: Mira)"
    action = titled(editor.actions(uri, "901820"), "Ignore APP-005")
    after = editor.applied(uri, action["edit"])
    assert after == crlf.replace(line, f"{line} <!-- howcome: ignore APP-005 because … -->")


def test_actions_belong_to_the_text_that_was_just_typed(editor: Editor) -> None:
    uri = editor.open(CHECKOUT)
    editor.change(uri, "The pool ran dry", f"The pool of {TOKEN} ran dry")
    fix = editor.actions(uri, TOKEN)[0]
    assert TOKEN not in editor.applied(uri, fix["edit"])


def test_an_editor_that_knows_no_versions_gets_plain_changes(tmp_path: Path) -> None:
    with Editor(tmp_path, ["utf-8"], workspace={}) as editor:
        uri = editor.open(SECRET)
        fix = editor.actions(uri, TOKEN)[0]
        assert TOKEN not in editor.edited(uri, fix["edit"]["changes"][uri])
