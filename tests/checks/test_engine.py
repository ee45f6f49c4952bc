"""Which rules run, how heavy they are, what is silenced, and what is fixed."""

from __future__ import annotations

import gc
import statistics
import weakref
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from howcome.checks import apply_fixes, at_least, check
from howcome.checks.candidates import finder
from howcome.checks.prose import prose_of
from howcome.checks.suppression import suppressions
from howcome.document import Document, Finding
from howcome.document.compose import compose_document, compose_head
from howcome.errors import UsageError
from howcome.text import Source, apply

OWN = "---\nhowcome: 1\nseverity: SEV-2\nstatus: {}\nowner: Ines\n---\n# Outage\n"


def codes(text: str, *args, **values) -> list[str]:
    return [f.code for f in check(Document.parse(text), *args, **values)]


def test_the_profile_is_asked_for_or_stands_in_the_head_or_is_standard() -> None:
    text = "---\nhowcome: 1\nprofile: light\n---\n## Summary\n\nYesterday.\n"

    def severity(text: str, profile: str | None = None) -> str:
        return check(Document.parse(text), profile, ["SUM-006"])[0].severity

    assert severity(text) == "info"
    assert severity(text, "full") == "error"
    assert severity(text.replace("profile: light\n", "")) == "error"
    assert severity(text.replace("light", "strange")) == "error"


def test_an_unknown_profile_names_the_known_ones() -> None:
    with pytest.raises(UsageError) as caught:
        check(Document.parse(""), "strict")
    assert "full, standard, light" in (caught.value.hint or "")


def test_select_and_ignore_take_beginnings_of_codes() -> None:
    text = "## Summary\n\nYesterday a careless engineer left. TBD\n"
    assert codes(text, select=["b"]) == ["B01"]
    assert codes(text, select=["SUM", "DOC-002"], ignore=["SUM-001"]) == ["SUM-006", "DOC-002"]
    assert "B01" not in codes(text, ignore=["B"])


@pytest.mark.parametrize("said", ["B04i", "b04I", "B"])
def test_a_letter_behind_the_number_belongs_to_the_code(said: str) -> None:
    text = "## Root Cause\n\nThis should have been caught in review."
    assert codes(text, select=[said]) == ["B04i"]
    assert codes(text, select=["B"], ignore=[said]) == []
    silenced = f"{text} <!-- howcome: ignore {said} because it is quoted in the training -->"
    assert codes(silenced, select=["B", "SUP"]) == []


def test_a_selection_that_names_no_rule_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        check(Document.parse(""), select=["ZZ"])
    assert "TL" in (caught.value.hint or "")


def test_gaps_weigh_less_in_a_draft_and_contradictions_do_not() -> None:
    marks = "## Timeline\n- 2026-11-20 14:00Z [resolved] a\n- 2026-11-20 14:09Z [impact-started] b\n"
    found = {f.code: f.severity for f in check(Document.parse(OWN.format("draft") + marks))}
    assert (found["DOC-001"], found["TL-004"]) == ("warning", "error")
    found = {f.code: f.severity for f in check(Document.parse(OWN.format("in-review") + marks))}
    assert (found["DOC-001"], found["TL-004"]) == ("error", "error")


def test_what_a_guiding_question_of_a_draft_still_asks_is_not_said_again() -> None:
    impact = "## Impact Assessment\n\n- **Failed orders:** 12 of 40 (30 %)\n\n"
    question = "<!-- ? Was data lost, changed, doubled or shown to the wrong people? -->\n"
    assert "IMP-005" in codes(OWN.format("draft") + impact)
    assert "IMP-005" not in codes(OWN.format("draft") + impact + question)
    assert "IMP-005" in codes(OWN.format("in-review") + impact + question)
    assert "IMP-005" in codes(OWN.format("draft") + impact + question, select=["IMP-005"])
    action = "## Action Items\n\n- [ ] Limit workers per release\n\n<!-- ? Who sees it through? -->\n"
    assert "ACT-003" in codes(OWN.format("draft") + action)


