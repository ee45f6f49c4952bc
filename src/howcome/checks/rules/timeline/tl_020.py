"""Mitigated and resolved are two moments.

Why
    Harm is usually contained long before everything is repaired. One time for both hides which of the two
    took long, and makes "time to resolve" mean something else in each document.

Example
    - 2026-11-20 14:36Z [mitigated, resolved] Rolled back

Better
    - 2026-11-20 14:36Z [mitigated] Rolled back; the error rate is below 0.2 %
    - 2026-11-20 15:10Z [resolved] 30 minutes without errors

When to ignore
    One step did both, and it was verified in the same minute.

Source
    Verica, VOID report; GitLab, incident management handbook.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.incident_times import counted_marks
from howcome.checks.levels import levels
from howcome.checks.places import title_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.head import mark_keys


def check(document: Document) -> Iterator[Hit]:
    marks = counted_marks(document)
    if "mitigated" not in marks or marks["mitigated"] != marks.get("resolved"):
        return
    entry = next((e for e in document.timeline if "resolved" in e.labels), None)
    cell = entry.cells.get("labels") if entry else mark_keys(document.front_matter.maps).get("resolved")
    yield Hit(
        cell.span if cell else title_span(document),
        "[mitigated] and [resolved] have the same time",
        "When was the harm contained, and when was the recovery verified or the fix in place?",
    )


rule = Rule(
    code="TL-020",
    title="Mitigated and resolved are told apart",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
