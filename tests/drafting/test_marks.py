"""Marks: each from one statement, and none where nobody states it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from howcome.drafting.marks import find_marks
from howcome.evidence.model import Event

from .build import alert, deploy, page, say, scope


def marks(*events: Event) -> dict[str, str]:
    found = find_marks(sorted(events, key=lambda e: e.time), scope(), None)
    return {name: f"{mark.time:%H:%M}" for name, mark in found.items()}


def test_the_life_of_an_incident() -> None:
    assert marks(
        alert("10:02", "LedgerErrors"),
        page("10:03", "notified"),
        page("10:05", "acknowledged", "Ona Petit"),
        say("10:08", "Declaring SEV-2, I am incident commander"),
        say("10:20", "found it: the pool is too small"),
        deploy("10:30", "ledger", "v4.7.0"),
        deploy("10:41", "ledger", "v4.7.0", "finished"),
        alert("10:44", "LedgerErrors", "recovered"),
        say("10:55", "Resolved, thanks all"),
    ) == {
        "detected": "10:02", "notified": "10:03", "acknowledged": "10:05", "declared": "10:08", "diagnosed": "10:20",
        "mitigated": "10:41", "resolved": "10:55",
    }  # fmt: skip


def test_nothing_is_stated_and_nothing_is_marked() -> None:
    assert marks(say("10:10", "good morning all"), deploy("09:00", "website", "v1")) == {}


def test_customers_may_be_the_first_to_tell() -> None:
    told = marks(
        say("10:01", "customers report that invoices are empty", channel="help"),
        alert("10:09", "LedgerErrors"),
    )
    assert told["detected"] == "10:01"


def test_what_was_declared_was_detected_before() -> None:
    told = marks(
        say("10:01", "is something wrong with the invoices? they look odd to me", channel="inc-1"),
        say("10:12", "This is a SEV-3 incident", channel="inc-1"),
        alert("10:40", "LedgerErrors"),
    )
    assert told["detected"] == "10:01"


def test_an_alert_of_another_service_or_environment_detects_nothing() -> None:
    assert "detected" not in marks(
        alert("10:02", "CacheCold", service="website"), alert("10:03", "LedgerErrors", environment="staging")
    )


@pytest.mark.parametrize(
    "text",
    [
        "not resolved yet",
        "is it resolved?",
        "when this is resolved we meet",
        "unresolved questions go to the review",
    ],
)
def test_words_that_do_not_resolve(text: str) -> None:
    assert "resolved" not in marks(say("10:50", text))


@pytest.mark.parametrize(
    "text",
    [
        "Resolved. The flag stays off until next week.",
        "all clear",
        "closing this incident, error rate is flat",
        "marking this as resolved",
    ],
)
def test_words_that_resolve(text: str) -> None:
    assert marks(say("10:50", text))["resolved"] == "10:50"


def test_a_reopened_incident_is_resolved_the_last_time() -> None:
    told = marks(
        say("10:20", "Resolved"), say("10:32", "reopening, second wave"), say("10:50", "Resolved for good")
    )
    assert told["resolved"] == "10:50"


def test_a_page_that_the_machine_closed_resolves_nothing_while_people_say_more() -> None:
    told = marks(page("10:15", "resolved"), page("10:40", "resolved", "Ona Petit"))
    assert told["resolved"] == "10:40"


def test_the_act_that_worked_mitigates_not_the_one_that_did_not_help() -> None:
    told = marks(
        alert("10:02", "LedgerErrors"),
        say("10:10", "restarted all pods"),
        say("10:14", "restart did not help"),
        say("10:30", "killed the migration"),
        alert("10:33", "LedgerErrors", "recovered"),
        say("10:50", "Resolved"),
    )
    assert told["mitigated"] == "10:30"


def test_what_the_bot_of_an_incident_tool_says() -> None:
    found = marks(
        say("10:08", "Incident *#412 latency* opened by Ona Petit, severity SEV3", automatic=True),
        say("10:30", "Milestone changed: *Identified* → *Mitigated*", automatic=True),
        say("10:50", "Milestone changed: *Mitigated* → *Resolved* by Ona Petit", automatic=True),
        say("10:55", "p95 looks good"),
    )
    assert (found["mitigated"], found["resolved"]) == ("10:30", "10:50")


def test_notes_on_the_page_are_words_of_people() -> None:
    note = replace(page("10:40", "annotated", "Ona Petit"), text="Note: both proxies restarted, writes work")
    found = marks(page("10:02", "triggered"), note, page("10:50", "resolved", "Ona Petit"))
    assert (found["mitigated"], found["resolved"]) == ("10:40", "10:50")


def test_the_harm_as_it_was_stated_where_nothing_counts_it() -> None:
    found = marks(
        say("10:08", "Declaring SEV-2"),
        say(
            "11:20",
            "Counted: 420 invoices wrong, first one in the 09:05 batch, last one in the 10:50 batch (UTC)",
        ),
    )
    assert (found["impact-started"], found["impact-ended"]) == ("09:05", "10:50")


@pytest.mark.parametrize(
    "text",
    ["invoices are wrong between 09:05 and 10:50", "maintenance from 09:05 to 10:50 UTC",
     "not the cause, that was wrong from 09:05 to 10:50 UTC"],
)  # fmt: skip
def test_a_window_without_its_zone_or_of_something_else_is_no_mark(text: str) -> None:
    assert "impact-started" not in marks(say("10:08", "Declaring SEV-2"), say("11:20", text))
