"""The pictures: to scale, labels apart from each other, nothing outside of the frame, any input."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import combinations
from xml.etree import ElementTree

import pytest

from howcome.document import Document
from howcome.publishing import View
from howcome.publishing.pictures.axis import TimeScale, labelled, number_ticks, stair
from howcome.publishing.pictures.chart import draw_chart, read_chart
from howcome.publishing.pictures.svg import number, shorten, standalone, width, wrap
from howcome.publishing.pictures.timeline import draw_timeline, scopes
from howcome.publishing.pictures.why_tree import draw_why_tree

from .golden import sample

SVG = "{http://www.w3.org/2000/svg}"
START = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)


def parsed(drawn: str | None) -> ElementTree.Element:
    assert drawn
    return ElementTree.fromstring(drawn)


def boxes(root: ElementTree.Element, kind: str) -> list[tuple[float, float, float, float]]:
    return [
        (float(r.get("x", 0)), float(r.get("y", 0)), float(r.get("width", 0)), float(r.get("height", 0)))
        for r in root.iter(f"{SVG}rect")
        if kind in (r.get("class") or "").split()
    ]


def apart(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return (
        one[0] + one[2] <= other[0]
        or other[0] + other[2] <= one[0]
        or one[1] + one[3] <= other[1]
        or other[1] + other[3] <= one[1]
    )


def test_the_timeline_is_to_scale() -> None:
    text = "## T\n## Timeline\n" + "".join(
        f"- 2026-11-20 14:{m:02}Z [{k}] x\n"
        for m, k in ((0, "detected"), (10, "mitigated"), (40, "resolved"))
    )
    root = parsed(draw_timeline(View(Document.parse(text))))
    a, b, c = sorted(float(d.get("cx", 0)) for d in root.iter(f"{SVG}circle"))
    assert (c - a) / (b - a) == pytest.approx(4, abs=0.02)


def test_far_events_do_not_squeeze_the_response() -> None:
    root = parsed(draw_timeline(View(sample())))
    words = " ".join(t.text or "" for t in root.iter(f"{SVG}text"))
    assert "1 earlier" in words and "1 later" in words and "UTC" in words and "impact 34 min" in words
    dots = [float(d.get("cx", 0)) for d in root.iter(f"{SVG}circle")]
    assert max(dots) - min(dots) > 450


def test_labels_of_marks_do_not_meet() -> None:
    root = parsed(draw_timeline(View(sample())))
    labels = [
        (float(t.get("x", 0)), float(t.get("y", 0)) - 11, width(t.text or "", 12), 13.0)
        for t in root.iter(f"{SVG}text")
        if t.get("class") == "mark-name"
    ]
    assert len(labels) == 10
    assert all(apart(a, b) for a, b in combinations(labels, 2))
    wide = float((root.get("viewBox") or "").split()[2])
    assert all(x + w <= wide + 6 for x, _, w, _ in labels)


def test_rows_of_a_stair() -> None:
    assert stair([(0, "a"), (100, "b")], 12) == [0, 0]
    assert stair([(0, "impact started"), (5, "detected"), (9, "notified"), (300, "resolved")], 12) == [
        0,
        1,
        2,
        0,
    ]


def test_boxes_of_the_tree_do_not_meet() -> None:
    root = parsed(draw_why_tree(View(sample())))
    found = boxes(root, "why")
    assert len(found) == len(sample().causes)
    assert all(apart(a, b) for a, b in combinations(found, 2))
    _, _, wide, high = map(float, (root.get("viewBox") or "").split())
    assert all(x >= 0 and y >= 0 and x + w <= wide and y + h <= high for x, y, w, h in found)


def test_a_status_is_said_by_outline_and_word() -> None:
    drawn = draw_why_tree(View(sample())) or ""
    for sign in ("✓ confirmed", "≈ probable", "? hypothesis", "✕ refuted"):
        assert sign in drawn
    assert re.search(r'class="why-text struck"[^>]*>A slow query', drawn)


@pytest.mark.parametrize("text", ["", "## Causes\n- one\n", "## Timeline\n- 2026-11-20 14:02Z one\n"])
def test_too_little_is_no_picture(text: str) -> None:
    view = View(Document.parse(text))
    assert draw_timeline(view) is None and draw_why_tree(view) is None


def test_a_tree_of_many_is_cut_and_says_so() -> None:
    text = "## Causes\n- why\n" + "".join(f"  - because {i}\n" for i in range(300))
    drawn = draw_why_tree(View(Document.parse(text))) or ""
    assert "and 141 more in the list below" in drawn


def test_pictures_stand_alone_in_light_colours() -> None:
    root = parsed(standalone(draw_timeline(View(sample())) or ""))
    style = root.find(f"{SVG}style")
    assert style is not None and "--ink:" in (style.text or "")


def test_a_chart_keeps_its_peaks() -> None:
    points = [[(START + timedelta(seconds=i)).isoformat(), 1000 if i == 7777 else 1] for i in range(20_000)]
    chart = read_chart('{"series": [{"name": "n", "points": ' + str(points).replace("'", '"') + "}]}")
    assert chart
    drawn = draw_chart(chart, "chart-1", {})
    assert len(drawn) < 30_000 and "from 1 to 1\u202f000" in drawn


@pytest.mark.parametrize(
    ("low", "high"),
    [(0, 1), (0, 9.6), (0, 182340), (-5, 0), (0, 1e14), (0, 1e-9), (3, 3), (0, 0.30000000000000004)],
)
def test_ticks_cover_the_values_and_are_few(low: float, high: float) -> None:
    ticks = number_ticks(low, high)
    assert ticks[0] <= low and ticks[-1] >= high * 0.999999 and 2 <= len(ticks) <= 9
    assert ticks == sorted(ticks)


@pytest.mark.parametrize("minutes", [1, 7, 90, 60 * 26, 60 * 24 * 40, 60 * 24 * 4000])
def test_time_ticks_are_few_and_inside(minutes: int) -> None:
    scale = TimeScale(START, START + timedelta(minutes=minutes), 80, 700)
    ticks = scale.ticks(UTC)
    assert 1 <= len(ticks) <= 10
    assert all(80 <= x <= 700 for x, _ in ticks)


def test_words_fit_into_their_room() -> None:
    long = "a word and an-extremely-long-identifier-without-any-space-in-it " * 9
    lines = wrap(long, 13, 160, 5)
    assert len(lines) == 5 and lines[-1].endswith("…")
    assert all(width(line, 13) <= 161 for line in lines)
    assert wrap("", 13, 160, 5) == [] and shorten("short", 12, 200) == "short"
    assert number(-0.04) == "0" and number(12.0) == "12" and number(3.25) == "3.2"


def test_a_mark_at_the_right_edge_is_not_cut() -> None:
    text = "## Timeline\n" + "".join(
        f"- 2026-11-20 {h:02}:{m:02}Z [{k}] x\n"
        for h, m, k in (
            (6, 0, "trigger"),
            (14, 50, "mitigated"),
            (14, 58, "impact-ended"),
            (15, 0, "resolved"),
        )
    )
    for wide in (560.0, 806.0, 1180.0):
        root = parsed(draw_timeline(View(Document.parse(text)), wide=wide))
        labels = []
        for t in root.iter(f"{SVG}text"):
            if t.get("class") == "mark-name":
                long = width(t.text or "", 12)
                x = float(t.get("x", 0)) - (long if t.get("text-anchor") == "end" else 0)
                labels.append((x, float(t.get("y", 0)) - 11, long, 13.0))
        assert len(labels) == 4
        assert all(x >= 0 and x + long <= wide for x, _, long, _ in labels)
        assert all(apart(a, b) for a, b in combinations(labels, 2))


def test_labels_before_their_line_do_not_cover_the_lines_of_others() -> None:
    marks = [(100.0, "one"), (640.0, "impact ended 15:33"), (690.0, "resolved 15:40"), (699.0, "done 15:41")]
    placed = labelled(marks, 12, 700)
    for one in placed:
        long = width(one.words, 12)
        left, right = (one.at - long, one.at) if one.before else (one.at, one.at + long)
        assert right <= 700
        for other in placed:
            if other is not one and left <= other.x <= right:
                assert one.row < other.row  # the other's line begins below these words


def test_a_tree_says_how_wide_it_is() -> None:
    deep = "## Causes\n" + "".join(f"{'  ' * i}- why {i}\n" for i in range(9))
    assert 'class="picture whys deep"' in (draw_why_tree(View(Document.parse(deep))) or "")
    few = "## Causes\n- why\n"
    assert 'class="picture whys"' in (draw_why_tree(View(Document.parse(few)), least=1) or "")


def test_a_linked_picture_is_a_group_of_links() -> None:
    document = sample()
    chosen = document.causes[1]
    tree = draw_why_tree(View(document), address=lambda c: f"?node={c.id}&a", chosen=chosen) or ""
    assert 'role="group"' in tree and tree.count("<a ") == len(document.causes)
    assert tree.count('aria-current="true"') == 1 and f'href="?node={chosen.id}&amp;a"' in tree
    drawn = draw_timeline(View(document), entries=document.timeline[:3], address=lambda e: f"#{e.id}") or ""
    assert drawn.count('tabindex="-1"><circle') == 2 and parsed(drawn) is not None


def test_the_whole_or_the_response_alone() -> None:
    document = sample()
    assert scopes(document) and not scopes(
        Document.parse("## Timeline\n- 2026-11-20 14:02Z a\n- 2026-11-20 15:02Z b\n")
    )
    whole = draw_timeline(View(document), scope="whole") or ""
    assert "earlier" not in whole and "earlier" in (draw_timeline(View(document), scope="response") or "")
