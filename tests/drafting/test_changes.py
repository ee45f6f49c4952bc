"""Which change stands first among the candidate triggers, and why."""

from __future__ import annotations

from howcome.drafting.changes import candidates, latent, warnings_before
from howcome.evidence.model import Event

from .build import START, alert, at, deploy, say, scope


def first(*events: Event) -> str:
    found = candidates(sorted(events, key=lambda e: e.time), scope(), START)
    return found[0].first.reference or found[0].first.text if found else ""


def test_the_nearest_change_of_what_was_affected() -> None:
    assert first(deploy("09:50", "ledger", "v4.8.0"), deploy("09:58", "website", "v1.2.0")) == "v4.8.0"


def test_a_change_that_was_rolled_back_stands_before_a_nearer_one() -> None:
    events = [
        deploy("08:40", "ledger", "v4.8.0"),
        deploy("09:57", "website", "v1.2.0"),
        deploy("10:30", "ledger", "v4.7.0", text="Rollback of ledger to v4.7.0 started"),
    ]
    assert first(*events) == "v4.8.0"


def test_a_change_that_responders_name_stands_before_a_nearer_one() -> None:
    events = [
        deploy("07:00", "ledger", "v4.8.0"),
        deploy("09:57", "ledger", "v4.8.1"),
        say("10:20", "found it: the index in v4.8.0 locks the table"),
        say("10:25", "v4.8.1 is not the cause, it only touches the docs"),
    ]
    assert first(*events) == "v4.8.0"


def test_what_runs_out_is_a_trigger_without_any_change() -> None:
    expired = Event(
        time=at("09:59:40"),
        kind="log",
        text="TLS handshake failed: certificate has expired",
        source="log",
        key="line 1",
        severity="error",
        service="ledger",
    )
    assert first(expired, deploy("06:00", "website", "v1.2.0")) == expired.text


def test_a_setting_that_was_moved_and_set_back() -> None:
    def flag(clock: str, step: str) -> Event:
        return Event(
            time=at(clock), kind="change", text=f"new-ledger: rollout changed, {step}", source="flags", key=clock,
            reference="new-ledger", details={"audit": "rollout changed"},
        )  # fmt: skip

    events = [
        flag("08:00", "from 0%, to 10%"),
        flag("09:40", "from 10%, to 100%"),
        flag("10:50", "from 100%, to 0%"),
    ]
    (found, *_) = candidates(events, scope(), START)
    assert found.first.time == at("09:40"), "the last step before the harm"
    assert found.merged is not None
    assert found.merged.time == at("08:00"), "introduced with its first step"
    assert found.sure


def test_a_supplier_s_failure_counts_from_the_time_that_it_states() -> None:
    told = [
        Event(time=at("10:20"), kind="status", text="Status page (Mailbird): Investigating – delays", source="s", key="1", group="m", signal="investigating", details={"page": "Mailbird"}),
        Event(time=at("10:58"), kind="status", text="Status page (Mailbird): Resolved – mails were delayed from 09:55 UTC", source="s", key="2", group="m", signal="status-resolved", details={"page": "Mailbird"}),
        say("10:15", "so it is Mailbird, all timeouts are theirs"),
    ]  # fmt: skip
    (found, *_) = candidates(
        sorted(told, key=lambda e: e.time), scope(suppliers=frozenset({"Mailbird"})), START
    )
    assert found.time == at("09:55")
    assert found.is_likely


def test_other_environments_and_later_changes_are_no_candidates() -> None:
    staging = deploy("09:55", "ledger", "v5")
    later = deploy("10:05", "ledger", "v6")
    object.__setattr__(staging, "environment", "staging")
    assert candidates([staging, later], scope(), START) == []


def test_a_lone_change_of_something_else_is_not_likely() -> None:
    (found,) = candidates([deploy("09:57", "website", "v1.2.0")], scope(), START)
    assert not found.is_likely


def test_safeguards_that_were_off_are_conditions() -> None:
    commit = Event(
        time=at("-20d 10:00"),
        kind="change",
        text="Commit 1234567890: ci: skip the canary stage for now",
        source="git",
        key="1234567890",
        signal="committed",
    )
    talk = say("10:30", "resolved without errors. review on Friday")
    assert latent([commit, talk], scope(), START) == [commit]


def test_an_alert_of_last_week_about_the_same_thing_is_a_warning() -> None:
    expired = Event(
        time=at("09:59:40"),
        kind="log",
        text="certificate has expired",
        source="log",
        key="line 1",
        severity="error",
        service="ledger",
    )
    (likely,) = candidates([expired], scope(), START)
    warned = alert("-6d 09:00", "CertificateExpiresSoon")
    other = alert("-5d 09:00", "DiskFillsUp")
    assert warnings_before([warned, other, expired], scope(), START, likely) == [warned]
