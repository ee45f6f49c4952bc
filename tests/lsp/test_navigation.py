"""Finding one's way: hover, definition, references, rename, outline, folding and links, as an editor asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from .editor import Editor, Refusal
from .samples import CHECKOUT


@pytest.fixture(scope="module")
def uri(editor: Editor) -> str:
    (editor.folder / "alertmanager.json").write_text("[]")
    uri = editor.open(CHECKOUT)
    editor.diagnostics(uri)
    return uri


def shown(editor: Editor, uri: str, words: str, inside: int = 1) -> str:
    answer = editor.request("textDocument/hover", editor.at(uri, words, inside))
    return str(answer["contents"]["value"]) if answer else ""


def named(symbols: list[dict[str, Any]], *path: str) -> dict[str, Any]:
    (found,) = [s for s in symbols if s["name"].startswith(path[0])]
    return named(found["children"], *path[1:]) if path[1:] else found


def every(symbols: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for symbol in symbols:
        yield symbol
        yield from every(symbol.get("children", []))


# Hover


def test_hover_over_a_finding_tells_its_reason_and_its_question(editor: Editor, uri: str) -> None:
    words = shown(editor, uri, "human error")
    assert words.startswith("**B07**")
    assert "When to ignore:" in words
    assert "?*" in words


@pytest.mark.parametrize(
    ("at", "inside", "said"),
    [
        ("^wk0zz", 0, "Referred to once:\n\n- line 33: action (addresses): Limit workers per release"),
        ("^alerts", 3, "Referred to 3 times:\n\n- line 18: a paragraph\n- line 22: timeline (evidence)"),
        ("^t5fk2", 2, "Nothing refers to it."),
        ("wk0zz, w81bd", 2, "**cause** `^wk0zz`, line 29\n\n> Nothing limits workers"),
        ("alerts#1812:f3", 9, "**evidence** alertmanager.json\n\nPlace in it: `1812:f3`"),
        ("[detected]", 3, "**detected**: the moment when the first signal told"),
        ("[detected]", 3, "- Time to detect: 7 min (detected − impact-started)"),
        ("due: 2026", 1, "**due** (action): By when.\n\nWritten as a date such as 2026-12-04."),
        ("kind: metric", 8, "`deploy`"),
        ("2026-11-20 14:09Z", 3, "Read as 2026-11-20 14:09:00+00:00, exact."),
        ("severity: SEV", 1, "**severity** (the document): How severe it was"),
        ("status: draft", 9, "`in-review`"),
        (
            "## Preventive",
            5,
            "**Preventive Measures** answers:\n\n- What is different once the actions are done",
        ),
    ],
)
def test_hover_tells_what_stands_there(editor: Editor, uri: str, at: str, inside: int, said: str) -> None:
    assert said in shown(editor, uri, at, inside)


def test_hover_says_nothing_about_mere_words(editor: Editor, uri: str) -> None:
    assert "(measure)" not in shown(editor, uri, "Roll the limit")
    other = editor.open("## Summary\n\nOrders failed.\n\n## Impact\n\n## Timeline\n", "plain.md")
    assert shown(editor, other, "failed") == ""


def test_a_rule_that_asks_more_than_once_is_explained_once(editor: Editor, uri: str) -> None:
    words = shown(editor, uri, "# Checkout errors", 4)
    assert words.count("**DOC-001**") == words.count("When to ignore:") == 1


def test_hover_says_when_nothing_has_an_id(editor: Editor) -> None:
    other = editor.open(CHECKOUT.replace("for: a7kq2", "for: a7kq9; colour: red"), "dangling.md")
    assert "no item of this document has this id" in shown(editor, other, "a7kq9")
    assert "`colour` is no field of measure" in shown(editor, other, "colour")


# Ids


@pytest.mark.parametrize(
    ("at", "inside", "goal"),
    [
        ("for: a7kq2", 6, "a7kq2"),
        ("wk0zz, w81bd", 9, "w81bd"),
        ("alerts#1812:f3", 8, "alerts"),
        ("^wq3x7", 2, "wq3x7"),
    ],
)
def test_a_definition_is_where_the_item_is_given_its_id(
    editor: Editor, uri: str, at: str, inside: int, goal: str
) -> None:
    found = editor.request("textDocument/definition", editor.at(uri, at, inside))
    start, end = editor.span(CHECKOUT, found["range"])
    assert CHECKOUT[start - 1 : end] == f"^{goal}"


def test_there_is_no_definition_in_prose(editor: Editor, uri: str) -> None:
    assert editor.request("textDocument/definition", editor.at(uri, "The pool ran")) is None


@pytest.mark.parametrize(("declaration", "lines"), [(True, [26, 28, 32]), (False, [28, 32])])
def test_references_are_all_places_of_an_id(editor: Editor, declaration: bool, lines: list[int]) -> None:
    text = CHECKOUT.replace("addresses: wk0zz, w81bd", "addresses: wk0zz, wq3x7")
    uri = editor.open(text, "references.md")
    asked = editor.at(uri, "^wq3x7", 2, context={"includeDeclaration": declaration})
    found = editor.request("textDocument/references", asked)
    assert [editor.words(uri, f["range"]) for f in found] == ["wq3x7"] * len(lines)
    assert [f["range"]["start"]["line"] for f in found] == lines
    lit = editor.request("textDocument/documentHighlight", editor.at(uri, "^wq3x7", 2))
    assert [h["kind"] for h in lit] == [3, 2, 2]


def test_a_new_name_goes_to_all_places(editor: Editor, uri: str) -> None:
    place = editor.at(uri, "alerts#1812:f3", 2)
    ready = editor.request("textDocument/prepareRename", place)
    assert (ready["placeholder"], editor.words(uri, ready["range"])) == ("alerts", "alerts")
    edit = editor.request("textDocument/rename", {**place, "newName": "am"})
    after = editor.applied(uri, edit)
    assert after == CHECKOUT.replace("alerts#", "am#").replace("^alerts", "^am")


@pytest.mark.parametrize(
    ("at", "name", "said"),
    [
        ("^wk0zz", "w81bd", "stands already in line 28; choose another one"),
        ("^wk0zz", "not an id", "cannot be an id; a letter or digit"),
        ("The pool ran", "x", "only an id can be renamed; put the cursor on one"),
    ],
)
def test_a_name_that_cannot_be_is_refused_with_a_reason(
    editor: Editor, uri: str, at: str, name: str, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        editor.request("textDocument/rename", editor.at(uri, at, 2, newName=name))


def test_what_cannot_be_renamed_says_so_before_a_name_is_asked(editor: Editor) -> None:
    uri = editor.open(CHECKOUT.replace("for: a7kq2", "for: a7kq9"), "unknown.md")
    with pytest.raises(Refusal, match="no item has the id 'a7kq9'"):
        editor.request("textDocument/prepareRename", editor.at(uri, "a7kq9", 2))
    with pytest.raises(Refusal, match="only an id"):
        editor.request("textDocument/prepareRename", editor.at(uri, "The pool ran"))


# Outline


def test_the_outline_has_sections_with_their_items(editor: Editor, uri: str) -> None:
    symbols = editor.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    assert [s["name"] for s in symbols] == ["front matter", "Checkout errors after a release"]
    sections = symbols[1]["children"]
    assert [s["name"] for s in sections] == [
        "Incident Summary", "Timeline of Events", "Root Cause Analysis", "Action Items", "Preventive Measures", "Appendix",
    ]  # fmt: skip
    entry = named(sections, "Timeline", "2026-11-20 14:02Z One order")
    assert entry["detail"] == "^t5fk2"
    assert editor.words(uri, entry["selectionRange"]) == "One order in ten failed 🚨"
    assert named(sections, "Root", "Why did", "The pool", "Nothing limits")["detail"] == "^wk0zz"
    assert named(sections, "Appendix", "Evidence", "alertmanager.json")["detail"] == "^alerts"


def test_what_is_below_stands_inside_of_what_is_above(editor: Editor, uri: str) -> None:
    symbols = editor.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    for symbol in every(symbols):
        start, end = editor.span(CHECKOUT, symbol["range"])
        first, last = editor.span(CHECKOUT, symbol["selectionRange"])
        assert start <= first <= last <= end
        for below in symbol.get("children", []):
            inner = editor.span(CHECKOUT, below["range"])
            assert start <= inner[0] <= inner[1] <= end


def test_sections_of_another_template_stand_in_the_outline_too(editor: Editor) -> None:
    text = "## Summary\n\nx\n\n## Our own\n\ny\n\n## Impact\n\n- z\n\n## Timeline\n\n- 2026-11-20 14:02Z a\n"
    uri = editor.open(text, "template.md")
    symbols = editor.request("textDocument/documentSymbol", {"textDocument": {"uri": uri}})
    assert [s["name"] for s in symbols] == ["Summary", "Our own", "Impact", "Timeline"]


def test_sections_the_head_and_code_can_be_folded(editor: Editor) -> None:
    text = CHECKOUT.replace("## Appendix\n", "## Appendix\n\n```text\na\n```\n\n<!-- ?\nb -->\n")
    uri = editor.open(text, "folded.md")
    folds = editor.request("textDocument/foldingRange", {"textDocument": {"uri": uri}})
    lines = text.split("\n")
    pieces = {(lines[f["startLine"]], lines[f["endLine"]]) for f in folds}
    assert ("---", "---") in pieces
    assert ("## Preventive Measures", "- Roll the limit out ^m2pp8 (for: a7kq2)") in pieces
    assert ("```text", "```") in pieces
    assert ("<!-- ?", "b -->") in pieces


def test_citations_open_the_evidence_that_lies_beside_or_has_an_address(editor: Editor, uri: str) -> None:
    links = editor.request("textDocument/documentLink", {"textDocument": {"uri": uri}})
    found = {(editor.words(uri, link["range"]), link["target"]) for link in links}
    beside = (editor.folder / "alertmanager.json").as_uri()
    assert found == {
        ("alerts#1812", beside),
        ("alerts#1812:f3", beside),
        ("alerts", beside),
        ("deploy.json", "https://example.com/deploys"),
    }


def test_evidence_outside_of_the_folder_is_no_link(editor: Editor) -> None:
    text = CHECKOUT.replace("alertmanager.json ^", "../../etc/hosts ^").replace(
        "https://example.com/deploys", "/etc/hosts"
    )
    uri = editor.open(text, "outside.md")
    assert editor.request("textDocument/documentLink", {"textDocument": {"uri": uri}}) == []
