"""Forms over the text: each changes exactly its bytes, refuses what is stale, and escapes what is hostile."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from howcome.web.site import Site

from .visitors import Visitor, opened, text_of, with_values

TEXT = """\
---
howcome: 1
title: Checkout failed
timezone: UTC
---

# Checkout failed

## Timeline of Events

- 2026-11-20 13:58Z [trigger] Release `4.31` started ^tk2x8 (kind: deploy)
- 2026-11-20 14:02–14:36Z [impact-started] One order in ten failed ^t5fk2 (evidence: access#line%201812)
- 2026-11-20 14:05Z Somebody looked
  with a second line

  and a note below it

## Impact Assessment

- **Failed requests:** 182 340 of 1.9 M (9.6 %) ^i9ma4 (evidence: metrics#http_errors)

## Root Cause Analysis

- Why did it begin? ^wroot (root: began)
    - The pool was exhausted [contributing] ^w81bd (evidence: logs#4411; status: confirmed)
        - Nothing limits the workers ^wk0zz

## Action Items

- [ ] Limit workers per release ^a7kq2 (owner: Dana; due: 2026-12-04; kind: prevent; addresses: wk0zz)
- [ ] Second ^a2222 (owner: Teun; state: open)

## Preventive Measures

| measure | responsible | by |
| --- | --- | --- |
| Roll out \\| slowly | Dana | 2026-12-18 |
| Another | | 2026-12-19 |

## Communication Plan

- [ ] **Customers:** what happened ^c8k1d (owner: Ines; by: 2026-11-21)
"""


def run(folder: Path, go: Callable[[Site, Visitor], Awaitable[None]], text: str = TEXT) -> None:
    async def inside() -> None:
        async with opened(folder, text) as (site, ada):
            await go(site, ada)

    asyncio.run(inside())


async def save(who: Visitor, ref: str, **values: str | None) -> int:
    shown = await who.get(f"/d/d/items/{ref}/edit")
    assert shown.status == 200, shown.text
    answer = await who.post(f"/d/d/items/{ref}", with_values(shown.form(f"/items/{ref}"), **values))
    return answer.status


@pytest.mark.parametrize(
    ("ref", "values", "old", "new"),
    [
        ("t5fk2", {"text": "Two in ten failed"}, "One order in ten failed", "Two in ten failed"),
        ("tk2x8", {"text": "Release `4.31` *began*"}, "Release `4.31` started", "Release `4.31` *began*"),
        ("t5fk2", {"until": "14:40Z"}, "14:02–14:36Z", "14:02–14:40Z"),
        ("t5fk2", {"until": ""}, "14:02–14:36Z", "14:02"),
        ("tk2x8", {"time": "2026-11-20 13:57Z"}, "13:58Z", "13:57Z"),
        ("tk2x8", {"kind": "change"}, "(kind: deploy)", "(kind: change)"),
        ("tk2x8", {"kind": ""}, "^tk2x8 (kind: deploy)", "^tk2x8"),
        ("a7kq2", {"owner": "Ines", "due": "2026-12-11"}, "(owner: Dana; due: 2026-12-04; kind", "(owner: Ines; due: 2026-12-11; kind"),
        ("a7kq2", {"done__when": "it; is (done)"}, "addresses: wk0zz)", 'addresses: wk0zz; done-when: "it; is (done)")'),
        ("a2222", {"priority": "P1", "strength": "S4"}, "(owner: Teun; state: open)", "(owner: Teun; state: open; strength: S4; priority: P1)"),
        ("a7kq2", {"more-addresses": "w81bd"}, "addresses: wk0zz)", "addresses: wk0zz, w81bd)"),
        ("i9ma4", {"name": "Failed orders"}, "**Failed requests:**", "**Failed orders:**"),
        ("w81bd", {"status": "probable"}, "status: confirmed", "status: probable"),
        ("wk0zz", {"also": "w81bd"}, "^wk0zz", "^wk0zz (also: w81bd)"),
        ("c8k1d", {"done": "x"}, "- [ ] **Customers", "- [x] **Customers"),
        (":37", {"text": "Roll out | at once"}, "Roll out \\| slowly", "Roll out \\| at once"),
        (":38", {"by": "2026-12-20"}, "2026-12-19", "2026-12-20"),
        (":13", {"text": "Ada looked"}, "Somebody looked\n  with a second line", "Ada looked"),
    ],
)  # fmt: skip
def test_a_form_changes_its_bytes_and_no_other(
    tmp_path: Path, ref: str, values: dict[str, str], old: str, new: str
) -> None:
    async def go(site: Site, ada: Visitor) -> None:
        assert TEXT.count(old) == 1
        assert await save(ada, ref, **values) == 303
        assert await text_of(site) == TEXT.replace(old, new)

    run(tmp_path, go)


@pytest.mark.parametrize(
    "ref", ["tk2x8", "t5fk2", "i9ma4", "wroot", "w81bd", "a7kq2", "c8k1d", ":37", ":38", ":13"]
)
def test_a_form_that_nobody_touched_changes_nothing(tmp_path: Path, ref: str) -> None:
    async def go(site: Site, ada: Visitor) -> None:
        assert await save(ada, ref) == 303
        assert await text_of(site) == TEXT

    run(tmp_path, go)


def test_marks_are_ticked_and_what_else_stands_there_is_kept(tmp_path: Path) -> None:
    async def go(site: Site, ada: Visitor) -> None:
        shown = await ada.get("/d/d/items/t5fk2/edit")
        fields = [*shown.form("/items/t5fk2"), ("labels", "detected")]
        assert (await ada.post("/d/d/items/t5fk2", fields)).status == 303
        assert await text_of(site) == TEXT.replace("[impact-started]", "[impact-started, detected]")
        shown = await ada.get("/d/d/items/t5fk2/edit")
        await ada.post("/d/d/items/t5fk2", [f for f in shown.form("/items/t5fk2") if f[0] != "labels"])
        assert "14:36Z One order in ten failed" in await text_of(site)

    run(tmp_path, go)


def test_two_people_who_change_two_fields_of_one_item_both_succeed(tmp_path: Path) -> None:
    async def go(site: Site, ada: Visitor) -> None:
        bob = Visitor(site)
        one = (await ada.get("/d/d/items/a7kq2/edit")).form("/items/a7kq2")
        other = (await bob.get("/d/d/items/a7kq2/edit")).form("/items/a7kq2")
        assert (await ada.post("/d/d/items/a7kq2", with_values(one, owner="Ines"))).status == 303
        assert (await bob.post("/d/d/items/a7kq2", with_values(other, due="2027-01-01"))).status == 303
        assert "(owner: Ines; due: 2027-01-01; kind: prevent" in await text_of(site)

    run(tmp_path, go)


def test_what_somebody_changed_meanwhile_is_shown_and_not_overwritten(tmp_path: Path) -> None:
    async def go(site: Site, ada: Visitor) -> None:
        bob = Visitor(site)
        stale = (await bob.get("/d/d/items/a7kq2/edit")).form("/items/a7kq2")
        await save(ada, "a7kq2", owner="Ines")
        before = await text_of(site)
        answer = await bob.post("/d/d/items/a7kq2", with_values(stale, owner="Teun", priority="P1"))
        assert answer.status == 409 and await text_of(site) == before
        assert "Somebody changed this meanwhile" in answer.text and '<q dir="auto">Ines</q>' in answer.text
        again = dict(answer.form("/items/a7kq2"))
        assert again["owner"] == "Teun" and again["was-owner"] == "Ines" and again["priority"] == "P1"
        assert (await bob.post("/d/d/items/a7kq2", answer.form("/items/a7kq2"))).status == 303
        assert "(owner: Teun; " in await text_of(site) and "priority: P1" in await text_of(site)

    run(tmp_path, go)


def test_all_fields_or_none(tmp_path: Path) -> None:
    async def go(site: Site, ada: Visitor) -> None:
        form = (await ada.get("/d/d/items/tk2x8/edit")).form("/items/tk2x8")
        answer = await ada.post("/d/d/items/tk2x8", with_values(form, text="New words", time="around noon"))
        assert answer.status == 422 and await text_of(site) == TEXT
        assert "is no time" in answer.text and "New words" in answer.text

    run(tmp_path, go)


def test_an_item_that_is_gone_keeps_the_words_of_who_edits_it(tmp_path: Path) -> None:
    async def go(site: Site, ada: Visitor) -> None:
        form = (await ada.get("/d/d/items/a2222/edit")).form("/items/a2222")
        await ada.post("/d/d/items/a2222/remove", form)
        answer = await ada.post("/d/d/items/a2222", with_values(form, text="My long words"))
        assert answer.status == 409 and "My long words" in answer.text and "gone" in answer.text

    run(tmp_path, go)


@pytest.mark.parametrize(
    "ref", ["t5fk2", ":13", "a7kq2", "a2222", "w81bd", "wroot", "i9ma4", ":37", ":38", "c8k1d"]
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_removed_can_be_put_back(tmp_path: Path, ref: str, newline: str) -> None:
    async def go(site: Site, ada: Visitor) -> None:
        form = (await ada.get(f"/d/d/items/{ref}/edit")).form(f"/items/{ref}/remove")
        answer = await ada.post(f"/d/d/items/{ref}/remove", form)
        assert answer.status == 200 and "Removed" in answer.text
        without = await text_of(site)
        assert len(without) < len(TEXT) and ("| Another" in without or ref == ":38")
        undo = answer.form("/put-back")
        for _ in range(2):
            assert (await ada.post("/d/d/put-back", undo)).status == 303
            assert await text_of(site) == TEXT
        await (await site.workspace.rooms.open("d")).save()
        assert (tmp_path / "d.md").read_bytes() == TEXT.replace("\n", newline).encode()

    run(tmp_path, go, TEXT.replace("\n", newline))


def test_what_is_removed_goes_back_while_others_write(tmp_path: Path) -> None:
    async def go(site: Site, ada: Visitor) -> None:
        form = (await ada.get("/d/d/items/a7kq2/edit")).form("/items/a7kq2/remove")
        undo = (await ada.post("/d/d/items/a7kq2/remove", form)).form("/put-back")
        await ada.post("/d/d/add", [("what", "timeline"), ("words", "Later"), ("time", "2026-11-20 15:00Z")])
        await save(ada, "a2222", owner="Ines")
        await ada.post("/d/d/put-back", undo)
        text = await text_of(site)
        assert text.index("## Action Items") < text.index("^a7kq2") < text.index("^a2222")

    run(tmp_path, go)


@pytest.mark.parametrize(
    ("fields", "after", "line"),
    [
        ({"what": "timeline", "words": "Seen", "time": "2026-11-20 14:01Z", "labels": "detected"}, "(kind: deploy)\n",
         r"- 2026-11-20 14:01Z \[detected\] Seen \^t\w{4}\n"),
        ({"what": "action", "words": "Use `x`", "owner": "Ines", "due": "2026-12-01"}, "state: open)\n",
         r"- \[ \] Use `x` \^a\w{4} \(owner: Ines; due: 2026-12-01\)\n"),
        ({"what": "cause", "words": "No quota", "under": "w81bd"}, "^wk0zz\n", r"        - No quota \^w\w{4}\n"),
        ({"what": "cause", "words": "No test", "under": "wk0zz"}, "^wk0zz\n", r"          - No test \^w\w{4}\n"),
        ({"what": "cause", "words": "Why so long?", "root": "lasted"}, "^wk0zz\n",
         r"- Why so long\? \^w\w{4} \(root: lasted\)\n"),
        ({"what": "impact", "words": "41", "name": "Tickets"}, "metrics#http_errors)\n",
         r"- \*\*Tickets:\*\* 41 \^i\w{4}\n"),
        ({"what": "communication", "words": "the draft", "audience": "Leadership"}, "by: 2026-11-21)\n",
         r"- \[ \] \*\*Leadership:\*\* the draft \^c\w{4}\n"),
        ({"what": "risk", "words": "Nights", "owner": "Dana"}, "state: open)\n",
         r"\n### Accepted risks\n\n- Nights \^r\w{4} \(owner: Dana\)\n"),
        ({"what": "question", "words": "Was it the cache?"}, "^wk0zz\n",
         r"\n### Open questions\n\n- Was it the cache\? \^q\w{4}\n"),
    ],
)  # fmt: skip
def test_something_new_is_one_line_in_its_place(
    tmp_path: Path, fields: dict[str, str], after: str, line: str
) -> None:
    async def go(site: Site, ada: Visitor) -> None:
        answer = await ada.post("/d/d/add", [*fields.items()])
        assert answer.status == 303, answer.text
        before, found, behind = TEXT.partition(after)
        assert re.fullmatch(re.escape(before + found) + line + re.escape(behind), await text_of(site))
        assert (await ada.get(answer.location)).status == 200

    run(tmp_path, go)


def test_a_risk_is_read_as_a_risk_and_an_action_after_it_as_an_action(tmp_path: Path) -> None:
    async def go(site: Site, ada: Visitor) -> None:
        for kind in ("risk", "risk", "action"):
            await ada.post("/d/d/add", [("what", kind), ("words", f"A new {kind}")])
        from howcome.document import Document

        document = Document.parse(await text_of(site))
        assert len(document.risks) == 2 and len(document.actions) == 3

    run(tmp_path, go)


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>", "[x](javascript:alert(1))", "a ^b (owner: Mallory)", "- [x] # heading", "x\n## New\ny",
        "1. one", "“quotes” & <b>", "| a | b |", "[detected] 2026-01-01 10:00Z", "–15:00Z later", "\u202egnol", "```",
    ],
)  # fmt: skip
@pytest.mark.parametrize("ref", ["t5fk2", "a7kq2", "wk0zz", "i9ma4", ":37", ":13"])
def test_hostile_words_stay_words(tmp_path: Path, words: str, ref: str) -> None:
    async def go(site: Site, ada: Visitor) -> None:
        from howcome.document import Document

        before = Document.parse(TEXT)
        status = await save(ada, ref, text=words)
        assert status in (303, 422)
        text = await text_of(site)
        now = Document.parse(text)
        assert len(now.items) == len(before.items) and len(now.sections) == len(before.sections)
        for old, new in zip(before.items, now.items, strict=True):
            same = {n for n in old.cells if n != "text"}
            assert {n: old.cells[n].raw for n in same} == {
                n: c.raw for n, c in new.cells.items() if n != "text"
            }
        for view in ("timeline", "causes?node=wk0zz", "actions", "impact", f"items/{ref}/edit"):
            page = (await ada.get(f"/d/d/{view}")).text
            assert "<script>alert" not in page and 'href="javascript:' not in page and "\u202e" not in page

    run(tmp_path, go)


def test_what_cannot_be_added_is_said_and_kept(tmp_path: Path) -> None:
    async def go(site: Site, ada: Visitor) -> None:
        asked = [("what", "action"), ("text", "Do it"), ("due", "soon"), ("owner", "Ines")]
        answer = await ada.post("/d/d/add", asked)
        assert answer.status == 422 and await text_of(site) == TEXT
        again = dict(answer.form("/add"))
        assert again["text"] == "Do it" and again["owner"] == "Ines" and again["due"] == "soon"
        assert (await ada.post("/d/d/add", [("what", "action"), ("text", " ")])).status == 422
        assert (await ada.post("/d/d/add", [("what", "nonsense"), ("text", "x")])).status == 400

    run(tmp_path, go)


def test_ticking_an_action_keeps_its_state_in_step(tmp_path: Path) -> None:
    async def go(site: Site, ada: Visitor) -> None:
        page = await ada.get("/d/d/actions")
        answer = await ada.post("/d/d/items/a2222", page.form("/items/a2222"), script=True)
        assert answer.status == 200 and 'aria-checked="true"' in answer.text and "<html" not in answer.text
        assert await text_of(site) == TEXT.replace(
            "- [ ] Second ^a2222 (owner: Teun; state: open)", "- [x] Second ^a2222 (owner: Teun; state: done)"
        )
        page = await ada.get("/d/d/actions")
        await ada.post("/d/d/items/a2222", page.form("/items/a2222"))
        assert await text_of(site) == TEXT

    run(tmp_path, go)


def test_two_who_tick_the_same_box_tick_it_once(tmp_path: Path) -> None:
    async def go(site: Site, ada: Visitor) -> None:
        form = (await ada.get("/d/d/actions")).form("/items/a7kq2")
        answers = await asyncio.gather(*(ada.post("/d/d/items/a7kq2", form) for _ in range(5)))
        assert {a.status for a in answers} == {303}
        assert await text_of(site) == TEXT.replace("[ ] Limit", "[x] Limit")

    run(tmp_path, go)


def test_a_script_gets_the_item_alone(tmp_path: Path) -> None:
    async def go(site: Site, ada: Visitor) -> None:
        for ref, begin in (
            ("t5fk2", "<tr"),
            ("a7kq2", "<tr"),
            ("i9ma4", "<li"),
            ("w81bd", "<section"),
            (":37", "<tr"),
        ):
            form = await ada.get(f"/d/d/items/{ref}/edit", script=True)
            row = await ada.get(f"/d/d/items/{ref}", script=True)
            assert form.text.lstrip().startswith(begin) and row.text.lstrip().startswith(begin)
            assert "data-keep" in form.text and "data-keep" not in row.text
            plain = await ada.get(f"/d/d/items/{ref}")
            assert plain.status == 303 and (await ada.get(plain.location)).status == 200

    run(tmp_path, go)


def test_a_cell_that_a_table_lacks_is_said(tmp_path: Path) -> None:
    async def go(site: Site, ada: Visitor) -> None:
        page = await ada.get("/d/d/items/:38/edit")
        assert "no filled cell for: for, responsible" in " ".join(page.text.split())
        assert 'name="responsible"' not in page.text

    run(tmp_path, go)


def test_an_item_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    async def go(site: Site, ada: Visitor) -> None:
        for ref in ("nothing", ":999", "head", "%3Cscript%3E"):
            for path in (f"/d/d/items/{ref}", f"/d/d/items/{ref}/edit"):
                answer = await ada.get(path)
                assert answer.status in (400, 404) and "<script>" not in answer.text

    run(tmp_path, go)
