"""The seven dimensions: each rule belongs to one, and a summary says what is open, never how good anybody is."""

from __future__ import annotations

import json

import pytest

from howcome.checks import check, known_rules
from howcome.checks.dimensions import MEANINGS, by_dimension
from howcome.checks.families import DIMENSIONS, FAMILIES, family_of, prefix_of
from howcome.checks.registry import OTHER_CODES
from howcome.checks.reports.summary import Summary, render_summary
from howcome.document import Document, Finding
from howcome.errors import UsageError
from howcome.text import Span

TEXT = """\
---
howcome: 1
status: in-review
severity: SEV-3
---
# Outage

## Summary

Yesterday a careless engineer left. TBD
"""


def summary(text: str = TEXT, path: str = "a.md") -> Summary:
    document = Document.parse(text)
    return Summary(path, document, by_dimension(check(document)))


def finding(code: str, severity: str = "warning", question: str | None = "Why?") -> Finding:
    return Finding(code, severity, Span(0, 0), f"{code} says", question)  # type: ignore[arg-type]


def test_every_rule_belongs_to_exactly_one_of_the_seven() -> None:
    assert len(DIMENSIONS) == len(set(DIMENSIONS)) == 7
    for rule in known_rules():
        assert rule.belongs_to in DIMENSIONS
        assert prefix_of(rule.code) in FAMILIES
    assert {r.belongs_to for r in known_rules()} == set(DIMENSIONS)
    assert {family_of(code).dimension for code in OTHER_CODES} <= set(DIMENSIONS)
    assert tuple(MEANINGS) == DIMENSIONS


def test_a_rule_may_belong_elsewhere_than_its_family() -> None:
    elsewhere = [r for r in known_rules() if r.dimension]
    assert elsewhere
    assert all(r.dimension != family_of(r.code).dimension for r in elsewhere)


@pytest.mark.parametrize(
    ("severities", "state"),
    [
        ((), "clear"),
        (("info", "info"), "clear"),
        (("warning", "info"), "open questions"),
        (("warning", "error"), "needs work"),
    ],
)
def test_a_plain_word_says_how_it_stands(severities: tuple[str, ...], state: str) -> None:
    opens = {o.dimension: o for o in by_dimension([finding("TL-004", s) for s in severities])}
    assert opens["evidence"].state == state
    assert {o.state for d, o in opens.items() if d != "evidence"} == {"clear"}


def test_every_finding_is_counted_once() -> None:
    found = check(Document.parse(TEXT), "full")
    opens = by_dimension(found)
    assert sum(o.errors + o.warnings + o.infos for o in opens) == len(found)


def test_the_first_questions_are_the_heaviest_and_none_is_asked_twice() -> None:
    found = [
        finding("TL-002", "info", "Info?"),
        finding("TL-003", "warning", "First?"),
        finding("TL-004", "error", "Heavy?"),
        finding("TL-005", "warning", "First?"),
        finding("TL-006", "warning", None),
        finding("TL-007", "warning", "Last?"),
    ]
    (evidence,) = [o for o in by_dimension(found) if o.dimension == "evidence"]
    assert [f.suggestion or f.message for f in evidence.questions] == ["Heavy?", "First?", "TL-006 says"]


def test_one_document_is_shown_in_full() -> None:
    lines = render_summary([summary()]).splitlines()
    assert lines[0] == "a.md: Outage"
    assert [
        line.strip().split("  ")[0] for line in lines if line.startswith("  ") and line[2] != " "
    ] == list(DIMENSIONS)
    assert any(line.startswith("      line ") and line.endswith(")") for line in lines)
    assert all(line == line.rstrip() for line in lines)


def test_many_documents_have_a_line_each_in_the_order_of_the_call_and_a_total() -> None:
    lines = render_summary([summary(path="b.md"), summary("# Notes\n", "a.md")]).splitlines()
    assert lines[0].startswith("b.md: needs work in completeness (")
    assert lines[1] == "a.md: clear"
    assert lines[3] == "2 documents:"
    assert "  timeliness      clear in 2" in lines


def test_as_json_it_says_the_same() -> None:
    said = json.loads(render_summary([summary(), summary("# Notes\n", "b.md")], "json"))
    first = said["documents"][0]
    assert (first["path"], first["title"]) == ("a.md", "Outage")
    assert [d["dimension"] for d in first["dimensions"]] == list(DIMENSIONS)
    assert first["dimensions"][0]["state"] == "needs work"
    assert set(first["dimensions"][0]["questions"][0]) == {"line", "code", "severity", "message", "question"}
    assert said["totals"][0]["documents"] == {"needs work": 1, "open questions": 0, "clear": 1}


def test_it_is_no_score() -> None:
    for format in ("text", "json"):
        words = render_summary([summary(), summary(path="b.md")], format).lower()
        assert not [w for w in ("score", "rank", "grade", "%", "average", "best", "worst") if w in words]


def test_other_formats_have_no_summary() -> None:
    with pytest.raises(UsageError):
        render_summary([summary()], "sarif")


def test_nothing_hostile_reaches_a_terminal() -> None:
    text = render_summary([summary("# \x1b[2J evil \u202e\n", "p\udc80\n.md")])
    text.encode()
    assert "\x1b" not in text
    assert "\u202e" not in text
