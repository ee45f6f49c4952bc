"""The page: one file, no request, safe for any text, readable for everybody."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise
from time import perf_counter

import pytest

from howcome.document import Document
from howcome.publishing import View, exporter, look

from .golden import assert_golden, sample

VOID = {"meta", "br", "img", "hr", "link", "input"}


def page(text: str | Document, audience: str = "engineering") -> str:
    document = Document.parse(text) if isinstance(text, str) else text
    return exporter("html")(document, View(document, audience)).content.decode()  # type: ignore[arg-type]


class Tree(HTMLParser):
    """Opens and closes every element in turn; keeps what the tests ask about."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] != "style":
            self.text.append(data)

    def values(self, attribute: str) -> list[str]:
        return [a[attribute] or "" for _, a in self.tags if attribute in a]

    @property
    def words(self) -> str:
        return " ".join("".join(self.text).split())


def test_the_whole_page_without_its_style() -> None:
    assert_golden(
        re.sub(r"<style>.*?</style>", "<style></style>", page(sample()), flags=re.DOTALL), "checkout.html"
    )


def test_the_page_for_customers() -> None:
    found = page(sample(), "customers")
    assert_golden(
        re.sub(r"<style>.*?</style>", "<style></style>", found, flags=re.DOTALL), "checkout-customers.html"
    )
    words = Tree(found).words
    for inside in (
        "Dana",
        "Priya",
        "orders-db",
        "4711",
        "alertmanager",
        "Root Cause",
        "CHK-",
        "SEV-2",
        "Evidence",
    ):
        assert inside not in words
    assert "What it meant for you" in words and "41 200 of 310 000" in words


def test_the_same_text_gives_the_same_bytes() -> None:
    assert page(sample()) == page(sample())


def test_nothing_is_fetched() -> None:
    tree = Tree(page(sample()))
    assert not {t for t, _ in tree.tags} & {
        "script",
        "link",
        "iframe",
        "object",
        "embed",
        "base",
        "form",
        "input",
    }
    assert not tree.values("src") and not re.search(r"url\(|@import|@font-face", page(sample()))
    assert any("default-src 'none'" in (a.get("content") or "") for _, a in tree.tags)


def test_comments_head_and_ids_are_not_read() -> None:
    tree = Tree(page(sample()))
    for hidden in (
        "Who should read this first",
        "<!--",
        "howcome: 1",
        "^a7kq2",
        "^wq3x7",
        "^t5fk2",
        "owner:",
        "Which runbook",
    ):
        assert hidden not in tree.words
    ids = tree.values("id")
    assert {"a7kq2", "wq3x7", "t5fk2", "i9ma4", "alerts"} <= set(ids)
    assert len(ids) == len(set(ids))
    places = {href.removeprefix("#") for href in tree.values("href") if href.startswith("#")}
    assert places <= set(ids)


def test_landmarks_headings_and_tables_are_in_order() -> None:
    tree = Tree(page(sample()))
    tags = [t for t, _ in tree.tags]
    assert {"header", "main", "nav", "footer"} <= set(tags) and tags.count("h1") == 1
    levels = [int(t[1]) for t in tags if re.fullmatch(r"h[1-6]", t)]
    assert all(below <= above + 1 for above, below in pairwise(levels))
    assert all(a.get("scope") for t, a in tree.tags if t == "th")
    assert ("html", {"lang": "en"}) in tree.tags
    for _, attributes in [pair for pair in tree.tags if pair[0] == "svg"]:
        assert attributes["role"] == "img"
        assert attributes.get("aria-label") or attributes.get("aria-labelledby")


def test_times_can_be_read_by_machines() -> None:
    tree = Tree(
        page("---\ntimezone: Europe/Berlin\n---\n## Timeline\n- 2026-11-20 14:02Z [detected] Alert\n")
    )
    assert [a["datetime"] for t, a in tree.tags if t == "time"] == ["2026-11-20T15:02:00+01:00"]
    assert "15:02" in tree.words and "Times in Europe/Berlin" in tree.words


def test_entries_stand_in_the_order_of_time() -> None:
    words = Tree(
        page("## Timeline\n- 2026-11-20 14:09Z second\n- it was dark\n- 2026-11-20 14:02Z first\n")
    ).words
    assert words.index("first") < words.index("second") < words.index("it was dark")


