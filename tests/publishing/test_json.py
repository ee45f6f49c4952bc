"""`show --format json`: the object that other people's tools are built on."""

from __future__ import annotations

import json

import pytest

from howcome.document import Document
from howcome.publishing import View, exporter
from howcome.publishing.exporters.json import to_contract

from .golden import assert_golden, sample

KEYS = [
    "format",
    "class",
    "title",
    "status",
    "severity",
    "owner",
    "summary",
    "services",
    "times",
    "sections",
    "timeline",
    "impact",
    "causes",
    "lessons",
    "actions",
    "measures",
    "communications",
    "risks",
    "questions",
    "reviews",
    "evidence",
    "problems",
]


def read(text: str) -> dict:  # type: ignore[type-arg]
    return to_contract(Document.parse(text))


def test_the_whole_object() -> None:
    document = sample()
    assert_golden(exporter("json")(document, View(document)).content.decode(), "checkout.json")


@pytest.mark.parametrize("text", ["", "\x00", "---\n", "no postmortem at all", "# Only a title"])
def test_every_key_is_there_for_any_text(text: str) -> None:
    found = read(text)
    assert list(found) == KEYS
    assert found["timeline"] == [] and found["services"] == [] and found["status"] is None
    assert set(found["times"].values()) == {None}
    assert set(found["sections"].values()) == {"absent"}


def test_times_carry_an_offset_and_words_without_a_date_stay_in_the_text() -> None:
    found = read("## Timeline\n- 14:02 Alert\n- 2026-11-20 15:00+01:00–15:08 [detected] Page\n- 15:10 More")
    first, second, third = found["timeline"]
    assert (first["time"], first["certainty"]) == (None, "unknown")
    assert (second["time"], second["until"]) == ("2026-11-20T15:00:00+01:00", "2026-11-20T15:08:00+01:00")
    assert (third["time"], third["certainty"]) == ("2026-11-20T15:10:00+00:00", "zone-assumed")
    assert found["times"]["detected"] == "2026-11-20T15:00:00+01:00"


def test_impact_in_numbers() -> None:
    found = read(
        "## Impact\n- **Failed:** 182 340 of 1.9 M (9.6 %)\n- **Duration:** 1 h 30 min\n- **Other:** none"
    )
    failed, duration, other = found["impact"]
    assert (failed["value"], failed["of"], failed["share"]) == (182340, 1900000, 0.096)
    assert (duration["value"], duration["unit"]) == (90, "min")
    assert (other["value"], other["of"], other["share"], other["text"]) == (None, None, None, "none")


def test_causes_name_the_one_above() -> None:
    found = read(
        "## Causes\n- Why? ^w1\n  - Because ^w2 (also: w9)\n    - Deeper ^w3\n- Why long? ^w9 (root: lasted)"
    )
    assert [(c["id"], c["parent"]) for c in found["causes"]] == [
        ("w1", None),
        ("w2", "w1"),
        ("w3", "w2"),
        ("w9", None),
    ]
    assert found["causes"][1]["also"] == ["w9"] and found["causes"][3]["root"] == "lasted"


def test_an_unknown_status_is_kept_and_reported_with_its_place() -> None:
    found = read("---\nstatus: Nearly\n---\n")
    assert found["status"] == "Nearly"
    assert [(p["code"], p["line"], p["column"]) for p in found["problems"]] == [("READ-005", 2, 9)]


def test_what_is_no_unicode_or_no_number_is_still_json() -> None:
    document = Document.parse("# \udcff title\n## Impact\n- **Failed:** " + "9" * 400 + "\n")
    content = exporter("json")(document, View(document)).content
    found = json.loads(content)
    assert found["title"] == "\ufffd title" and found["impact"][0]["value"] is None


def test_people_outside_get_no_internal_part() -> None:
    document = sample()
    content = exporter("json")(document, View(document, "customers")).content.decode()
    found = json.loads(content)
    assert list(found) == KEYS
    assert found["causes"] == found["timeline"] == found["evidence"] == []
    for inside in ("Dana", "Okafor", "metrics#", "orders-db", "4711", "tracker.example"):
        assert inside not in content
