"""A sentence is read as it is spoken, and what was found stands where it was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from howcome.checks import check
from howcome.checks.blame.plain import plain
from howcome.document import Document
from howcome.text import Span


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("It was human\nerror.", "It was human error."),
        ("The operator **failed to** check.", "The operator failed to check."),
        ("A *careless* engineer", "A careless engineer"),
        ("snake_case_names and 2 * 3 * 4 stay", "snake_case_names and 2 * 3 * 4 stay"),
        ("one  blank", "one blank"),
    ],
)
def test_marks_and_line_ends_are_not_spoken(written: str, spoken: str) -> None:
    assert plain(written).text == spoken


@given(st.text(alphabet="ab *_~[]\n.,“é🚨", max_size=60))
def test_every_place_leads_back_to_its_letter(text: str) -> None:
    said = plain(text)
    for at, letter in enumerate(said.text):
        place = said.span(Span(at, at + 1))
        assert text[place.start] == letter or (letter == " " and text[place.start].isspace())


@pytest.mark.parametrize(
    ("sentence", "code", "words"),
    [
        ("It was human\nerror.", "B07", "human\nerror"),
        ("This shows a lack of\nownership.", "B17", "lack of\nownership"),
        ("**The operator** should have waited.", "B04", "The operator** should have waited"),
        ("[The operator](https://example.com) should have waited.", "B04", "The operator](https://example.com) should have waited"),
    ],
)  # fmt: skip
def test_line_breaks_and_emphasis_hide_nothing(sentence: str, code: str, words: str) -> None:
    text = f"## Root Cause Analysis\n\n{sentence}\n"
    found = check(Document.parse(text), select=["B"])
    assert [(f.code, text[f.span.start : f.span.end]) for f in found] == [(code, words)]


def test_no_rewording_cuts_through_emphasis() -> None:
    text = "## Root Cause Analysis\n\nThe operator **failed to** check the host.\n"
    (found,) = check(Document.parse(text), select=["B"])
    assert found.code == "B03"
    assert not found.fixes