def test_what_is_empty_is_said_quietly_and_only_inside() -> None:
    text = "# T\n## Summary\n<!-- ? What? -->\n## Impact\nAll fine.\n"
    assert "Not written yet." in Tree(page(text)).words
    assert "Not written yet." not in Tree(page(text, "customers")).words


def test_missing_figures_are_left_out() -> None:
    tree = Tree(page("# T\n## Timeline\n- 2026-11-20 14:02Z [detected] Alert\n"))
    assert "Time to detect" not in tree.words and "None" not in tree.words


def test_own_sections_and_tables_are_kept() -> None:
    text = "# T\nBefore.\n\n## Glossary\n- **Pool**: *connections*\n\n## Actions\n| Action | Sponsor |\n|--|--|\n| Fix | Kim |\n"
    found = page(text)
    assert "<em>connections</em>" in found and '<th scope="col">Sponsor</th>' in found and "Before." in found


def test_what_is_nested_below_an_item_stays_with_it() -> None:
    found = page(
        "## Timeline\n- 2026-11-20 14:02Z Alert\n  - it read **99 %**\n\n      more\n- 2026-11-20 14:03Z Page\n"
    )
    assert found.index("<strong>99 %</strong>") < found.index("14:03</time>")


def test_citations_lead_to_the_evidence() -> None:
    found = page(
        "## Timeline\n- 2026-11-20 14:02Z A (evidence: logs#7, logs#9, ghost#1)\n## Appendix\n### Evidence\n- log.txt ^logs (kind: log)\n"
    )
    assert 'href="#evidence-1" title="logs#7, logs#9"' in found and 'id="evidence-1"' in found
    assert "[ghost#1]" in found


def test_links_defined_elsewhere_are_found() -> None:
    found = page("# T\n## Summary\nSee [the fix][pr].\n\n## Own\n[pr]: https://example.com/pr/1\n")
    assert re.search(r'<a href="https://example.com/pr/1"[^>]*>the fix</a>', found)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("about 2 150 orders", "≈ 2\u202f150"),
        ("up to 34 %", "≤ 34 %"),
        ("over 14 hours", "> 14 h"),
        ("7 of 9", "77.8 %"),
    ],
)
def test_figures_say_how_sure_they_are(said: str, shown: str) -> None:
    assert f"<b>{shown.replace('>', '&gt;')}</b>" in page(f"## Impact\n- **Harm:** {said}\n")


def test_a_text_that_is_not_about_its_number_is_no_figure() -> None:
    assert "<b>" not in page("## Impact\n- **Lost:** none; all 310 000 were compared\n")


def test_a_share_that_is_shown_with_its_counts_is_not_shown_twice() -> None:
    shown = page(
        "## Impact\n- **Failed requests:** 1 078 of 3 341 requests (32.3 %)\n- **Error ratio:** 32.3 %\n- **Lost:** 4.1 %\n"
    )
    assert shown.count("<b>32.3 %</b>") == 1
    assert "<b>4.1 %</b>" in shown


def test_a_mark_with_a_day_alone_is_not_drawn_at_midnight() -> None:
    text = (
        "## Timeline\n- 2026-11-20 [introduced] x\n- 2026-11-20 14:02Z [detected] a\n- 2026-11-20 14:08Z b\n"
    )
    found = page(text)
    assert "introduced 00:00" not in found and "that day" in found


def test_a_change_of_clocks_does_not_change_a_duration() -> None:
    """In Berlin, the night to 29 March 2026 has no hour from 2 to 3."""
    found = page(
        "---\ntimezone: Europe/Berlin\n---\n## Timeline\n- 2026-03-28 23:10 [impact-started] a\n- 2026-03-29 03:30 [detected, impact-ended] b\n"
    )
    assert found.count("<b>3 h 20 min</b>") == 2 and "impact 3 h 20 min" in found


# Charts


def chart(body: str, where: str = "Appendix") -> str:
    return page(f"# T\n## Impact\nBad.\n\n## {where}\n### Charts\n```howcome-chart\n{body}\n```\n")


GOOD = '{"title": "Load", "unit": "req/s", %s "series": [{"name": "all", "points": [["2026-11-20T14:00:00Z", 1], ["2026-11-20T14:05:00Z", 9.5]]}]}'


