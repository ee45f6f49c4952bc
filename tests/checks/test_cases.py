"""Every rule has a readable case, and does what its case says."""

from __future__ import annotations

import pytest

from howcome.checks import check, explanation, known_rules
from howcome.checks.page import parse_page
from howcome.document import Document, Finding

from .case import FOLDER, Case, cases

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=str)
def test_example_gives_its_findings(case: Case) -> None:
    document = Document.parse(case.text, "example")
    found = check(document, case.profile, () if case.everything else (case.code,))
    said = [f"{line_of(document, f)}: {f.code} {f.message!r}" for f in found]
    assert len(found) == len(case.expected), said
    for finding, expected in zip(found, case.expected, strict=True):
        assert (line_of(document, finding), finding.code) == (expected.line, expected.code), said
        assert expected.words in finding.message


def line_of(document: Document, finding: Finding) -> int:
    return document.source.position(finding.span.start).line


def test_every_rule_has_a_case_and_every_case_a_rule() -> None:
    assert sorted(r.code for r in known_rules()) == sorted(p.stem for p in FOLDER.glob("*.md"))


@pytest.mark.parametrize("rule", known_rules(), ids=lambda r: r.code)
def test_every_rule_is_shown_finding_something_and_finding_nothing(rule) -> None:
    own = [c for c in CASES if c.code == rule.code]
    assert any(any(e.code == rule.code for e in c.expected) for c in own)
    assert any(not c.expected for c in own)


@pytest.mark.parametrize("rule", known_rules(), ids=lambda r: r.code)
def test_every_page_has_all_its_parts(rule) -> None:
    page = parse_page(rule.page)
    assert page.why
    text = explanation(rule.code.lower())
    assert text is not None
    assert text.startswith(f"{rule.code}: {rule.title}")
    assert "When to ignore" in text


WORDS = [r for r in known_rules() if r.code.startswith("B")]


@pytest.mark.parametrize("rule", WORDS, ids=lambda r: r.code)
def test_rules_about_blame_have_six_examples_of_each_kind(rule) -> None:
    own = [c for c in CASES if c.code == rule.code]
    assert sum(e.code == rule.code for c in own for e in c.expected) >= 6
    assert sum(line.strip() != "" for c in own if not c.expected for line in c.text.splitlines()) >= 6


@pytest.mark.parametrize("rule", WORDS, ids=lambda r: r.code)
def test_rules_about_blame_ask_a_question_and_are_no_errors(rule) -> None:
    assert "error" not in rule.levels.values()
    for case in (c for c in CASES if c.code == rule.code):
        for finding in check(Document.parse(case.text), select=(rule.code,)):
            assert finding.suggestion
            assert finding.suggestion.endswith("?")


def test_nobody_knows_an_unknown_code() -> None:
    assert explanation("ZZ-999") is None
    assert "UTF-8" in (explanation("READ-001") or "")
