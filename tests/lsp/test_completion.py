"""Completion at each kind of place: what is offered, and the line that stands there once it is chosen."""

from __future__ import annotations

from typing import Any

import pytest

from .editor import Editor
from .samples import CHECKOUT

LINE = "- [ ] Call +49 30 901820 first ^a9m3t (owner: Mira)"


def offered(editor: Editor, old: str, new: str) -> tuple[str, dict[str, dict[str, Any]]]:
    """Types `new` in the place of `old`, its cursor at `‸`, and asks. Gives the address and the offers by label."""
    uri = editor.open(CHECKOUT)
    words = new.replace("‸", "")
    editor.change(uri, old, words)
    answer = editor.request("textDocument/completion", editor.at(uri, words, new.index("‸")))
    return uri, {item["label"]: item for item in (answer or {"items": []})["items"]}


@pytest.mark.parametrize(
    ("old", "new", "label", "after"),
    [
        (LINE, "- [ ] 🚨 Call first (ow‸", "owner", "- [ ] 🚨 Call first (owner: "),
        (LINE, "- [ ] Call (owner: Mira; ‸)", "due", "- [ ] Call (owner: Mira; due: )"),
        (LINE, "- [ ] Call (own‸: Mira)", "owner", "- [ ] Call (owner: Mira)"),
        (LINE, "- [ ] Call (owner: ‸", "Ines", "- [ ] Call (owner: Ines"),
        (LINE, "- [ ] Call (owner: ‸", "the incident commander", "- [ ] Call (owner: the incident commander"),
        (LINE, "- [ ] Call (kind: pre‸)", "prevent", "- [ ] Call (kind: prevent)"),
        (LINE, "- [ ] Call (addresses: wk0zz, ^w8‸", "w81bd", "- [ ] Call (addresses: wk0zz, ^w81bd"),
        (LINE, "- [ ] Call (evidence: al‸)", "alerts", "- [ ] Call (evidence: alerts)"),
        (LINE, "- [ ] Call (evidence: alerts#‸)", "alerts#1812:f3", "- [ ] Call (evidence: alerts#1812:f3)"),
        ("(for: a7kq2)", "(for: ‸", "a9m3t", "(for: a9m3t"),
        ("(since: 2024-06; also: wq3x7)", "(also: ‸)", "w81bd", "(also: w81bd)"),
        ("[detected] Alert", "[det‸] Alert", "detected", "[detected] Alert"),
        ("[detected] Alert", "[detected, ‸] Alert", "notified", "[detected, notified] Alert"),
        ("[contributing]", "[sys‸]", "systemic", "[systemic]"),
        ("(evidence: alerts#1812)", "(evidence: ‸", "deploy.json", "(evidence: deploy.json"),
        ("status: draft", "status: ‸", "in-review", "status: in-review"),
        ("timezone: UTC", "timez‸", "timezone", "timezone: "),
        ("timezone: UTC", "times:\n  imp‸", "impact-started", "times:\n  impact-started: "),
    ],
)  # fmt: skip
def test_a_choice_is_written_where_it_belongs(
    editor: Editor, old: str, new: str, label: str, after: str
) -> None:
    uri, items = offered(editor, old, new)
    assert label in items
    assert editor.edited(uri, [items[label]["textEdit"]]) == CHECKOUT.replace(old, after)


def test_an_id_is_found_by_what_its_item_says(editor: Editor) -> None:
    _, items = offered(editor, "(for: a7kq2)", "(for: ‸)")
    assert items["a7kq2"]["detail"] == "action: Limit workers per release"
    assert "Limit workers" in items["a7kq2"]["filterText"]
    assert set(items) == {"a7kq2", "a9m3t"}


def test_missing_sections_come_with_their_questions(editor: Editor) -> None:
    uri, items = offered(editor, "## Appendix", "## ‸\n\n## Appendix")
    assert "## Timeline of Events" not in items
    after = editor.edited(uri, [items["## Lessons Learned"]["textEdit"]])
    assert "\n## Lessons Learned\n\n<!-- ? What worked well" in after
    assert "## \n" not in after


def test_a_new_section_ends_its_lines_as_the_text_does(editor: Editor) -> None:
    uri = editor.open(CHECKOUT.replace("\n", "\r\n"), "crlf.md")
    editor.change(uri, "## Appendix", "## \r\n\r\n## Appendix")
    answer = editor.request("textDocument/completion", editor.at(uri, "## \r\n", 3))
    text = {i["label"]: i for i in answer["items"]}["## Lessons Learned"]["textEdit"]["newText"]
    assert "\n" not in text.replace("\r\n", "") and "\r\r" not in text


def test_what_would_be_read_otherwise_is_quoted(editor: Editor) -> None:
    uri = editor.open(CHECKOUT.replace("owner: Ines", 'owner: "Ines: SRE"'), "quoted.md")
    editor.change(uri, LINE, "- [ ] Call (owner: ")
    answer = editor.request("textDocument/completion", editor.at(uri, "Call (owner: ", 13))
    assert answer["items"][0]["textEdit"]["newText"] == "Ines: SRE"
    editor.change(uri, "timezone: UTC", "facilitator: ")
    answer = editor.request("textDocument/completion", editor.at(uri, "facilitator: ", 13))
    assert answer["items"][0]["textEdit"]["newText"] == '"Ines: SRE"'


def test_the_likely_ones_stand_first_and_all_explain_themselves(editor: Editor) -> None:
    _, items = offered(editor, LINE, "- [ ] Call (‸")
    assert list(items)[:2] == ["owner", "due"]
    assert [i["sortText"] for i in items.values()] == sorted(i["sortText"] for i in items.values())
    assert items["due"]["detail"] == "By when"


@pytest.mark.parametrize("words", ["- [ ] Call ‸first", "- [ ] Call (at 14:02‸)", "- [‸] Call"])
def test_prose_offers_nothing(editor: Editor, words: str) -> None:
    assert offered(editor, LINE, words)[1] == {}