def test_a_chart_is_drawn_where_it_wants_to_stand() -> None:
    found = chart(GOOD % '"section": "impact",')
    assert (
        found.index('id="chart-1-title"')
        < found.index('id="section-appendix"')
        < found.index("with the impact")
    )
    assert chart(GOOD % "").index('id="section-appendix"') < chart(GOOD % "").index('id="chart-1-title"')


@pytest.mark.parametrize(
    "body",
    [
        "", "{", "[]", "null", '{"series": 7}', '{"series": []}', '{"series": [{"points": [[1, 2], "x", []]}]}',
        '{"series": [{"points": [["never", 1]]}]}', "[" * 5000,
        '{"series": [{"points": [["2026-11-20T14:00:00Z", NaN], ["2026-11-20T14:00:00Z", null]]}]}',
        "</script></code><script>x",
    ],
)  # fmt: skip
def test_a_chart_that_cannot_be_read_is_shown_as_code(body: str) -> None:
    found = chart(body)
    assert "<pre><code>" in found and "chart-1" not in found and "<script" not in found


@pytest.mark.parametrize(
    "points",
    [
        '["2026-11-20T14:00:00Z", 1]',
        '["2026-11-20T14:00:00Z", 1e308], ["2026-11-20T14:05:00Z", 3]',
        '["2026-11-20T14:00:00Z", -5], ["2026-11-20T14:05:00Z", -5]',
        '["0001-01-01T00:00:00Z", 0], ["9999-12-31T23:59:59Z", 0]',
        '["2026-11-20T14:00:00+02:00", 0.00001], ["2026-11-20T14:00:00", 0.00002]',
    ],
)
def test_odd_numbers_and_times_are_drawn(points: str) -> None:
    found = chart('{"series": [{"points": [' + points + ']}], "window": ["x", 1]}')
    assert 'id="chart-1-title"' in found and "nan" not in found.split("<main")[1] and "inf " not in found


# Hostile texts

HOSTILE = (
    "<script>alert(1)</script>", "</style><script>x</script>", "]]><!--", "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](data:text/html;base64,AAAA)", "![x](https://evil.example.com/p.png)",
    "![x](javascript:x)", "![x](data:image/svg+xml;base64,AAAA)", "<https://example.com/\" onclick=x>", "[x](//evil.example.com)",
    "\"><svg onload=alert(1)>", "{{ 7*7 }} {% raw %}", "\u202egnp.exe", "שלום עולם 🚨 مرحبا", "\x00\x07\udc80", "&lt;script&gt;",
)  # fmt: skip


@pytest.mark.parametrize("bad", HOSTILE)
@pytest.mark.parametrize("audience", ["engineering", "customers"])
def test_hostile_words_in_every_place(bad: str, audience: str) -> None:
    line = bad.replace("\n", " ")
    text = (
        f"---\ntitle: '{line}'\nseverity: '{line}'\nservices: [{line}]\nstatus: '{line}'\nowner: '{line}'\n---\n# {line}\n{line}\n\n"
        f'## Summary\n{line}\n\n## Timeline\n- 2026-11-20 14:02Z [detected] {line} ^t1 (evidence: "{line}"; kind: "{line}")\n'
        f'- 2026-11-20 14:04Z [{line}] {line}\n## Impact\n- **{line}:** 7 of 9 {line}\n## Causes\n- {line}?\n  - {line} ^w2 (status: "{line}"; also: w2)\n'
        f'## Actions\n- [ ] {line} (owner: "{line}"; due: "{line}"; tracker: "{line}"; addresses: w2)\n## Own {line}\n> {line}\n\n```{line}\n{line}\n```\n\n'
        f"| a | {line} |\n|--|--|\n| {line} | b |\n"
    )
    found = page(text, audience)
    tree = Tree(found)
    assert not {t for t, _ in tree.tags} & {"script", "iframe", "object"}
    for _, attributes in tree.tags:
        assert not [name for name in attributes if name.startswith("on")]
        for address in (attributes.get("href"), attributes.get("src")):
            assert address is None or re.match(
                r"#|https?://|mailto:|data:image/(png|jpeg|gif|webp);", address
            )
    assert found.count("</style>") == 1 and "49" not in tree.words


