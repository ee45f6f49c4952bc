"""The ladder of strength, the verbs and the outcomes: words that several rules share."""

from __future__ import annotations

import pytest

from howcome.checks.outcomes import is_observable, is_only_better
from howcome.checks.strength import LADDER, detect, one_step_stronger
from howcome.checks.verbs import beginning, is_no_verb, is_past, weak_verb
from howcome.document.grammar import STRENGTHS


def test_the_ladder_has_the_classes_of_the_grammar_from_weak_to_strong() -> None:
    assert tuple(rung.name for rung in LADDER) == STRENGTHS
    assert [rung.score for rung in LADDER] == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Remind engineers to check the context", "S0"),
        ("Train the model on new data", None),
        ("Update the runbook so that it removes nothing", "S1"),
        ("Alert when the limit is near", "S2"),
        ("Run an automated restore test each night", "S3"),
        ("Reject a release without a limit", "S4"),
        ("Remove the second path", "S5"),
        ("Upgrade the cluster", None),
    ],
)
def test_the_first_telling_word_names_the_strength(words: str, name: str | None) -> None:
    found = detect(words)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    "words",
    ["Remind everybody", "Train the team", "Update the runbook", "Write a policy", "More monitoring", "Look"],
)
def test_each_weak_remedy_leads_one_step_up_by_a_question(words: str) -> None:
    assert one_step_stronger(words).endswith("?")


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("We should also pin the image", "pin"),
        ("`deploy.yaml`: reject more than 40", "reject"),
        ("P1: Limit workers", "Limit"),
        ("[#2739]: Testing of proxies", "Testing"),
        ("Fix these: names and owners", "Fix"),
        ("…", None),
    ],
)
def test_the_beginning_is_found_behind_labels_and_modals(words: str, first: str | None) -> None:
    found = beginning(words)
    assert (found.word if found else None) == first


def test_base_verbs_are_verbs_and_nouns_are_none() -> None:
    verbs = "Lower Partition Provision Access Focus Bring Instrument Question Alert Test Balance Process Bypass Document"
    assert not [w for w in verbs.split() if is_no_verb(w)]
    nouns = (
        "Better Monitoring Documentation Alerts Migration Improvements The Awareness Visibility Management"
    )
    assert all(is_no_verb(w) for w in nouns.split())


def test_what_was_done_is_told_from_what_is_to_do() -> None:
    assert all(is_past(w) for w in ("Added", "Fixed", "Ran", "Limited", "Re-enabled"))
    assert not any(is_past(w) for w in ("Feed", "Embed", "Need", "Exceed", "Shared", "Shed"))


@pytest.mark.parametrize(
    ("words", "verb"),
    [
        ("Look into the cache", "Look into"),
        ("We need to make sure it holds", "make sure"),
        ("Handle communication better", "Handle"),
        ("Handle timeouts of the provider", None),
        ("Reviewers get a checklist", None),
    ],
)
def test_weak_verbs_are_found_at_the_beginning_alone(words: str, verb: str | None) -> None:
    assert weak_verb(words) == verb


def test_outcomes_that_can_be_seen_are_told_from_those_that_sound_well() -> None:
    seen = (
        "at most 5 minutes",
        "no release starts without a limit",
        "a broken file pages",
        "the copy can be restored",
    )
    blurred = (
        "fewer incidents",
        "better reliability",
        "the system is stable",
        "higher confidence",
        "works well",
    )
    assert all(is_observable(w) for w in seen)
    assert not any(is_observable(w) for w in blurred)
    assert is_only_better("Make deploys safer")
    assert not is_only_better("Make deploys 20 % faster")
