"""The marks of the incident follow each other in a possible order.

Why
    Times to detect, to mitigate and to resolve are computed from the marks. A recovery before the impact
    gives durations below zero.

Example
    - 2026-11-20 13:58Z [detected] Alert fired
    - 2026-11-20 14:02Z [impact-started] First failed order

Better
    - 2026-11-20 13:58Z [detected] The canary alert fired before any user was affected
    - 2026-11-20 14:02Z [impact-started] First failed order

When to ignore
    Detection really came first: say "before" in the entry, and this rule is content.

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.analysis.durations import order_problems, spell
from howcome.checks.levels import levels
from howcome.checks.places import title_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import TimelineEntry
from howcome.document.head import mark_keys
from howcome.text import Span

_SAID_BEFORE = re.compile(
    r"\b(?:before|ahead of|prior to|early|earlier than|no users? (?:was|were)|precaution)", re.I
)
_DAY_ONLY = ("date-only", "unknown")


def check(document: Document) -> Iterator[Hit]:
    times = {m: t for m, t in document.marked.items() if document.times[m].certainty not in _DAY_ONLY}
    for first, second in order_problems(times):
        gap = (times[first] - times[second]).total_seconds()
        unsure = "approximate" in (document.times[first].certainty, document.times[second].certainty)
        early, late = _entry(document, second), _entry(document, first)
        if unsure and gap <= 300:
            continue
        if first == "impact-started" and any(e and _SAID_BEFORE.search(e.text or "") for e in (early, late)):
            continue
        yield Hit(
            _place(document, second, early),
            f"[{second}] stands {spell(gap)} before [{first}]; usually it comes after",
            f"Is one of the two times wrong, or did it happen so? Then say in the entry how {second} came before.",
        )


def _entry(document: Document, mark: str) -> TimelineEntry | None:
    if mark in mark_keys(document.front_matter.maps):
        return None
    return next((e for e in document.timeline if mark in e.labels and e.moment and e.moment.time), None)


def _place(document: Document, mark: str, entry: TimelineEntry | None) -> Span:
    cell = entry.cells.get("labels") if entry else mark_keys(document.front_matter.maps).get(mark)
    return cell.span if cell else title_span(document)


rule = Rule(
    code="TL-004",
    title="The marks stand in a possible order",
    levels=levels(full="error", standard="error", light="warning"),
    check=check,
    foreign=True,
)
