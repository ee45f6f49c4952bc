"""Blocks join back to any text, and stand where a reader would say."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from howcome.document.blocks import split
from howcome.text import Source

PIECES = st.sampled_from(
    [
        "#",
        "## ",
        "- ",
        "* ",
        "1. ",
        "  ",
        "\t",
        "|",
        "|-|\n",
        "---",
        "===",
        "```",
        "~~~",
        "<!--",
        "-->",
        ">",
        "\n",
    ]
    + ["\r\n", "\r", "a", "owner: b", "(x: y)", "^a1", "[ ] ", "**", "🚨", "\x0b", "\u2028", "\ufeff", "\x00"]
)


@given(st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=40).map("".join)))
def test_blocks_join_back_to_the_text(text: str) -> None:
    source = Source(text)
    blocks = split(source)
    assert "".join(source[b.span] for b in blocks) == text
    assert all(a.span.end == b.span.start for a, b in pairwise(blocks))
    for block in blocks:
        assert block.span.start <= block.content.start <= block.content.end <= block.span.end


def kinds(text: str) -> list[tuple[str, str]]:
    source = Source(text)
    return [(b.kind, source[b.content]) for b in split(source) if b.kind != "blank"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Title #\n", [("heading", "Title")]),
        ("Title\n=====\ntext", [("heading", "Title"), ("paragraph", "text")]),
        ("two\nlines\n---\n", [("heading", "two\nlines")]),
        ("para\n\n---\n", [("paragraph", "para"), ("rule", "---\n")]),
        ("- one\n  more\n- two", [("item", "one\n  more"), ("item", "two")]),
        ("1. a\n2. b", [("item", "a"), ("item", "b")]),
        ("in 2024. It\n2024. was", [("paragraph", "in 2024. It\n2024. was")]),
        ("-no item", [("paragraph", "-no item")]),
        ("- ", [("item", "")]),
        (
            "| a | b |\n|---|---|\n| 1 | 2 |\n\nx",
            [("table", "| a | b |\n|---|---|\n| 1 | 2 |\n"), ("paragraph", "x")],
        ),
        ("```\n# no heading\n```\n", [("fence", "```\n# no heading\n```\n")]),
        ("```no fence but code```\nmore", [("paragraph", "```no fence but code```\nmore")]),
        ("~~~ `a`\nx\n~~~\n", [("fence", "~~~ `a`\nx\n~~~\n")]),
        ("```\nnever closed", [("fence", "```\nnever closed")]),
        ("<!-- a\n\n# b -->\nx", [("comment", "<!-- a\n\n# b -->\n"), ("paragraph", "x")]),
        ("---\ntitle: x\n---\n# H", [("front-matter", "title: x\n"), ("heading", "H")]),
        ("---\nnever closed", [("rule", "---\n"), ("paragraph", "never closed")]),
        ("> a\n> b\nc", [("quote", "> a\n> b\n"), ("paragraph", "c")]),
    ],
)
def test_blocks_stand_where_a_reader_would_say(text: str, expected: list[tuple[str, str]]) -> None:
    assert kinds(text) == expected


def test_hostile_nesting_is_linear() -> None:
    for text in (
        "- " * 20_000,
        ">" * 50_000,
        "#" * 50_000,
        "|" * 50_000 + "\n|-|",
        "<!--" * 20_000,
        "`" * 50_000,
    ):
        assert split(Source(text))


def test_the_shared_postmortems_join_back(postmortems: list[bytes]) -> None:
    for raw in postmortems:
        source = Source.from_bytes(raw)
        assert "".join(source[b.span] for b in split(source)) == source.text
        assert source.to_bytes() == raw
