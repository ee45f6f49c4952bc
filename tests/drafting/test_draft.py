"""The main job on the example incident, whose truth is known: nothing missed, nothing invented, nothing leaked."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from howcome.checks import check
from howcome.document import Document
from howcome.document.moment import zone_of
from howcome.drafting.draft import Draft, draft
from howcome.drafting.incident import Wanted
from howcome.errors import InputError
from howcome.evidence.gather import Collected, gather
from howcome.evidence.importer import Context
from howcome.example import TRUTH, write_booking_evidence, write_evidence


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Collected:
    folder = write_evidence(tmp_path_factory.mktemp("example"))
    zones = {n: zone_of(z) for n, z in (x.split("=") for x in TRUTH.zones)}
    return gather([folder], Context(zones={n: z for n, z in zones.items() if z}))


@pytest.fixture(scope="module")
def made(collected: Collected) -> Draft:
    return draft(collected)


@pytest.fixture(scope="module")
def document(made: Draft) -> Document:
    return Document.parse(made.text)


def test_every_mark_is_found(document: Document) -> None:
    for name, time in TRUTH.marks.items():
        assert abs(document.marked[name] - time) <= timedelta(seconds=90), name


def test_the_numbers_are_counted_not_guessed(document: Document) -> None:
    impact = {i.name: i for i in document.impact}
    failed = impact["Failed requests"].quantity
    assert (failed.value, failed.of) == (TRUTH.failed, TRUTH.total)
    assert impact["Duration of the impact"].quantity.value == TRUTH.minutes
    assert impact["Error ratio"].quantity.share == pytest.approx(TRUTH.ratio, abs=0.001)


def test_what_waited_is_told_with_its_highest_moment(document: Document) -> None:
    (waiting,) = (i for i in document.impact if (i.name or "").startswith("Waiting in quote_queue_depth"))
    assert waiting.text
    assert "at the highest (17:" in waiting.text


def test_every_fact_cites_evidence_that_is_listed(document: Document) -> None:
    listed = {a.id for a in document.attachments}
    assert listed
    for item in (*document.timeline, *document.impact):
        assert item.evidence, item.text
        assert {e.split("#")[0] for e in item.evidence} <= listed, item.text
    for attachment in document.attachments:
        assert re.fullmatch(r"[0-9a-f]{64}", attachment.sha256 or ""), attachment.text


def test_the_likely_trigger_stands_first_and_the_others_below(document: Document) -> None:
    candidates = [c for c in document.causes if "trigger" in c.label or "candidate" in c.label]
    assert TRUTH.trigger in (candidates[0].text or "")
    assert candidates[0].status == "hypothesis"
    assert not any(h in (candidates[0].text or "") for h in TRUTH.red_herrings)


def test_a_contradiction_becomes_an_open_question(document: Document) -> None:
    assert any("16:52" in (q.text or "") and "17:05" in (q.text or "") for q in document.questions)


def test_no_name_no_handle_and_no_secret_is_written(made: Draft) -> None:
    for secret in TRUTH.secrets.values():
        assert secret not in made.text
    for person in TRUTH.people:
        assert person not in made.text
        assert not re.search(rf"(?<![\w-]){re.escape(person.split()[0])}(?![\w-])", made.text), person


def test_what_was_blanked_is_listed(made: Draft) -> None:
    assert "### Blanked" in made.text
    assert re.search(r"1 × phone \(evidence: tickets#row", made.text)


def test_what_only_people_can_say_is_asked_not_written(document: Document) -> None:
    for key in ("lessons", "actions", "measures", "improvement"):
        assert document.states[key] == "empty", key
    assert document.states["timeline"] == document.states["impact"] == "present"
    assert document.problems == ()


def test_a_check_of_it_says_what_to_do_next_and_little_else(document: Document, tmp_path: Path) -> None:
    bookings = draft(gather([write_booking_evidence(tmp_path)], Context()))
    for fresh in (document, Document.parse(bookings.text)):
        assert [f.code for f in check(fresh)] == ["DOC-003", "DOC-001"]


def test_damaged_evidence_is_named_and_the_rest_is_read(made: Draft) -> None:
    for name in ("broken/cut.json", "broken/empty.log", "broken/graph.png", "broken/note.txt"):
        assert name in made.text


def test_every_event_is_used_or_left_out_with_a_reason(made: Draft, collected: Collected) -> None:
    used = {x.address for e in made.timeline.entries for x in e.events}
    left = {x.event.address for x in made.left_out}
    assert used | left == {e.address for e in collected.events}
    assert all(x.reason for x in made.left_out)


def test_the_timeline_is_short_and_in_order(document: Document) -> None:
    times = [e.moment.time for e in document.timeline if e.moment and e.moment.time]
    assert times == sorted(times)
    assert 20 <= len(times) <= 70


def test_the_same_evidence_gives_the_same_text(collected: Collected, made: Draft) -> None:
    assert draft(collected).text == made.text


def test_the_channel_and_the_time_can_be_given(collected: Collected) -> None:
    asked = draft(collected, Wanted(channel=f"#{TRUTH.channel}"))
    assert asked.scope.channels == (TRUTH.channel,)
    start = TRUTH.marks["declared"]
    bounded = draft(collected, Wanted(since=start))
    assert all(e.time >= start or e.marks for e in bounded.timeline.entries if e.weight < 8)


@pytest.mark.parametrize("wanted", [Wanted(incident="4711"), Wanted(channel="nobody-knows")])
def test_an_incident_that_is_not_there_says_what_is(collected: Collected, wanted: Wanted) -> None:
    with pytest.raises(InputError) as caught:
        draft(collected, wanted)
    assert caught.value.hint


def test_another_incident_of_the_same_export_can_be_chosen(collected: Collected) -> None:
    other = draft(collected, Wanted(incident="7702"))
    assert other.scope.pages == ("7702",)
    assert other.scope.harm is None
    document = Document.parse(other.text)
    assert document.impact == ()
    assert "impact-started" not in document.times
