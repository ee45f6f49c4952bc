"""Every kind of defect can be made, and its rule finds it: a small fixed part of what `make measure` does."""

from __future__ import annotations

import re
from functools import cache

import pytest
from measures.defects.judging import is_found, judge
from measures.defects.kind import Kind, all_kinds
from measures.defects.report import report
from measures.defects.samples import complete_documents
from measures.defects.seeding import PER_KIND, Copy, copies

from howcome.checks import check, known_rules
from howcome.checks.profiles import choose_profile
from howcome.document import Document
from howcome.document.problems import READ_PROBLEMS

from .not_reached import NOT_REACHED

KINDS = all_kinds()


@cache
def strict_documents() -> tuple[Document, ...]:
    """The documents in which all rules run, the shortest first."""
    found = [d for d in complete_documents() if choose_profile(d) in ("full", "security")]
    return tuple(sorted(found, key=lambda d: len(d.source)))


def expected(kind: Kind) -> object:
    reason = NOT_REACHED.get(kind.title)
    marks = [pytest.mark.xfail(reason=reason, strict=True)] if reason else []
    return pytest.param(kind, marks=marks, id=f"{kind.group}: {kind.title}")


@pytest.mark.parametrize("kind", [expected(k) for k in KINDS])
def test_a_defect_is_found(kind: Kind) -> None:
    (copy,) = copies(kind, strict_documents(), most=1)
    assert is_found(copy), f"none of {kind.codes} is said of {copy.original.stem}"


def test_there_are_many_kinds_and_many_copies() -> None:
    assert len(KINDS) >= 200
    number = sum(len(copies(kind, strict_documents(), most=1)) for kind in KINDS)
    assert number == len(KINDS)
    assert PER_KIND > 1


def test_what_is_not_reached_is_a_kind() -> None:
    assert set(NOT_REACHED) <= {k.title for k in KINDS}


def test_a_kind_names_codes_of_the_method() -> None:
    for kind in KINDS:
        assert kind.codes and all(re.fullmatch(r"[A-Z]+-?\d+", code) for code in kind.codes)
        assert not set(kind.codes) & set(kind.also)


def test_copies_come_from_different_documents_and_always_the_same() -> None:
    kind = next(k for k in KINDS if k.title == "owner of an action removed")
    first, second = copies(kind, complete_documents()), copies(kind, complete_documents())
    assert [c.text for c in first] == [c.text for c in second]
    assert len({c.original.stem for c in first}) == PER_KIND
    assert all(c.text != c.original.source.text for c in first)


@pytest.mark.parametrize("document", complete_documents(), ids=lambda d: d.stem)
def test_a_complete_document_says_all_that_there_is_to_say(document: Document) -> None:
    assert all(state in ("present", "not-applicable") for state in document.states.values())
    assert document.timeline and document.actions and document.head.owner
    assert not document.problems


def test_our_own_documents_have_no_errors() -> None:
    own = [
        d
        for d in complete_documents()
        if d.stem and d.stem.startswith(("2026-02-26", "2026-03-05", "2026-05-14"))
    ]
    assert len(own) == 3
    for document in own:
        assert not [f.code for f in check(document) if f.severity == "error"]


def test_a_verdict_tells_what_else_is_new_and_why_a_defect_was_missed() -> None:
    (original,) = [d for d in complete_documents() if d.stem == "complete"]
    text = original.source.text.replace("; due: 2026-12-04", "").replace("owner: Dana; kind", "kind")
    kind = Kind("two at once", "test", ("TL-002",), (), lambda _: iter(()))
    verdict = judge(Copy(kind, original, text))
    assert not verdict.is_found
    assert set(verdict.others) == {"ACT-003", "ACT-004"} or "ACT-004" in verdict.others
    assert verdict.reason.startswith("said by ACT-")
    nothing = judge(Copy(Kind("no such", "test", ("ZZ-001",), (), lambda _: iter(())), original, text))
    assert nothing.reason == "no rule ZZ-001 yet"
    assert "two at once" in report([verdict, nothing])


def test_all_codes_are_known_or_said_to_be_missing() -> None:
    known = {r.code for r in known_rules()} | set(READ_PROBLEMS)
    for kind in KINDS:
        assert set(kind.codes) & known or kind.title in NOT_REACHED