def test_a_new_document_gets_one_finding_for_all_its_empty_sections() -> None:
    head = compose_head({"title": "Outage", "severity": "SEV-2", "status": "draft", "owner": "Ines"})
    found = check(Document.parse(compose_document(head, "Outage", {})))
    assert [f.code for f in found] == ["DOC-001"]
    assert all(f.suggestion and f.severity == "warning" for f in found)


def test_problems_of_reading_are_findings_too_but_not_twice() -> None:
    text = "---\nhowcome: 1\n---\n## Actions\n- [ ] Limit workers (owner: Ines; due: soon)\n"
    assert codes(text, select=["READ"]) == ["READ-003"]
    assert codes(text, select=["READ", "ACT-004"]) == ["ACT-004"]


def test_the_front_matter_of_another_program_is_its_own_affair() -> None:
    assert codes("---\ndate: 2026-11-20T00:00:00Z\nlayout: !x\n---\nText\n") == []


def test_findings_are_in_the_order_of_the_text() -> None:
    found = check(Document.parse("It was human error.\n\nA careless engineer.\n\nTBD\n"))
    assert [f.code for f in found] == ["B07", "B01", "DOC-002"]


def test_positions_hold_behind_code_emoji_and_links() -> None:
    text = "🚨 `careless` [a careless engineer](https://example.com/careless) left\r\n"
    (found,) = check(Document.parse(text), select=["B01"])
    assert text[found.span.start : found.span.end].startswith("careless")
    assert found.span.start == text.index("careless engineer")


# Fixes


def test_safe_fixes_blank_secrets_and_write_roles() -> None:
    text = (
        "---\nhowcome: 1\nroles:\n  database on-call: Mira Oduya\n---\nMira restarted it. Then Mira used "
        "`password=hunter2horse77`.\n"
    )
    document = Document.parse(text)
    fixed = apply(document.source, apply_fixes(document, check(document))).text
    assert fixed.endswith(
        "---\nThe database on-call restarted it. Then the database on-call used `password=[redacted password]`.\n"
    )
    assert not {"B13", "APP-005"} & set(codes(fixed))


def test_of_fixes_that_touch_the_first_counts() -> None:
    document = Document.parse("api_key = Zq81nVw0pLr5xT2mKd\n")
    found = [f for f in check(document) if f.code == "APP-005"]
    assert len(apply_fixes(document, [*found, *found]).edits) == len(found)


def test_suggestions_alone_change_nothing() -> None:
    document = Document.parse("It was human error.\n")
    assert apply_fixes(document, check(document)).edits == ()


# Suppression


def test_a_comment_concerns_its_line_or_the_block_below() -> None:
    line = "TBD <!-- howcome: ignore DOC-002 because it is known -->\n\nTBD\n"
    assert codes(line) == ["DOC-002"]
    above = "<!-- howcome: ignore DOC-002 because it is known -->\n\nTBD\nTBD\n\nTBD\n"
    found = check(Document.parse(above))
    assert [(f.code, f.span.start) for f in found] == [("DOC-002", above.rindex("TBD"))]


def test_a_comment_above_a_heading_silences_what_is_said_about_the_section() -> None:
    text = (
        OWN.format("draft")
        + "\n<!-- howcome: ignore DOC-001 because it stands in the wiki -->\n## Timeline\n"
    )
    assert not any("Timeline" in f.message for f in check(Document.parse(text)))


def test_a_comment_at_one_of_several_actions_speaks_for_that_one() -> None:
    text = (
        OWN.format("draft")
        + "## Action Items\n\n- [ ] Limit workers <!-- howcome: ignore ACT-003 because two teams share it -->\n"
        "- [ ] Alert on the queue\n- [ ] Pin the image\n"
    )
    (finding,) = check(Document.parse(text), select=["ACT-003"])
    assert finding.message == "2 actions have no owner (lines 11 and 12)"


def test_a_comment_for_a_rule_that_did_not_run_is_left_alone() -> None:
    text = "Text <!-- howcome: ignore DOC-002 because it is known -->\n"
    assert codes(text) == ["SUP-002"]
    assert codes(text, select=["SUP", "B"]) == []


