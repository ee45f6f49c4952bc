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
from collections.abc import Iterator, Mapping
from datetime import datetime

from howcome.analysis.durations import order_problems, spell
from howcome.checks.incident_times import counted_marks
from howcome.checks.levels import levels
from howcome.checks.places import listed, title_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import TimelineEntry
from howcome.document.head import mark_keys
from howcome.text import Span
from howcome.text.pattern import pattern

Pair = tuple[str, str]

_SAID_BEFORE = pattern(
    r"\b(?:before|ahead of|prior to|early|earlier than|no users? (?:was|were)|precaution)", re.I
)
#: What may really come before the first harm: a signal, and those who act on it.
_MAY_COME_FIRST = ("detected", "notified", "acknowledged", "declared", "diagnosed")


def check(document: Document) -> Iterator[Hit]:
    times = counted_marks(document)
    wrong = [pair for pair in order_problems(times) if _counts(document, times, *pair)]
    for pairs in _together(wrong, times):
        pairs.sort(key=lambda pair: times[pair[1]] - times[pair[0]])
        first, second = pairs[0]
        said = [f"[{b}] stands {spell((times[a] - times[b]).total_seconds())} before [{a}]" for a, b in pairs]
        more = "usually it comes after" if len(said) == 1 else "usually they come after"
        yield Hit(
            _place(document, second, _entry(document, second)),
            f"{listed(said[:3])}; {more}",
            f"Is one of the times or marks wrong, or did it happen so? Then say in the entry how {second} came "
            f"before {first}.",
        )


def _counts(document: Document, times: Mapping[str, datetime], first: str, second: str) -> bool:
    """Whether a pair that stands the wrong way round is neither unsure nor explained by its entries."""
    unsure = "approximate" in (document.times[first].certainty, document.times[second].certainty)
    if unsure and (times[first] - times[second]).total_seconds() <= 300:
        return False
    early, late = _entry(document, second), _entry(document, first)
    return not (first == "impact-started" and second in _MAY_COME_FIRST and _is_explained(early, late))


def _together(pairs: list[Pair], times: Mapping[str, datetime]) -> list[list[Pair]]:
    """Pairs whose times overlap belong to one mistake: two marks that were swapped upset all between them."""
    groups: list[list[Pair]] = []
    for pair in sorted(pairs, key=lambda pair: times[pair[1]]):
        if groups and times[pair[1]] <= max(times[first] for first, _ in groups[-1]):
            groups[-1].append(pair)
        else:
            groups.append([pair])
    return groups


def _is_explained(*entries: TimelineEntry | None) -> bool:
    return any(e and _SAID_BEFORE.search(e.text or "") for e in entries)


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
