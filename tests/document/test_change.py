"""Changing: only the bytes of the field change, what is set is read back, and stale edits are refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from howcome.document import Document
from howcome.document.change import (
    StaleSlice,
    UnknownField,
    UnknownRef,
    UnreadableValue,
    insert_item,
    put_slice,
    set_field,
    slice_of,
)
from howcome.document.compose import compose, compose_document, compose_head, mint_id
from howcome.document.grammar import KINDS, Action, Impact, TimelineEntry
from howcome.document.inline import plain
from howcome.document.items import Item
from howcome.document.sections import SECTION_BY_KEY, SECTION_KEYS
from howcome.text import apply

LINE = "- [ ] Limit workers ^a1 (owner: Dana; due: 2026-12-04)"
ONE = f"# T\r\n\r\n## Action Items\r\n\r\n{LINE}\r\n- [x] Other ^a2\r\n"


def changed(text: str, ref: str, field: str, value: str) -> str:
    document = Document.parse(text)
    return apply(document.source, set_field(document, ref, field, value)).text


@pytest.mark.parametrize(
    ("field", "value", "line"),
    [
        ("owner", "Mira", "- [ ] Limit workers ^a1 (owner: Mira; due: 2026-12-04)"),
        ("owner", "", "- [ ] Limit workers ^a1 (due: 2026-12-04)"),
        ("due", "", "- [ ] Limit workers ^a1 (owner: Dana)"),
        ("done", "yes", "- [x] Limit workers ^a1 (owner: Dana; due: 2026-12-04)"),
        ("text", "Cap workers", "- [ ] Cap workers ^a1 (owner: Dana; due: 2026-12-04)"),
        ("priority", "P1", "- [ ] Limit workers ^a1 (owner: Dana; due: 2026-12-04; priority: P1)"),
        ("done-when", "a; b", '- [ ] Limit workers ^a1 (owner: Dana; due: 2026-12-04; done-when: "a; b")'),
        ("owner", "Dana", LINE),
    ],
)
def test_one_field_changes_and_nothing_else(field: str, value: str, line: str) -> None:
    assert changed(ONE, "a1", field, value) == ONE.replace(LINE, line)


def test_the_first_field_of_an_item_makes_its_parentheses() -> None:
    assert changed(ONE, "a2", "owner", "Teun").endswith("- [x] Other ^a2 (owner: Teun)\r\n")


def test_the_last_field_takes_its_parentheses_with_it() -> None:
    assert changed("## Actions\n- x ^a1 (owner: A)", "a1", "owner", "") == "## Actions\n- x ^a1"


def test_times_labels_and_names() -> None:
    text = "## Timeline\n- 2026-11-20 14:02Z Fired ^t1\n## Impact\n- 5 min ^i1\n"
    assert "- 2026-11-20 13:51Z Fired" in changed(text, "t1", "time", "2026-11-20 13:51Z")
    assert "14:02Z [detected] Fired" in changed(text, "t1", "labels", "detected")
    assert "- **Downtime:** 5 min ^i1" in changed(text, "i1", "name", "Downtime")
    labelled = changed(text, "t1", "labels", "detected")
    assert changed(labelled, "t1", "labels", "") == text


def test_the_head() -> None:
    assert changed("# T\n", "head", "severity", "SEV-1") == "---\nhowcome: 1\nseverity: SEV-1\n---\n# T\n"
    text = "---\ntitle: x # why\nservices:\n  - a\n---\n"
    assert changed(text, "head", "title", "y: z") == text.replace("x # why", '"y: z" # why')
    assert changed(text, "head", "owner", "Dana") == text.replace("  - a\n", "  - a\nowner: Dana\n")


def test_a_cell_of_a_table() -> None:
    text = "## Actions\n\n| Action | Owner |\n|---|---|\n|  do it  | Ann |\n"
    assert changed(text, ":5", "owner", "Bob | co") == text.replace("Ann", "Bob \\| co")


@pytest.mark.parametrize(
    ("ref", "field", "value", "error", "said"),
    [
        ("zz", "owner", "A", UnknownRef, "no item 'zz'"),
        ("a1", "colour", "red", UnknownField, "no field 'colour'"),
        ("a1", "due", "soon", UnreadableValue, "due: 'soon'"),
        ("a1", "kind", "magic", UnreadableValue, "none of its words"),
    ],
)
def test_what_cannot_be_set_says_why(
    ref: str, field: str, value: str, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said) as caught:
        changed(ONE, ref, field, value)
    assert caught.value.hint  # type: ignore[attr-defined]


VALUES: dict[str, Any] = {
    "text": st.text(min_size=1, max_size=30),
    "list": st.lists(
        st.from_regex(r"[a-z]{1,8}(#[a-z0-9:.]{1,9})?", fullmatch=True), min_size=1, max_size=3
    ).map(", ".join),
    "labels": st.sampled_from(["detected", "trigger, introduced"]),
    "date": st.dates().map(str),
    "flag": st.sampled_from(["yes", "no"]),
    "count": st.integers(0, 10**9).map(str),
}


@pytest.mark.parametrize("kind", KINDS, ids=lambda k: k.kind)
@given(data=st.data())
def test_what_is_set_is_read_back_and_others_stay(kind: type[Item], data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(list(kind.fields.values())))
    value = data.draw(st.sampled_from(field.choices) if field.choices else VALUES[field.type.name])
    if kind.timed and field.name in ("time", "until"):
        value = "2026-01-02 03:04Z"
    assume(" ".join(value.split()))
    id_ = "z1234"
    lead = {"time": "2026-11-20 14:02Z"} if kind.timed else {}
    groups = {"risk": "Accepted risks", "question": "Open questions", "option": "Options considered",
              "earlier-incident": "Earlier incidents", "attachment": "Evidence"}  # fmt: skip
    below = f"### {groups[kind.kind]}\n\n" if kind.kind in groups else ""
    text = f"## {SECTION_BY_KEY[kind.section].title}\n\n{below}{compose(kind, 'words', id=id_, **lead)}\n- other\n"
    before = Document.parse(text)
    after = Document.parse(apply(before.source, set_field(before, id_, field.name, value)))
    old, new = before.find(id_), after.find(id_)
    assert old is not None
    assert new is not None, after.source.text
    expected = field.type.read(value)
    cell = new.cells[field.name]
    assert field.type.read(plain(cell.raw) if cell.markdown else cell.raw) == expected
    for name, cell in old.cells.items():
        if name not in (field.name, "until"):
            assert new.cells[name].raw == cell.raw


def test_the_end_of_a_range_is_set_in_its_place() -> None:
    before = Document.parse("## Timeline of Events\n\n- 2026-11-20 14:02–14:36Z words ^t1\n")
    after = apply(before.source, set_field(before, "t1", "until", "14:40Z"))
    assert "- 2026-11-20 14:02–14:40Z words ^t1" in after.text


def test_an_escaped_colon_names_nothing() -> None:
    text = "## Impact Assessment\n\n- words ^i1\n"
    before = Document.parse(text)
    item = Document.parse(apply(before.source, set_field(before, "i1", "text", ": 0"))).find("i1")
    assert isinstance(item, Impact)
    assert (item.name, item.text) == (None, ": 0")


def test_items_are_inserted_at_the_end_of_their_section() -> None:
    document = Document.parse(ONE)
    after = apply(document.source, insert_item(document, Action, "- [ ] New ^a3"))
    assert after.text == ONE + "- [ ] New ^a3\r\n"


def test_a_missing_section_is_made_in_its_place() -> None:
    document = Document.parse("## Incident Summary\n\nx\n\n## Action Items\n\n- y\n")
    line = compose(TimelineEntry, "Fired", id="t1", time="2026-11-20 14:02Z")
    after = Document.parse(apply(document.source, insert_item(document, TimelineEntry, line)))
    assert [s.key for s in after.sections] == ["incident-summary", "timeline", "actions"]
    assert after.timeline[0].text == "Fired"


def test_a_slice_goes_back_only_if_the_item_stayed() -> None:
    document = Document.parse(ONE)
    taken = slice_of(document, "a1")
    mine = apply(document.source, put_slice(document, taken, taken.text.replace("Limit", "Cap")))
    assert mine.text == ONE.replace("Limit", "Cap")
    elsewhere = Document.parse(changed(ONE, "a2", "owner", "Teun"))
    assert put_slice(elsewhere, taken, "x").edits, "a change elsewhere is no conflict"
    with pytest.raises(StaleSlice) as caught:
        put_slice(Document.parse(changed(ONE, "a1", "owner", "Teun")), taken, "x")
    assert caught.value.current is not None
    assert "Teun" in caught.value.current.text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_slice_stays_on_one_line_however_its_form_ends_lines(end: str) -> None:
    document = Document.parse(ONE)
    edited = f"[ ] Cap{end}workers ^a1 (owner: Dana; due: 2026-12-04)"
    after = apply(document.source, put_slice(document, slice_of(document, "a1"), edited))
    assert after.text == ONE.replace("Limit workers", "Cap workers")


def test_a_composed_item_says_what_it_was_given() -> None:
    line = compose(
        Impact,
        "9 of 10 (x: y) *now*",
        id="i1",
        name="Failed: orders",
        evidence=["a#1", "b#2"],
        method='by "hand"; twice',
    )
    (item,) = Document.parse(f"## Impact\n\n{line}\n").impact
    assert (item.text, item.name) == ("9 of 10 (x: y) *now*", "Failed: orders")
    assert (item.evidence, item.method) == (("a#1", "b#2"), 'by "hand"; twice')


def test_minted_ids_are_new() -> None:
    ids: set[str] = set()
    for _ in range(500):
        ids.add(mint_id("a", ids))
    assert len(ids) == 500


def test_a_composed_document_has_ten_sections_with_questions() -> None:
    text = compose_document(compose_head({"title": "A: b", "services": ["x, y", "z"]}), "A: b", {})
    document = Document.parse(text)
    assert list(document.states) == list(SECTION_KEYS)
    assert set(document.states.values()) == {"empty"}
    assert document.head.title == "A: b"
    assert document.problems == ()


@pytest.mark.parametrize("value", ["a ( owner: b", "a (owner: b", "say ( due: 2026-01-01", "5 (kind: x"])
def test_a_value_that_looks_like_fields_loses_neither_id_nor_value(value: str) -> None:
    item = Document.parse(changed(ONE, "a2", "owner", value)).find("a2")
    assert isinstance(item, Action)
    assert item.owner == value


def test_a_single_quote_mark_in_a_value_is_no_quotation() -> None:
    item = Document.parse('## Action Items\n\n- [ ] Buy ^a1 (owner: 19" rack)\n').find("a1")
    assert isinstance(item, Action)
    assert item.owner == '19" rack'


@pytest.mark.parametrize(
    "title",
    [
        "`x` failed",
        "* all",
        "@dana asked",
        "{a}",
        "| pipe",
        "!",
        "& more",
        "a \\",
        '-- "x" \\',
        "%",
        "[x] y",
        "a: b # c",
    ],
)
def test_a_title_that_yaml_would_read_otherwise_is_read_back(title: str) -> None:
    assert Document.parse(changed("# T\n", "head", "title", title)).head.title == title


@pytest.mark.parametrize("text", [": failed", "| grep", "-> next", "- a", "1. a", "# a"])
def test_words_behind_a_time_keep_their_first_mark(text: str) -> None:
    before = "## Timeline\n\n- 2026-11-20 14:02Z first ^t1\n"
    item = Document.parse(changed(before, "t1", "text", text)).find("t1")
    assert item is not None
    assert item.text == text
