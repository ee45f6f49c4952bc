"""Two sources that give different times for one event are shown as a conflict.

Why
    Clocks differ and messages arrive late. Whoever silently takes one of the times decides about the time to
    detect, and nobody can check it later.

Example
    - 2026-11-20 14:03Z Alert CheckoutErrorRate fires (evidence: pager#88)
    - 2026-11-20 14:05Z Alert CheckoutErrorRate fires (evidence: logs#1812)

Better
    - 2026-11-20 14:03Z Alert CheckoutErrorRate fires; the log has it at 14:05Z, as its clock is late (evidence: pager#88, logs#1812)

When to ignore
    It happened twice; then say in the second entry "again".

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.analysis.durations import spell
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span
from howcome.checks.rule import Hit, Rule
from howcome.checks.same_event import told_twice
from howcome.document import Document
from howcome.document.grammar import TimelineEntry

_FROM, _TO = 60, 600


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "timeline"):
        return
    for (at, one), (later, other) in told_twice(document, _TO):
        apart = (later - at).total_seconds()
        mine, theirs = _sources(one), _sources(other)
        if apart > _FROM and mine and theirs and not mine & theirs:
            yield Hit(
                item_span(other),
                f"lines {one.line} and {other.line} give the same event two times, {spell(apart)} apart, from two sources",
                "Which clock is right, and what explains the difference?",
            )


def _sources(entry: TimelineEntry) -> set[str]:
    return {address.partition("#")[0] for address in entry.evidence}


rule = Rule(
    code="TL-018",
    title="Two times for one event are said",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
