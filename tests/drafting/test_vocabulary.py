"""Every pattern of the vocabulary: lines that it must know, and lines that it must leave alone."""

from __future__ import annotations

import re

import pytest

from howcome.drafting import vocabulary as words

CASES: dict[str, tuple[list[str], list[str]]] = {
    "DECLARES": (
        ["Declaring a SEV-1", "this is a SEV-2 incident", "treating this as SEV1", "Incident #12 declared by Ona", "I call this a near miss"],
        ["was this a SEV-2?!", "the declared variable is unused", "we raised the limit to 20"],
    ),
    "COMMANDS": (["I am incident commander", "I'll be IC", "taking command"], ["who is IC?", "I am in a meeting"]),
    "TAKES_ON": (["sorry, was in planning. I take it, looking now", "I’ve got the alert, taking it", "ack", "on it", "looking", "i take it, reproduced here", "let me check"], ["looking forward to it", "looking good"]),
    "REPORTS": (
        ["we got 20+ tickets since this morning", "partners from Austria are writing us that booking fails", "guests don’t receive the mail", "customers report empty invoices", "users cannot log in", "anyone else seeing timeouts?", "is the shop down for anyone?", "5 one-star reviews since noon"],
        ["the users table is large", "we should support customers in Chile", "nice reviews of the new icon"],
    ),
    "DIAGNOSES": (
        ["found it: the pool is too small", "root cause is the new index", "caused by release 4.2", "that was my change", "that’s my change", "I am afraid it's me", "since the upgrade they refuse the old format"],
        ["any idea what it could be?", "I found a good restaurant"],
    ),
    "RULES_OUT": (["ruling out the network", "DNS is innocent", "not the cause", "it is unrelated", "don't think so"], ["the rule is out of date", "is it the cause?"]),
    "ACTS": (["rolling back", "restarted the pods", "scaled out to 12", "bouncing the consumers", "failing over now"], ["see you at lunch", "the price is right"]),
    "NO_HELP": (["that did not help", "still failing", "errors are back", "it is even worse now"], ["I am back from lunch", "it helps"]),
    "RECOVERS": (["queue’s empty", "restarted, sends again", "502 are gone", "error rate is back to normal", "customers can pay again", "the queue is empty", "recovering"], ["I am back", "the office is empty"]),
    "MITIGATED": (["mitigated", "rollback complete", "drain is through", "the flag is off"], ["who can mitigate?", "we need a rollback plan"]),
    "DONE": (["killed the migration", "Slot dropped", "31/31 on v217", "certificate is loaded", "48197 rows copied back"], ["the printer is out of toner", "300/300 connections"]),
    "REOPENS": (["reopening, second wave", "down again"], ["open the window"]),
    "RESOLVES": (["Status changed *Monitoring* → *Resolved*", "Resolved", "all clear", "closing this incident", "closing this one", "Incident #88 resolved by Ona"], ["Status changed *Resolved* → *Investigating*", "resolved?", "can somebody resolve this"]),
    "ANNOUNCES": (["deployed v2", "merged #12", "migration applied", "playbook kafka.yml started"], ["lunch is ready", "nice"]),
    "SWITCHES": (["received switchover request with leader=pg-1", "flag new-cart turned on", "rollout changed from 10% to 50%", "running the migration now", "config was changed"], ["the flag of Portugal", "I run every morning"]),
    "GIVES_WAY": (["java.lang.OutOfMemoryError: Java heap space", "certificate has expired", "no space left on device", "quota exceeded", "promoted: leader lost"], ["the certificate is new", "lock timeout", "OOMKilled"]),
    "EXERCISE": (["this is a drill", "game day at nine", "fault injection starts"], ["let me drill down into the dashboard", "an exercise book"]),
    "MONITOR": (["DOWN img.example.test", "[FIRING:1] PaymentsDown", "check failed from 3 places"], ["scroll down to the end", "a critical review"]),
    "INFORMS": (["status page is updated", "customers were informed"], ["the status is green"]),
    "COUNTS_HARM": (
        ["3 412 rows were deleted", "about 12 % of customers were affected", "24 invoices went out wrong", "17 orders lost in the last minute"],
        ["4 pods restarted", "12 customers in the beta", "we lost 10 minutes", "orders are missing"],
    ),
    "HARMED": (["some customers were affected", "customers were unable to pay"], ["lunch from 12:00 to 13:00 UTC"]),
    "STATES_WINDOW": (
        ["Between 14:02 and 14:36 UTC some customers were affected", "from 06:05 UTC until 11:04 UTC", "first one in the 06:05 batch, last one at 11:04 (UTC)", "from 14:02–14:36 UTC"],
        ["between 14:02 and 14:36 our time", "the meeting is from 14:00 to 15:00", "at 14:02 UTC"],
    ),
    "WAITS": (["waiting for the approval", "needs an approval", "approved"], ["I cannot wait"]),
}  # fmt: skip


def pairs(which: int) -> list[tuple[str, str]]:
    return [(name, text) for name, cases in CASES.items() for text in cases[which]]


@pytest.mark.parametrize(("name", "text"), pairs(0))
def test_what_it_must_know(name: str, text: str) -> None:
    assert getattr(words, name).search(text), text


@pytest.mark.parametrize(("name", "text"), pairs(1))
def test_what_it_must_leave_alone(name: str, text: str) -> None:
    assert not getattr(words, name).search(text), text


def test_every_pattern_answers_soon() -> None:
    hostile = [
        "a" * 5000,
        "customers " * 500,
        "since 10:00 " * 400,
        "flag " * 900,
        "12/12 " * 800,
        "is out " * 700,
    ]
    for name, pattern in vars(words).items():
        if isinstance(pattern, re.Pattern):
            for text in hostile:
                assert pattern.search(text) is not False, name
