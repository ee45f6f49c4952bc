"""Text without what steers a terminal: the words stay, the controls go."""

from __future__ import annotations

import time

import pytest

from howcome.text import without_controls


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("plain", "plain"),
        ("a\tb\nc\r\n", "a\tb\nc\r\n"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("\x1b]0;title\x07words", "words"),
        ("\x1b]8;;https://example.com\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1b]never ended\nnext line", "never ended\nnext line"),
        ("end\x1b", "end"),
        ("\u202etxt.exe", "txt.exe"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("nul\x00bell\x07", "nulbell"),
    ],
)
def test_words_stay_and_controls_go(text: str, kept: str) -> None:
    assert without_controls(text) == kept


@pytest.mark.parametrize("piece", ["\x1b", "\x1b]", "\x1b[", "\x90", "\x1b[1;", "\x9d0"])
def test_it_is_linear(piece: str) -> None:
    start = time.perf_counter()
    without_controls(piece * 20_000)
    assert time.perf_counter() - start < 2
