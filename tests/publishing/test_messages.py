"""The text for each audience: the numbers of the document, no guessed cause, nothing from inside for outside."""

from __future__ import annotations

import re

import pytest

from howcome.document import Document
from howcome.errors import UsageError
from howcome.publishing.messages import FILL, message
from howcome.publishing.view import AUDIENCES, PUBLIC

from .golden import assert_golden, sample


@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_whole_text(audience: str) -> None:
    assert_golden(message(sample(), audience), f"message-{audience}.md")


@pytest.mark.parametrize(
    ("audience", "most"), [("engineering", 300), ("leadership", 200), ("customers", 200)]
)
def test_it_is_short_even_for_a_long_document(audience: str, most: int) -> None:
    text = (
        "---\nseverity: SEV-1\n---\n# Long\n## Summary\n"
        + "Users saw errors again and again. " * 200
        + "\n## Impact\n"
        + "".join(
            f"- **Customers {i}:** {i} of 900 saw errors in part {i} of the shop\n" for i in range(1, 80)
        )
        + "\n## Causes\n- Why?\n"
        + "".join(
            f"  - Factor {i} is about something that takes ten words to say (status: confirmed)\n"
            for i in range(80)
        )
        + "\n## Actions\n"
        + "".join(
            f"- [ ] Change number {i} in the way that we decided (owner: Role {i}; kind: prevent)\n"
            for i in range(80)
        )
    )
    assert len(message(Document.parse(text), audience).split()) <= most


@pytest.mark.parametrize("audience", PUBLIC)
def test_outside_reads_short_sentences_and_nothing_internal(audience: str) -> None:
    text = message(sample(), audience)
    body = text.split(FILL)[0]
    for inside in (
        "Dana",
        "Priya",
        "Visser",
        "4711",
        "orders-db",
        "checkout-api",
        "#",
        "SEV",
        "CHK",
        "pool",
        "worker",
    ):
        assert inside not in body
    sentences = [s for s in re.split(r"(?<=[.!?])\s+|\n", body) if s.strip(" -*")]
    assert sum(len(s.split()) for s in sentences) / len(sentences) <= 20
    assert "sorry" in body and "34 min" in body


@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize(
    "text", ["", "# T", "## Impact\n- **Users:** " + "9" * 400, "## Causes\n- x\n", "\udcff"]
)
def test_any_document_has_a_text(audience: str, text: str) -> None:
    found = message(Document.parse(text), audience)
    assert found.strip() and found.count(FILL) == 1
    assert found.rstrip("\n").rsplit("\n", 1)[-1].startswith(FILL)


def test_prompts_stand_in_the_last_line_only() -> None:
    for audience in AUDIENCES:
        body, _, last = message(sample(), audience).rpartition(FILL)
        assert "[" not in body and last.startswith("[")


def test_causes_are_told_only_when_confirmed() -> None:
    causes = "## Causes\n- Why?\n  - The cache was cold (status: {})\n"
    guess = Document.parse(causes.format("hypothesis"))
    known = Document.parse(causes.format("confirmed"))
    assert "cache was cold" not in message(guess, "engineering")
    assert "Under analysis: 1 hypothesis." in message(guess, "engineering")
    two = Document.parse(causes.format("hypothesis") + "  - Another reason (status: hypothesis)\n")
    assert "Under analysis: 2 hypotheses." in message(two, "engineering")
    assert "Nothing is decided yet." in message(two, "engineering")
    assert "The cache was cold (confirmed)" in message(known, "engineering")
    assert "The cause is under analysis." in message(guess, "customers")
    assert "have confirmed it" in message(known, "customers")


def test_numbers_are_those_of_the_document() -> None:
    for audience in ("engineering", "leadership"):
        text = message(sample(), audience)
        assert "182 340 of 1.9 M (9.6 %)" in text and "14:02 to 14:36 UTC (34 min)" in text


def test_an_unknown_audience_is_refused_with_those_known() -> None:
    with pytest.raises(UsageError, match="known: responders, engineering"):
        message(sample(), "everybody")
