"""The library: read as it is meant, no error or warning in what is finished, and every citation leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from howcome.checks import check
from howcome.document import Document
from howcome.document.grammar import EarlierIncident
from howcome.document.items import references
from howcome.document.moment import zone_of
from howcome.document.sections import SECTION_KEYS
from howcome.evidence.gather import Collected, gather
from howcome.evidence.importer import Context
from howcome.evidence.model import address_of
from howcome.example import TRUTH, write_booking_evidence, write_evidence
from howcome.example.bookings.story import impact
from howcome.example.library import documents, write_library
from howcome.publishing.pictures.chart import read_chart

LIBRARY: Mapping[str, Document] = {
    name.removesuffix(".md"): Document.parse(content.decode(), name.removesuffix(".md"))
    for name, content in documents()
}
FINISHED = [n for n, d in LIBRARY.items() if d.head.status in ("approved", "published", "closed")]
SEARCH, BOOKINGS = "2026-09-17-search-errors", "2026-11-03-bookings-migration"

_CHART = re.compile(r"^```howcome-chart\n(.*?)\n```$", re.MULTILINE | re.DOTALL)
_STRETCH = re.compile(r"#\d{4}-\d\d-\d\dT[\d:]+Z/\d{4}-\d\d-\d\dT[\d:]+Z\Z")


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Collected]:
    folder = tmp_path_factory.mktemp("library")
    zones = {name: zone_of(zone) for name, zone in (z.split("=") for z in TRUTH.zones)}
    known = Context(zones={name: zone for name, zone in zones.items() if zone})
    return {
        SEARCH: gather([write_evidence(folder)], known),
        BOOKINGS: gather([write_booking_evidence(folder)], Context()),
    }


def _addresses(found: Collected) -> set[str]:
    series = {address_of(one.source, one.key) for one in found.series}
    return {event.address for event in found.events} | series


def _citations(document: Document) -> Iterator[str]:
    for item in document.items:
        yield from (r for r in references(item) if "#" in r)


def test_there_are_twelve_and_they_differ_as_a_years_work_does() -> None:
    heads = [document.head for document in LIBRARY.values()]
    assert len(heads) == 12
    assert {h.severity for h in heads} == {"SEV-1", "SEV-2", "SEV-3", "SEV-4"}
    assert {h.category for h in heads} == {"incident", "near-miss", "security", "drill"}
    assert {h.status for h in heads} == {"draft", "in-review", "approved", "published", "closed"}
    assert {h.profile for h in heads} == {None, "full", "light"}
    assert len({service for h in heads for service in h.services}) >= 12
    assert [n for n, d in LIBRARY.items() if len(d.head.incidents) == 2] == ["2026-04-14-card-payments"]
    lengths = sorted(len(d.source.text) for d in LIBRARY.values())
    assert lengths[0] < 5_000 < 15_000 < lengths[-1]


@pytest.mark.parametrize("name", LIBRARY)
def test_it_reads_without_a_problem(name: str) -> None:
    document = LIBRARY[name]
    assert not document.problems
    assert document.title
    assert document.head.names == "roles"
    assert document.head.date == date.fromisoformat(name[:10])
    empty = {"lessons", "measures", "improvement"} if document.head.status == "draft" else set()
    assert {key: document.states[key] for key in SECTION_KEYS} == {
        key: "empty" if key in empty else "present" for key in SECTION_KEYS
    }
    assert all(entry.moment and entry.moment.time for entry in document.timeline)
    assert not re.search(r" \([a-z-]+: [^)]*\)$", "\n".join(i.text or "" for i in document.items), re.M)
    assert not any("^" in (item.text or "") for item in document.items)
    for chart in _CHART.findall(document.source.text):
        assert read_chart(chart)


@pytest.mark.parametrize("name", FINISHED)
def test_a_finished_one_has_no_error_no_warning_and_few_hints(name: str) -> None:
    document = LIBRARY[name]
    found = check(document)
    assert [f"{f.code} {f.message}" for f in found if f.severity != "info"] == []
    assert len(found) <= 2, [f"{f.code} {f.message}" for f in found]
    assert document.head.owner and document.head.facilitator
    assert document.head.owner != document.head.facilitator
    assert {lesson.lesson_group for lesson in document.lessons} == {"went-well", "to-change", "lucky"}
    assert all(a.owner and a.due and a.type and a.strength and a.state for a in document.actions)
    assert all(m.for_actions and m.responsible and m.by and m.expects and m.verify for m in document.measures)


def test_what_is_under_way_has_natural_gaps() -> None:
    found = {name: check(LIBRARY[name]) for name in LIBRARY if name not in FINISHED}
    assert {name: [f.code for f in findings if f.severity != "info"] for name, findings in found.items()} == {
        "2026-10-14-refunds-wait-again": ["RCA-016", "ACT-003", "ACT-005"],
        "2026-11-18-wrong-coach": ["DOC-001"],
    }
    assert {f.code for f in found["2026-10-14-refunds-wait-again"] if f.severity == "info"} <= {
        "IMP-006", "IMP-008", "IMP-009", "IMP-012", "ACT-004",
    }  # fmt: skip
    assert [f.code for f in found["2026-11-18-wrong-coach"] if f.severity == "info"] == [
        "DOC-003", "TL-003", "ACT-003", "ACT-004", "ACT-005", "ACT-007", "DOC-001", "DOC-001",
    ]  # fmt: skip
    assert "<!-- ? " in LIBRARY["2026-11-18-wrong-coach"].source.text


def test_ids_are_unique_and_references_lead_to_them() -> None:
    seen: dict[str, str] = {}
    for name, document in LIBRARY.items():
        for item in document.items:
            if item.kind == "attachment" or item.in_table:
                continue
            assert item.id, (name, item.text)
            assert item.id not in seen, (item.id, name, seen[item.id])
            seen[item.id] = name
        for action in document.actions:
            assert set(action.addresses) <= set(document.by_id), (name, action.text)
        for risk in document.risks:
            assert set(risk.addresses) <= set(document.by_id), (name, risk.text)
        for measure in document.measures:
            assert set(measure.for_actions) <= {a.id for a in document.actions}, (name, measure.text)
        for cause in document.causes:
            assert set(cause.also) <= {c.id for c in document.causes}, (name, cause.text)


def test_recurrences_and_earlier_incidents_name_documents_of_the_library() -> None:
    again = {name: d.head.recurs_from for name, d in LIBRARY.items() if d.head.recurs_from}
    assert again == {"2026-10-14-refunds-wait-again": ("2026-07-08-refund-queue",)}
    named = {
        e.incident
        for d in LIBRARY.values()
        for e in d.items
        if isinstance(e, EarlierIncident) and e.incident and e.incident.startswith("20")
    }
    assert named and named <= set(LIBRARY)
    assert "2026-07-08-refund-queue" in named


def test_pages_have_something_to_show() -> None:
    actions = [a for d in LIBRARY.values() for a in d.actions]
    today = date(2026, 11, 25)
    assert sum(not a.done and a.due is not None and a.due < today for a in actions) >= 5
    assert sum(not a.done and a.due is not None and a.due >= today for a in actions) >= 5
    assert {a.strength for a in actions} >= {"S1", "S2", "S3", "S4", "S5"}
    assert {a.type for a in actions} >= {
        "prevent",
        "detect",
        "mitigate",
        "repair",
        "process",
        "investigate",
        "share",
    }
    assert {a.state for a in actions} >= {
        "open",
        "in-progress",
        "done",
        "done-alternative",
        "exceeds",
        "superseded",
    }
    assert any(all(a.done for a in d.actions) for d in LIBRARY.values())
    assert any(c.also for d in LIBRARY.values() for c in d.causes)
    assert {c.status for d in LIBRARY.values() for c in d.causes} >= {
        "confirmed", "probable", "hypothesis", "refuted",
    }  # fmt: skip
    days = {
        e.moment.time.date()
        for e in LIBRARY["2026-01-10-partner-certificate"].timeline
        if e.moment and e.moment.time
    }
    assert {date(2026, 1, 10), date(2026, 1, 11)} <= days
    assert sum(bool(_CHART.search(d.source.text)) for d in LIBRARY.values()) >= 8
    told = [c.done for d in LIBRARY.values() for c in d.communications]
    assert True in told and False in told


@pytest.mark.parametrize("name", [SEARCH, BOOKINGS])
def test_every_citation_leads_to_the_evidence(name: str, collected: Mapping[str, Collected]) -> None:
    found = collected[name]
    known = _addresses(found)
    counted = {source for one in found.requests for source in one.sources}
    cited = set(_citations(LIBRARY[name]))
    assert len(cited) > 30
    stretches = {c for c in cited if _STRETCH.search(c) and c.partition("#")[0] in counted}
    assert cited - stretches - known == set()


@pytest.mark.parametrize("name", [SEARCH, BOOKINGS])
def test_the_evidence_list_is_the_evidence(name: str, collected: Mapping[str, Collected]) -> None:
    listed = {(a.id, a.text, a.type, a.sha256, a.events or 0) for a in LIBRARY[name].attachments}
    assert listed == {(e.id, e.name, e.kind, e.sha256, e.events) for e in collected[name].evidence}


def test_the_numbers_are_those_of_the_requests() -> None:
    by_name = {i.name: i.quantity for i in LIBRARY[SEARCH].impact}
    assert (by_name["Failed requests"].value, by_name["Failed requests"].of) == (TRUTH.failed, TRUTH.total)
    assert by_name["Duration of the impact"].value == TRUTH.minutes
    by_name = {i.name: i.quantity for i in LIBRARY[BOOKINGS].impact}
    assert (by_name["Failed bookings"].value, by_name["Failed bookings"].of) == impact()[:2]
    assert by_name["Duration of the impact"].value == impact().minutes


def test_shares_are_what_they_are_shares_of() -> None:
    for name, document in LIBRARY.items():
        for one in document.impact:
            quantity = one.quantity
            if quantity.value and quantity.of and quantity.share:
                assert quantity.share == pytest.approx(quantity.value / quantity.of, abs=0.0006), (
                    name,
                    one.name,
                )


def test_the_second_evidence_is_the_same_each_time_and_small(tmp_path: Path) -> None:
    first, again = write_booking_evidence(tmp_path / "a"), write_booking_evidence(tmp_path / "b")
    contents = [
        {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}
        for root in (first, again)
    ]
    assert contents[0] == contents[1]
    assert first == tmp_path / "a" / "evidence-bookings"
    assert sum(map(len, contents[0].values())) < 600_000


def test_writing_twice_changes_nothing_and_an_edited_file_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "postmortems"
    written = write_library(folder)
    assert [p.stem for p in written] == list(LIBRARY)
    edited = folder / f"{SEARCH}.md"
    edited.write_text("mine", "utf-8")
    (folder / f"{BOOKINGS}.md").unlink()
    before = {p.name: p.stat().st_mtime_ns for p in folder.iterdir()}
    assert write_library(folder) == [folder / f"{BOOKINGS}.md"]
    assert write_library(folder) == []
    assert edited.read_text("utf-8") == "mine"
    assert {
        n: t for n, t in ((p.name, p.stat().st_mtime_ns) for p in folder.iterdir()) if n in before
    } == before
    assert {p.name for p in folder.iterdir()} == {f"{name}.md" for name in LIBRARY}


def test_a_file_that_cannot_be_written_leaves_nothing_half_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Path, _target: Path) -> Path:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="no space"):
        write_library(tmp_path)
    assert list(tmp_path.iterdir()) == []
