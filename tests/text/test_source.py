"""Any text and any bytes: written back as they were, and offsets that hold in all three systems."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from howcome.text import Position, Source

TEXTS = st.text(
    alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("\r\n🚨é\u0301\u200fא")), max_size=80
)


@given(st.binary(max_size=200))
def test_any_bytes_are_written_back_as_they_were(raw: bytes) -> None:
    assert Source.from_bytes(raw).to_bytes() == raw


@given(TEXTS)
def test_any_text_is_written_back_as_it_was(text: str) -> None:
    assert Source.from_bytes(text.encode("utf-8")).text == text


@given(TEXTS)
def test_lines_join_back_to_the_text(text: str) -> None:
    source = Source(text)
    bounds = [*source.line_starts, len(text)]
    assert "".join(text[a:b] for a, b in pairwise(bounds)) == text


@given(TEXTS, st.data())
def test_offsets_convert_there_and_back(text: str, data: st.DataObject) -> None:
    source = Source(text)
    offset = data.draw(st.integers(0, len(text)))
    assert source.from_utf8(source.to_utf8(offset)) == offset
    assert source.from_utf16(source.to_utf16(offset)) == offset
    if text[offset - 1 : offset + 1] != "\r\n":
        position = source.position(offset)
        assert source.offset(position) == offset or text[offset - 1] in "\r\n"


def test_an_emoji_is_one_code_point_two_units_and_four_bytes() -> None:
    source = Source("🚨 down")
    assert (source.to_utf16(1), source.to_utf8(1)) == (2, 4)
    assert source.from_utf16(1) == 0, "inside of the pair: its start"


def test_lines_end_with_cr_lf_or_both_and_nothing_else() -> None:
    source = Source("a\r\nb\rc\nd\x0be\u2028f")
    assert [source.text[s:] for s in source.line_starts] == [
        "a\r\nb\rc\nd\x0be\u2028f",
        "b\rc\nd\x0be\u2028f",
        "c\nd\x0be\u2028f",
        "d\x0be\u2028f",
    ]
    assert source.position(3) == Position(2, 1)


def test_bytes_that_are_no_utf8_are_known_by_their_place() -> None:
    assert Source.from_bytes(b"ok \xff\xfe.").undecodable == [3, 4]
