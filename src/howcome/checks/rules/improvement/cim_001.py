"""At least one practice changes, and the words say which thing: a runbook, an alert, a test, a guide, a drill.

Why
    "We will keep improving" changes no Monday morning. A line in a guide, a test in the pipeline or a scenario in the
    next drill does, also for those who join next year.

Example
    We will keep improving.

Better
    - Changes of configuration go through the staged roll-out (RFC 31) ^v0a01 (owner: Dana; by: 2027-02-01)

When to ignore
    The incident changes nothing in how you work; say so, with the reason.

Source
    The ten parts of a postmortem (docs/format.md); Google, Site Reliability Engineering, chapter 15.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, section_span
from howcome.checks.practices import ARTEFACT, KEEP_IMPROVING, PLATITUDE
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Review


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "improvement"):
        return
    sentences = [s for s in prose_of(document).sentences("improvement") if s.group != "earlier-incidents"]
    concrete = [s for s in sentences if ARTEFACT.search(s.text) and not PLATITUDE.search(s.text)]
    dated = [i for i in document.items if isinstance(i, Review) and i.by]
    empty = next((s for s in sentences if KEEP_IMPROVING.search(s.text)), None)
    if concrete or (dated and empty is None):
        return
    if any(PLATITUDE.search(s.text) for s in sentences):
        return  # CIM-009 speaks about the phrase
    if sentences:
        span = empty.span if empty else section_span(document, "improvement")
        yield Hit(
            span,
            "no practice changes by this: nothing that can be opened, run or held",
            "Which runbook, alert, test, guide, rule or drill is different because of this incident?",
        )


rule = Rule(
    code="CIM-001",
    title="At least one practice changes",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    gap=True,
)
