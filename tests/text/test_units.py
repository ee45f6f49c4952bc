"""Lines and units, as editors count them, lead to the same place in the text in all three encodings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from howcome.text import Source
from howcome.text.units import Encoding, Place, joined, offset_of, place_of, replaced

ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")
TEXTS = st.text(
    alphabet=st.one_of(st.characters(codec="utf-8"), st.sampled_from("\r\n🚨é\u0301\u200fא\x0b\u2028")),
    max_size=60,
)
SIREN = Source("a\r\n🚨é down\rlast")


@pytest.mark.parametrize(("encoding", "unit"), [("utf-8", 6), ("utf-16", 3), ("utf-32", 2)])
def test_a_place_behind_an_emoji_counts_the_units_of_its_encoding(encoding: Encoding, unit: int) -> None:
    offset = SIREN.text.index(" down")
    assert place_of(SIREN, offset, encoding) == Place(1, unit)
    assert offset_of(SIREN, Place(1, unit), encoding) == offset


def test_lines_end_as_the_protocol_says_and_nowhere_else() -> None:
    source = Source("a\x0bb\u2028c\u0085d\ne")
    assert place_of(source, source.text.index("e"), "utf-16") == Place(1, 0)


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=TEXTS, data=st.data())
def test_offsets_convert_there_and_back(encoding: Encoding, text: str, data: st.DataObject) -> None:
    source = Source(text)
    offset = data.draw(st.integers(0, len(text)))
    back = offset_of(source, place_of(source, offset, encoding), encoding)
    # Between CR and LF is no place: it is the end of the line before them.
    assert back == (offset - 1 if text[offset - 1 : offset + 1] == "\r\n" and offset else offset)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    ("place", "offset"),
    [(Place(0, 99), 1), (Place(9, 0), len(SIREN)), (Place(-1, -5), 0), (Place(2, 99), len(SIREN))],
)
def test_a_place_that_is_not_there_is_the_nearest_one(encoding: Encoding, place: Place, offset: int) -> None:
    assert offset_of(SIREN, place, encoding) == offset


def test_inside_of_a_character_is_its_start() -> None:
    start = SIREN.text.index("🚨")
    assert offset_of(SIREN, Place(1, 3), "utf-8") == start
    assert offset_of(SIREN, Place(1, 1), "utf-16") == start


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=TEXTS, words=TEXTS, data=st.data())
def test_an_edit_replaces_what_stands_between_two_places(
    encoding: Encoding, text: str, words: str, data: st.DataObject
) -> None:
    source = Source(text)
    ends = [n for n in range(len(text) + 1) if text[n - 1 : n + 1] != "\r\n" or not n]
    start, end = sorted(data.draw(st.tuples(st.sampled_from(ends), st.sampled_from(ends))))
    places = place_of(source, start, encoding), place_of(source, end, encoding)
    wanted = text[:start] + words + text[end:]
    assert replaced(source, *places, words, encoding).text == wanted
    assert replaced(source, *reversed(places), words, encoding).text == wanted


def test_an_edit_beyond_the_text_goes_to_its_end() -> None:
    assert replaced(Source("a\nb"), Place(7, 0), Place(9, 3), "c", "utf-16").text == "a\nbc"
    assert replaced(Source("a\nb"), Place(0, 50), Place(0, 90), "c", "utf-8").text == "ac\nb"


def test_a_pair_that_is_parted_comes_together_again() -> None:
    parted = replaced(Source("x🚨y"), Place(0, 2), Place(0, 2), "-", "utf-16")
    assert parted.text == "x\ud83d-\udea8y"
    assert place_of(parted, 4, "utf-16") == Place(0, 4)
    assert replaced(parted, Place(0, 2), Place(0, 3), "", "utf-16").text == "x🚨y"
    assert replaced(Source("x🚨y"), Place(0, 1), Place(0, 2), "", "utf-16").text == "x\udea8y"


def test_bytes_that_are_no_utf8_count_one_unit_each() -> None:
    source = Source.from_bytes(b"caf\xe9 \xff now")
    assert place_of(source, 6, "utf-8") == Place(0, 6)
    assert joined(source.text) == source.text
