"""Structured edits: on any document, ours or another's, each changes what it must and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from howcome.document import Document
from howcome.document.grammar import KINDS
from howcome.errors import HowcomeError
from howcome.example.library import documents
from howcome.live.room import Room
from howcome.services.editing import (
    Field,
    Settled,
    StaleForm,
    add_item,
    apply_fix,
    raw_value,
    remove_item,
    set_value,
)
from howcome.services.reading import keys_of
from howcome.text import Source

from .rooms import opened

FOREIGN = b"""\
Postmortem: checkout\r
====================\r
\r
Contributing factors\r
--------------------\r
* The pool was too small\r
\r
## Follow-ups\r
\r
| Action | Owner | Due |\r
| --- | --- | --- |\r
| Limit the workers | Dana \xf0\x9f\x9a\xa8 | 2026-12-04 |\r
| Alert on the pool | | |\r
\r
## What happened\r
* 14:02 it broke caf\xe9\r
* 14:30 it was mended\r
"""
DOCUMENTS = {**dict(documents()), "foreign": FOREIGN, "empty": b"", "words": b"just words\n"}
FEW = {
    name: DOCUMENTS[name]
    for name in ("foreign", "empty", "words", "2026-09-17-search-errors.md", "2026-11-18-wrong-coach.md")
}
each = pytest.mark.parametrize("raw", DOCUMENTS.values(), ids=DOCUMENTS)

#: A value that each field can have, and that stands nowhere yet.
VALUES = {"text": "Other words 🚨", "owner": "Zoë", "responsible": "Zoë", "due": "2027-01-31", "by": "2027-01-31", "verify": "2027-02-01"}  # fmt: skip


def within(tmp_path: Path, raw: bytes, act: Callable[[Room], Awaitable[None]]) -> None:
    async def go() -> None:
        async with opened(tmp_path, raw) as (_, room):
            await act(room)
            await room.save()

    asyncio.run(go())


def outside(before: str, after: str) -> tuple[str, str]:
    """What was taken out and what was put in, trimmed to where the two differ."""
    head = next(
        (n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
        min(len(before), len(after)),
    )
    most = min(len(before), len(after)) - head
    tail = next((n for n in range(most) if before[-1 - n] != after[-1 - n]), most)
    return before[head : len(before) - tail], after[head : len(after) - tail]


@each
def test_a_value_changes_its_own_line_alone(tmp_path: Path, raw: bytes) -> None:
    async def act(room: Room) -> None:
        before = room.text
        cells = [
            (i, n) for i in Document.parse(before).items for n in VALUES if n in i.fields and n in i.cells
        ]
        # A few of them, from all over the document.
        for item, name in cells[:: max(1, len(cells) // 5)]:
            line = Source(before)[item.span].strip("\n")
            ref = item.id or f":{item.line}"
            field = Field(ref, name, raw_value(item, name), line)
            after = await set_value(room, field, VALUES[name], "Ada")
            removed, put = outside(before, after)
            assert "\n" not in removed + put
            pairs = zip(before.split("\n"), after.split("\n"), strict=True)
            assert sum(a != b for a, b in pairs) <= 1
            await room.become(before, "Ada", "restore")

    within(tmp_path, raw, act)
    assert (tmp_path / "checkout.md").read_bytes() == raw


@pytest.mark.parametrize("raw", FEW.values(), ids=FEW)
@pytest.mark.parametrize("kind", [k.kind for k in KINDS if k.kind != "attachment"])
def test_a_new_item_is_added_and_everything_else_stays(tmp_path: Path, raw: bytes, kind: str) -> None:
    async def act(room: Room) -> None:
        before = room.text
        made = await add_item(room, kind, "Fresh words 🚨", "Ada")
        document = Document.parse(room.text)
        item = document.find(made.ref)
        assert item is not None
        assert item.kind == kind
        assert room.text[made.words.start : made.words.end] == "Fresh words 🚨"
        left = iter(room.text)
        assert all(character in left for character in before), "something that stood there is gone"

    within(tmp_path, raw, act)
    written = (tmp_path / "checkout.md").read_bytes()
    assert b"\r\n" not in raw or b"\n" not in written.replace(b"\r\n", b"")


@each
def test_an_item_that_is_removed_takes_its_own_lines_along(tmp_path: Path, raw: bytes) -> None:
    async def act(room: Room) -> None:
        before = room.text
        for item in list(Document.parse(before).items)[:: max(1, len(Document.parse(before).items) // 4)]:
            line = Source(before)[item.span]
            removed = await remove_item(room, item.id or f":{item.line}", line, "Ada")
            gone, put = outside(before, room.text)
            assert put == ""
            assert len(gone) == len(removed.lines) or len(gone) <= len(removed.lines) + 2
            assert line.strip() in removed.lines
            await room.become(before, "Ada", "restore")

    within(tmp_path, raw, act)
    assert (tmp_path / "checkout.md").read_bytes() == raw


@each
def test_every_fix_changes_what_its_finding_is_about(tmp_path: Path, raw: bytes) -> None:
    from howcome.checks import check

    async def act(room: Room) -> None:
        before = room.text
        source = Source(before)
        for key, finding in keys_of(source, check(Document.parse(source))):
            for index in range(len(finding.fixes)):
                after = await apply_fix(room, key, index, "Ada")
                assert after != before
                await room.become(before, "Ada", "restore")
        with pytest.raises(Settled):
            await apply_fix(room, "nothing", 0, "Ada")

    within(tmp_path, raw, act)
    assert (tmp_path / "checkout.md").read_bytes() == raw


ITEM = "# T\n\n## Action Items\n\n- [ ] Limit workers ^a7kq2 (owner: Dana)\n- [ ] Another\n"


def test_a_stale_form_says_what_stands_there_now_and_overwrites_nothing(tmp_path: Path) -> None:
    async def act(room: Room) -> None:
        with pytest.raises(StaleForm) as refused:
            await set_value(room, Field("a7kq2", "owner", "Teun"), "Zoë", "Ada")
        assert refused.value.current == "Dana"
        await set_value(room, Field("a7kq2", "owner", "Dana"), "Dana", "Ada")
        with pytest.raises(StaleForm) as refused:
            await set_value(room, Field("agone", "owner", ""), "Zoë", "Ada")
        assert refused.value.current is None
        with pytest.raises(StaleForm):
            await set_value(room, Field(":6", "text", "Another", "- [ ] Another one"), "Zoë", "Ada")
        with pytest.raises(StaleForm) as refused:
            await remove_item(room, "a7kq2", "- [ ] Limit workers ^a7kq2 (owner: Teun)", "Ada")
        assert refused.value.current is not None
        assert "Dana" in refused.value.current
        assert room.text == ITEM

    within(tmp_path, ITEM.encode(), act)


def test_two_who_tick_the_same_box_tick_it_once(tmp_path: Path) -> None:
    async def act(room: Room) -> None:
        box = Field("a7kq2", "done", "")
        await asyncio.gather(*(set_value(room, box, "x", f"p{n}") for n in range(5)))
        assert room.text == ITEM.replace("[ ] Limit", "[x] Limit")

    within(tmp_path, ITEM.encode(), act)


@pytest.mark.parametrize(
    "value",
    [
        "a\nb",
        "a\r\n- [ ] another ^a9",
        "x\0y",
        "); due: 2027-01-01",
        '"',
        "<!--",
        "^a7kq2",
        "\ud83d",
        "x" * 3000,
        "🚨",
    ],
    ids=lambda v: ascii(v)[:16],
)
def test_any_value_stays_within_its_field(tmp_path: Path, value: str) -> None:
    async def act(room: Room) -> None:
        before = list(Document.parse(room.text).items)
        try:
            await set_value(room, Field("a7kq2", "owner", "Dana"), value, "Ada")
        except HowcomeError:
            assert room.text == ITEM
            return
        after = Document.parse(room.text)
        assert len(after.items) == len(before)
        item = after.find("a7kq2")
        assert item is not None
        assert item.cells["due"].raw == "" if "due" in item.cells else True
        assert room.text.count("\n") == ITEM.count("\n")

    within(tmp_path, ITEM.encode(), act)
