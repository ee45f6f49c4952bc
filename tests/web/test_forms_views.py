"""The pages of the forms: what each shows, how it is found and sorted, and how fast a long timeline comes."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import pytest

from howcome.example.library import write_library
from howcome.web.site import Site

from .browsing import served
from .test_forms_of_items import TEXT
from .visitors import Visitor, opened, text_of

VIEWS = ("timeline", "causes", "actions", "impact")


def run(folder: Path, go: Callable[[Site, Visitor], Awaitable[None]], text: str = TEXT) -> None:
    async def inside() -> None:
        async with opened(folder, text) as (site, ada):
            await go(site, ada)

    asyncio.run(inside())


def words_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def long_timeline(count: int) -> str:
    start = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
    lines = [
        f"- {start + timedelta(seconds=40 * i):%Y-%m-%d %H:%M:%S}Z {'[detected] ' if i == 9 else ''}Worker {i} "
        f"failed to reach orders-db ^t{i:04x} (kind: log; actors: checkout-api; evidence: logs#line%20{i})"
        for i in range(count)
    ]
    return (
        "---\nhowcome: 1\ntimezone: Europe/Berlin\n---\n# Long\n\n## Timeline of Events\n\n"
        + "\n".join(lines)
        + "\n"
    )


def test_the_library_shows_on_every_page_without_inline_styles(tmp_path: Path) -> None:
    async def go() -> None:
        names = [path.stem for path in write_library(tmp_path)]
        async with served(tmp_path) as (_, site):
            ada = Visitor(site)
            for name in names:
                for view in VIEWS:
                    page = await ada.get(f"/d/{name}/{view}")
                    assert page.status == 200, (name, view)
                    assert " style=" not in page.text and not re.search(r"\shx-on|javascript:", page.text)
                    found = re.findall(r'\sid="([^"]+)"', page.text)
                    assert len(found) == len(set(found)), (name, view)

    asyncio.run(go())


def test_every_kind_of_item_has_a_form(tmp_path: Path) -> None:
    async def go() -> None:
        names = [path.stem for path in write_library(tmp_path)]
        async with served(tmp_path) as (_, site):
            ada = Visitor(site)
            from howcome.document import Document

            seen = set()
            for name in names:
                before = await text_of(site, name)
                for item in Document.parse(before).items:
                    if item.kind in seen:
                        continue
                    seen.add(item.kind)
                    ref = item.id or f":{item.line}"
                    page = await ada.get(f"/d/{name}/items/{ref}/edit")
                    answer = await ada.post(f"/d/{name}/items/{ref}", page.form(f"/items/{ref}"))
                    assert answer.status == 303 and (await ada.get(answer.location)).status == 200
                assert await text_of(site, name) == before
            assert len(seen) > 10

    asyncio.run(go())


@pytest.mark.parametrize(
    "text",
    ["", "---\nhowcome: 1\n---\n", "## Causes\n\n| cause |\n| --- |\n| a |\n", "## Timeline\n- no time\n"],
)
def test_little_or_nothing_is_a_page_with_questions(tmp_path: Path, text: str) -> None:
    async def go(site: Site, ada: Visitor) -> None:
        for view in VIEWS:
            assert (await ada.get(f"/d/d/{view}")).status == 200
        if not text:
            assert "What was tried that did not help?" in (await ada.get("/d/d/timeline")).text
            causes = words_of((await ada.get("/d/d/causes")).text)
            for label in ("Why it began", "Why it was not known sooner", "Why it lasted"):
                assert label in causes
            await ada.post("/d/d/add", (await ada.get("/d/d/causes")).form("/add"))
            assert "(root: began)" in await text_of(site)

    run(tmp_path, go, text)


def test_entries_are_found_by_words_kind_mark_and_day(tmp_path: Path) -> None:
    text = TEXT.replace("- 2026-11-20 14:05Z Somebody", "- 2026-11-19 09:00Z Somebody")

    async def go(site: Site, ada: Visitor) -> None:
        for query, words, count in (
            ("q=one+ORDER", "One order in ten", 1),
            ("kind=deploy", "started", 1),
            ("mark=any", "One order", 2),
            ("mark=trigger", "started", 1),
            ("day=2026-11-19", "Somebody looked", 1),
            ("q=line%25201812", "One order in ten", 1),
            ("q=nothing", "Nothing fits", 0),
        ):
            page = await ada.get(f"/d/d/timeline?{query}")
            assert words in page.text and page.text.count("/edit") == count, query
        whole = words_of((await ada.get("/d/d/timeline")).text)
        assert (
            whole.index("19 November 2026") < whole.index("Somebody looked") < whole.index("20 November 2026")
        )
        assert "1 stands elsewhere in the text; here all are in order of time" in whole

    run(tmp_path, go, text)


def test_points_of_the_picture_lead_to_their_rows(tmp_path: Path) -> None:
    async def go(site: Site, ada: Visitor) -> None:
        page = (await ada.get("/d/d/timeline")).text
        targets = re.findall(r'<a href="#([^"]+)" tabindex="-1"><circle', page)
        assert targets and all(f'<tr role="row" id="{t}"' in page for t in targets)

    run(tmp_path, go)


def test_an_item_cannot_take_the_place_of_a_part_of_the_page(tmp_path: Path) -> None:
    async def go(site: Site, ada: Visitor) -> None:
        page = (await ada.get("/d/d/timeline")).text
        assert page.count('id="main"') == 1 and page.count('id="line-') == 2
        assert (await ada.get("/d/d/items/main/edit")).status == 200

    text = "## Timeline\n- 2026-11-20 10:00Z One ^main\n- 2026-11-20 11:00Z Two ^t1\n- 2026-11-20 12:00Z Three ^t1\n"
    run(tmp_path, go, text)


def test_the_chosen_why_has_its_panel_and_its_place_in_the_picture(tmp_path: Path) -> None:
    async def go(site: Site, ada: Visitor) -> None:
        page = (await ada.get("/d/d/causes?node=w81bd")).text
        said = words_of(page)
        assert 'aria-current="true"><rect class="chosen"' in page
        assert "What made that the sensible thing to do" in said and "Nothing limits the workers" in said
        form = (await ada.get("/d/d/causes?node=w81bd")).form("/items/w81bd")
        await ada.post(
            "/d/d/items/w81bd", [(n, "metrics#http_errors" if n == "more-evidence" else v) for n, v in form]
        )
        assert "(evidence: logs#4411, metrics#http_errors; status" in await text_of(site)

    run(tmp_path, go)


def test_actions_say_what_is_overdue_and_how_strong_they_are(tmp_path: Path) -> None:
    text = TEXT.replace("due: 2026-12-04", "due: 2020-01-01; strength: S4")

    async def go(site: Site, ada: Visitor) -> None:
        said = words_of((await ada.get("/d/d/actions?sort=due")).text)
        assert re.search(r"2020-01-01 overdue by [\d]+ days", said) and "S4 enforced" in said
        assert "2 open, 1 overdue" in said

    run(tmp_path, go, text)


def test_durations_say_how_they_are_computed(tmp_path: Path) -> None:
    text = TEXT.replace("Somebody looked", "[detected] Somebody looked")

    async def go(site: Site, ada: Visitor) -> None:
        said = words_of((await ada.get("/d/d/impact")).text)
        assert "Time to detect 3 min from impact started to detected 14:05 − 14:02 UTC" in said
        await ada.post(
            "/d/d/add", [("what", "impact"), ("text", "not known yet"), ("name", "Money"), ("owner", "Ines")]
        )
        said = words_of((await ada.get("/d/d/impact")).text)
        assert re.search(r"Not known yet Money not known yet Who finds it out Ines", said)

    run(tmp_path, go, text)


def test_two_thousand_entries_come_at_once(tmp_path: Path) -> None:
    async def go(site: Site, ada: Visitor) -> None:
        page = await ada.get("/d/d/timeline")
        assert page.text.count("/edit") == 2000 and len(page.text) < 1_300_000
        took = []
        for i in range(5):
            await ada.post(
                "/d/d/items/t0001",
                [
                    ("was-text", f"words {i}" if i else "Worker 1 failed to reach orders-db"),
                    ("text", f"words {i + 1}"),
                ],
            )
            begun = time.perf_counter()
            assert (await ada.get("/d/d/timeline")).status == 200
            took.append(time.perf_counter() - begun)
        assert "words 5 ^t0001" in await text_of(site)
        # Several times what it takes on a quiet machine.
        assert min(took) < 1.2, took

    run(tmp_path, go, long_timeline(2000))