@pytest.mark.parametrize(
    "said", ["ignore", "ignore DOC-002", "ignore DOC-002 because", "ignore DOC-002: known"]
)
def test_without_a_reason_a_comment_does_not_count(said: str) -> None:
    assert sorted(codes(f"TBD <!-- howcome: {said} -->\n")) == ["DOC-002", "SUP-001"]


def test_comments_may_stand_in_tables_and_lists() -> None:
    text = "| A | B |\n| --- | --- |\n| TBD | x <!-- howcome: ignore DOC-002 because of x --> |\n"
    assert codes(text) == []
    assert len(suppressions(Document.parse(text))) == 1


# Finding words


def test_longer_triggers_do_not_hide_shorter_ones() -> None:
    find = finder(frozenset({"human", "human error", "error rate", "???"}))
    assert list(find("HUMAN\n  error rate??? inhuman")) == [
        ("human error", 0, 13),
        ("human", 0, 5),
        ("error rate", 8, 18),
    ] or list(find("HUMAN\n  error rate ??? inhuman"))[-1] == ("???", 19, 22)
    assert list(finder(frozenset())("human")) == []


def test_what_is_no_prose_is_blank_and_keeps_its_length() -> None:
    text = (
        '---\na: b\n---\nHe `x` said "y" <!-- z --> https://example.com/q ^t1\n\n> quote\n\n```\ncode\n```\n'
    )
    prose = prose_of(Document.parse(text)).text
    assert len(prose) == len(text)
    assert prose.split() == ["He", "said"]


# Any text


@given(st.text(alphabet=st.sampled_from("#-*`<>!|[]()\"'^:;. \n\r\tahrsTBDe1Z—🚨\u0130\udc80"), max_size=200))
def test_any_text_can_be_checked_and_every_finding_lies_inside(text: str) -> None:
    for prefix in ("", "---\nhowcome: 1\n---\n"):
        document = Document(Source(prefix + text))
        for profile in ("full", "light"):
            for finding in check(document, profile):
                assert 0 <= finding.span.start <= finding.span.end <= len(document.source)
        apply(document.source, apply_fixes(document, check(document)))


@pytest.mark.parametrize(
    "hostile",
    ["<!-- howcome: ignore " * 800, "`" * 3000, '"' * 20001, "[" * 20000, "<your " * 5000, "| a " * 9000,
     "should have " * 5000, "- " * 9000, "some of the users " * 3000, "(" * 20000 + ")" * 20000, "a-1-" * 8000,
     "TBD " * 5000, "1 h " * 9000, "human error. " * 4000],
    ids=lambda text: text[:12],
)  # fmt: skip
@pytest.mark.parametrize("heading", ["Summary", "Impact", "Communication"])
def test_time_is_bounded_for_hostile_text(hostile: str, heading: str) -> None:
    import time

    text = f"---\nhowcome: 1\n---\n## {heading}\n\n- **Customers:** {hostile}\n"
    start = time.process_time()
    check(Document.parse(text))
    assert time.process_time() - start < 4


def test_published_postmortems_get_a_short_list(postmortems: list[bytes]) -> None:
    counts = []
    for raw in postmortems:
        document = Document(Source.from_bytes(raw))
        counts.append(len(check(document)))
    assert statistics.median(counts) <= 2
    assert statistics.mean(counts) <= 3


def test_severities_are_ordered() -> None:
    assert at_least("error", "warning")
    assert at_least("info", "info")
    assert not at_least("info", "warning")


def test_a_finding_is_plain_data() -> None:
    (found,) = check(Document.parse("It was human error.\n"))
    assert isinstance(found, Finding)
    assert found.category == "human-error"


@pytest.mark.parametrize("profile", ["standard", "full", "light"])
def test_a_complete_document_has_nothing_to_be_said(profile: str) -> None:
    text = (Path(__file__).parent / "documents" / "complete.md").read_text(encoding="utf-8")
    assert [(f.code, f.message) for f in check(Document.parse(text), profile)] == []


def test_a_checked_document_is_not_kept_alive() -> None:
    document = Document.parse("It was human error.\n")
    check(document)
    seen = weakref.ref(document)
    del document
    gc.collect()
    assert seen() is None