def test_pictures_are_data_of_known_kinds_or_links() -> None:
    found = page("# T\n![chart](data:image/png;base64,AAAA) and ![other](https://example.com/x.png)\n")
    assert '<img src="data:image/png;base64,AAAA" alt="chart">' in found
    assert re.search(r'<a href="https://example.com/x.png"[^>]*>other</a>', found)


def test_two_thousand_entries_in_bounded_time() -> None:
    kinds = ("alert", "message", "deploy", "status", "")
    entries = "".join(
        f"- 2026-11-{1 + i // 200:02} {i // 60 % 24:02}:{i % 60:02}Z Event {i} of **many** ^t{i} (kind: {kinds[i % 5]}; evidence: logs#{i})\n"
        for i in range(2000)
    )
    start = perf_counter()
    tree = Tree(page(f"## Timeline\n{entries}## Appendix\n### Evidence\n- l ^logs\n"))
    assert perf_counter() - start < 8
    assert len([t for t, _ in tree.tags if t == "time"]) == 2000
    assert len([t for t, _ in tree.tags if t == "circle"]) < 1100


@pytest.mark.parametrize(
    "text",
    [
        "| a | b |\n|--|--|\n" + "| x | y |\n" * 5000,
        "|" + " a |" * 3000 + "\n|" + "--|" * 3000 + "\n" + "| x |\n" * 300,
        "## Causes\n" + "".join("  " * i + f"- why {i}\n" for i in range(400)),
        "## Causes\n" + "- " * 500 + "x\n",
        "> " * 3000 + "deep\n",
        "## Summary\n" + "<!-- " * 20000,
        "## Summary\n" + "**a " * 5000 + "\n" + "[" * 5000 + "\n" + "`" * 5000,
        "## Timeline\n- 0001-01-01 00:00Z a\n- 9999-12-31 23:59Z [resolved] b\n- 9999-12-31 23:59-12:00 [detected] c\n",
        "## Timeline\n" + "- 2026-11-20 14:02Z [detected] x\n" * 50,
    ],
    ids=[
        "long table",
        "wide table",
        "deep whys",
        "bullets",
        "quotes",
        "comments",
        "emphasis",
        "years",
        "same minute",
    ],
)
def test_enormous_and_odd_texts_end_soon(text: str) -> None:
    start = perf_counter()
    page(text)
    page(text, "customers")
    assert perf_counter() - start < 10


# The look


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT_ON = [
    *((text, ground) for text in ("ink", "muted", "accent") for ground in ("page", "paper", "soft", "accent-soft")),
    *((text, "harm-soft") for text in ("ink", "muted", "harm")),
    ("harm", "paper"), ("good", "good-soft"), ("good", "paper"), ("warn", "warn-soft"),
]  # fmt: skip
DRAWN_ON = [*((f"series-{i}", g) for i in range(1, 7) for g in ("paper", "harm-soft")), ("muted", "paper")]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast_of_all_pairs_in_use(theme: str) -> None:
    """WCAG 2.2: 4.5 to 1 for text (1.4.3), 3 to 1 for lines that carry meaning (1.4.11)."""
    colours = look.tokens(theme)
    weak = [(t, g) for t, g in TEXT_ON if contrast(colours[t], colours[g]) < 4.5]
    faint = [(t, g) for t, g in DRAWN_ON if contrast(colours[t], colours[g]) < 3]
    assert weak == [] and faint == []


def test_every_colour_is_a_token() -> None:
    style = look.read("document.css").split("@media print")[0] + look.read("pictures.css")
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\brgb|\bhsl", style)
    assert set(re.findall(r"var\(--([a-z0-9-]+)\)", style)) <= set(look.tokens("light"))
    assert set(look.tokens("light")) == set(look.tokens("dark"))


def test_a_picture_of_the_document_stands_in_the_page_and_not_outside() -> None:
    document = Document.parse("## Incident Summary\n\nSee ![the graph](checkout/a%20graph.png).\n")
    pictures = {"checkout/a graph.png": "data:image/png;base64,iVBORw0KGgo="}
    inside = exporter("html")(document, View(document, "engineering", pictures)).content.decode()
    assert '<img src="data:image/png;base64,iVBORw0KGgo=" alt="the graph">' in inside
    outside = exporter("html")(document, View(document, "customers", pictures)).content.decode()
    assert "<img" not in outside
