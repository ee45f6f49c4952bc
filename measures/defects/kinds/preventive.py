"""Defects of the preventive measures: nobody's, never, to no end, and never looked at again."""

from __future__ import annotations

from collections.abc import Iterator

from howcome.document import Document
from measures.defects.edits import everywhere, with_field, without_field, without_items
from measures.defects.kind import Damage, add, defect


def _without(*names: str) -> Damage:
    def damage(document: Document) -> Iterator[str]:
        for measure in document.measures:
            if names[0] in measure.cells:
                yield without_field(document, measure, *names)

    return damage


def _expects(words: str) -> Damage:
    def damage(document: Document) -> Iterator[str]:
        for measure in document.measures:
            if measure.expects:
                yield with_field(document, measure, "expects", f'"{words}"')

    return damage


add("who answers for a measure removed", _without("responsible"), ("PRV-001",), (), "preventive")
add("date of a measure removed", _without("by"), ("PRV-001",), (), "preventive")
add("expected outcome of a measure removed", _without("expects"), ("PRV-001", "PRV-002"), (), "preventive")
add("when a measure is verified removed", _without("verify"), ("PRV-003", "PRV-004"), (), "preventive")
add(
    "how and when a measure is verified removed",
    _without("verify", "how"),
    ("PRV-003", "PRV-004"),
    (),
    "preventive",
)
add("what a measure belongs to removed", _without("for"), ("PRV-001",), (), "preventive")
for _words in ("fewer incidents", "better monitoring", "the team is aware of the limit"):
    add(f"expected outcome: “{_words}”", _expects(_words), ("PRV-002",), ("PRV-010",), "preventive")
for _words in ("this will never happen again", "100 % of all outages are prevented"):
    add(f"expected outcome: “{_words}”", _expects(_words), ("PRV-009", "ACT-020"), ("PRV-002",), "preventive")


@defect("date of a measure that cannot be read", "PRV-001", "READ-003")
def unreadable(document: Document) -> Iterator[str]:
    for measure in document.measures:
        if measure.by:
            yield with_field(document, measure, "by", "next quarter")


@defect("a measure removed", "PRV-001")
def no_measure(document: Document) -> Iterator[str]:
    if len(document.measures) > 1:
        for measure in document.measures:
            if measure.for_actions:
                yield without_items(document, [measure])


@defect("what holds until the action is done removed", "PRV-005")
def no_interim(document: Document) -> Iterator[str]:
    yield from everywhere(document, r"(?m)^Until (?:the page for refusals|gates open)[^.]*\.\n", "")
