"""Slack's markup as plain words."""

from __future__ import annotations

from typing import Any

import pytest

from howcome.evidence.slack_markup import of_attachments, of_blocks, plain

NAMES = {"U01": "anna"}


@pytest.mark.parametrize(
    ("marked", "read"),
    [
        ("hi <@U01>", "hi anna"),
        ("hi <@U09>", "hi U09"),
        ("hi <@U09|bram>", "hi bram"),
        ("see <#C01|ops> and <#C02>", "see #ops and #C02"),
        ("<!here> <!channel> <!subteam^S01|@oncall>", "@here @channel @oncall"),
        ("<!date^1772872800^{date_short}|7 March>", "7 March"),
        ("<https://example.com/?a=1&amp;b=2|graph>", "graph (https://example.com/?a=1&b=2)"),
        ("<https://example.com/>", "https://example.com/"),
        ("<http://example.com|example.com>", "http://example.com"),
        ("<mailto:a@example.com|a@example.com>", "a@example.com"),
        ("1 &lt; 2 &amp;&amp; 3 &gt; 2, &amp;lt; stays", "1 < 2 && 3 > 2, &lt; stays"),
        (":eyes: *bold* `code`", ":eyes: *bold* `code`"),
        ("<<<>>> a < b <", "<<<>>> a < b <"),
    ],
)
def test_markup_becomes_words(marked: str, read: str) -> None:
    assert plain(marked, lambda user: NAMES.get(user, user)) == read


def rich(*elements: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(elements)}]}]


@pytest.mark.parametrize(
    ("blocks", "read"),
    [
        (rich({"type": "text", "text": "ask "}, {"type": "user", "user_id": "U01"}), "ask <@U01>"),
        (rich({"type": "link", "url": "https://example.com", "text": "x"}), "<https://example.com|x>"),
        (rich({"type": "broadcast", "range": "here"}, {"type": "emoji", "name": "eyes"}), "<!here>:eyes:"),
        ([{"type": "header", "text": {"type": "plain_text", "text": "Down"}}], "Down"),
        ([{"type": "section", "fields": [{"text": "a"}, {"text": "b"}]}], "a b"),
        ([{"type": "divider"}, 7, None], ""),
        ("no list", ""),
    ],
)
def test_blocks_give_their_text(blocks: Any, read: str) -> None:
    assert of_blocks(blocks) == read


@pytest.mark.parametrize(
    ("attachments", "read"),
    [
        ([{"pretext": "2 commits:", "text": "a\nb", "fallback": "f"}], "2 commits: a\nb"),
        ([{"title": "Alert", "text": "Alert"}, {"fallback": "only this"}], "Alert – only this"),
        ([{"blocks": [{"type": "section", "text": {"text": "inside"}}], "fallback": "f"}], "inside"),
        ([{"title": 7}, "x"], ""),
        (None, ""),
    ],
)
def test_attachments_give_their_text(attachments: Any, read: str) -> None:
    assert of_attachments(attachments) == read


def test_deep_nesting_ends() -> None:
    block: dict[str, Any] = {"text": "deep"}
    for _ in range(900):
        block = {"elements": [block]}
    assert of_blocks([block]) == ""
