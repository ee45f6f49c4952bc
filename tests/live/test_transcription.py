"""A file's text as editors hold it: what nobody touched is written back byte for byte."""

from __future__ import annotations

import time

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from howcome.live.transcription import NotEditable, to_editor, to_file
from howcome.text import Source

PIECES = st.sampled_from(
    [
        b"a",
        b"word ",
        b"",
        b"\n",
        b"\r\n",
        b"\r",
        b"\xff",
        b"\xe9",
        b"\xc3",
        "é".encode(),
        "🚨".encode(),
        b"\xef\xbb\xbf",
        "e\u0301".encode(),
        "\u2028\x85\x0b\x0c".encode(),
        "\U0010f780".encode(),
    ]
)
RAW = st.one_of(st.binary(max_size=80), st.lists(PIECES, max_size=30).map(b"".join))


def held(raw: bytes) -> tuple[Source, str]:
    source = Source.from_bytes(raw)
    try:
        return source, to_editor(source)
    except NotEditable:
        assume(False)
        raise


@given(RAW)
@example(b"a\r\nb\nc\rd")
@example(b"\r")
@example("\U0010f780".encode())
def test_what_nobody_touched_is_written_back_byte_for_byte(raw: bytes) -> None:
    source, text = held(raw)
    assert to_file(source, text) == source
    assert to_file(source, text).to_bytes() == raw


@given(RAW)
def test_an_editor_sees_one_line_end_and_only_characters(raw: bytes) -> None:
    _, text = held(raw)
    assert "\r" not in text
    text.encode()


@given(RAW, st.data(), st.text("xyz🚨é", min_size=1, max_size=5))
def test_editing_a_line_changes_that_lines_bytes_alone(raw: bytes, data: st.DataObject, word: str) -> None:
    source, text = held(raw)
    lines = text.split("\n")
    number = data.draw(st.integers(0, len(lines) - 1))
    lines[number] = word + lines[number]
    after = to_file(source, "\n".join(lines))
    start = source.line_starts[number]
    assert after.text == source.text[:start] + word + source.text[start:]


@given(
    st.lists(st.tuples(st.text("ab ", max_size=3), st.sampled_from(["\n", "\r\n", "\r"])), max_size=12),
    st.data(),
)
def test_a_line_that_goes_takes_its_end_along_and_the_others_keep_theirs(
    pairs: list[tuple[str, str]], data: st.DataObject
) -> None:
    # Each line is another one, so that it can be told which of them went.
    numbered = [(f"{n}{words}", end) for n, (words, end) in enumerate(pairs)]
    assume(numbered)
    source = Source("".join(words + end for words, end in numbered))
    gone = data.draw(st.integers(0, len(numbered) - 1))
    left = [pair for n, pair in enumerate(numbered) if n != gone]
    text = "".join(f"{words}\n" for words, _ in left)
    assert to_file(source, text).text == "".join(words + end for words, end in left)


@pytest.mark.parametrize(
    ("raw", "text", "then"),
    [
        (b"a\r\nb\r\n", "a\nnew\nb\n", b"a\r\nnew\r\nb\r\n"),
        (b"a\rb\r", "a\nb\nc\n", b"a\rb\rc\r"),
        (b"a\r\nb\r\nc\n", "a\nb\nnew\nc\n", b"a\r\nb\r\nnew\r\nc\n"),
        (b"", "new\n", b"new\n"),
        (b"a\r\n", "", b""),
    ],
    ids=["crlf", "cr", "mixed", "empty", "emptied"],
)
def test_new_lines_end_as_most_lines_do(raw: bytes, text: str, then: bytes) -> None:
    assert to_file(Source.from_bytes(raw), text).to_bytes() == then


def test_bytes_that_are_no_utf_8_travel_and_come_back_also_when_they_move() -> None:
    source = Source.from_bytes(b"caf\xe9\nna\xefve\n")
    first, second, _ = to_editor(source).split("\n")
    assert to_file(source, f"{second}\n{first}\n").to_bytes() == b"na\xefve\ncaf\xe9\n"


def test_an_undo_brings_back_the_last_such_byte() -> None:
    source = Source.from_bytes(b"caf\xe9\n")
    text = to_editor(source)
    without = to_file(source, "caf\n")
    assert to_file(without, text) == source


def test_a_text_that_holds_both_is_not_edited_rather_than_harmed() -> None:
    with pytest.raises(NotEditable):
        to_editor(Source.from_bytes(b"\xff" + "\U0010f7ff".encode()))


def test_a_long_text_of_mixed_line_ends_is_written_without_a_wait() -> None:
    source = Source("".join("\r\n" if n % 3 else f"line {n}\n" for n in range(60_000)))
    text = to_editor(source)
    begun = time.perf_counter()
    to_file(source, text[:200_000] + "typed" + text[200_000:])
    assert time.perf_counter() - begun < 2
