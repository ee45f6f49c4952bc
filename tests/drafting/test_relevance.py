"""Which messages belong into a timeline, and which are talk."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from howcome.drafting.relevance import ENOUGH, ENOUGH_ELSEWHERE, Entities, relevance
from howcome.evidence.model import Event

KNOWN = Entities.of(["PaymentsDown", "v4.8.0"], ["ledger-api"], ["#812"])


def score(text: str) -> float:
    event = Event(
        time=datetime(2026, 3, 2, tzinfo=UTC), kind="message", text=text, source="c", key="1", group="ops"
    )
    return relevance(event, KNOWN)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Declaring SEV-1, I am IC",
        "customers report that invoices are empty",
        "restarting the ledger-api pods now",
        "that did not help, still seeing errors",
        "found it: the new index locks the table",
        "rolled back, error rate is back to normal",
        "all clear, closing the incident",
        "ruling out the network, latency is flat",
        "waiting for the approval of the second on-call",
    ],
)
def test_what_tells_of_the_incident(text: str) -> None:
    assert score(text) >= ENOUGH


@pytest.mark.parametrize(
    "text",
    [
        "ok", "thanks!", ":eyes:", "+1", "lunch?", "can somebody review #3391? only a typo", "the cake is in the kitchen",
        "who has the badge printer?", "see you tomorrow", "my train is late",
    ],
)  # fmt: skip
def test_what_is_talk(text: str) -> None:
    assert score(text) < ENOUGH


@pytest.mark.parametrize(
    "text",
    [
        "v4.8.0 of ledger-api is live",
        "PaymentsDown fired again, error rate is up",
        "Support here: users cannot pay, 14 tickets",
    ],
)
def test_what_is_told_in_any_channel(text: str) -> None:
    assert score(text) >= ENOUGH_ELSEWHERE


@pytest.mark.parametrize(
    "text",
    ["the build is slow today", "we should switch to the new font", "bump: #77 needs one more approval"],
)
def test_what_is_not_told_of_another_channel(text: str) -> None:
    assert score(text) < ENOUGH_ELSEWHERE
