"""The timeline ends with how the recovery was verified.

Why
    "Fixed" is a belief until somebody looked. Incidents that were closed without a look come back within
    the hour, and the reader cannot tell which kind this one was.

Example
    - 2026-11-20 15:10Z [resolved] Fixed

Better
    - 2026-11-20 15:10Z [resolved] 30 minutes without errors; the incident is closed

When to ignore
    The recovery was verified elsewhere, for example by a partner, and the evidence of the entry shows it.

Source
    Atlassian, incident management handbook; howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from howcome.checks.incident_times import counted_marks, in_order
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import TimelineEntry
from howcome.text.pattern import pattern

_SEEN = pattern(
    r"\d|\b(?:verif\w*|confirm\w*|check\w*|compar\w*|measur\w*|observ\w*|watch\w*|monitor\w*|test\w*|prob(?:e|es|ed)|"
    r"baseline|usual|normal\w*|stable|steady|healthy|green|clean|empty|drained|all|none|no (?:more |further |new )?\w+|"
    r"without|recover\w*|graphs?|dashboards?|metrics?|rates?|levels?|customers?|users?|support|quiet|success\w*|"
    r"(?:one|two|three|five|ten|half an?) (?:minutes?|hours?|days?))\b",
    re.IGNORECASE,
)

#: So many words call it over and say no more: "Fixed", "The incident is over".
_BARE = 4
#: Behind such words only what speaks of the recovery itself, before, verifies it; what people outside are told does not.
_RECOVERED = pattern(
    r"\b(?:verif\w*|confirm\w*|compar\w*|tests?|tested|prob(?:e|es|ed)|baseline|usual|normal\w*|stable|steady|healthy|green|empty|"
    r"drained|no (?:more|further|new) \w+|without|recover\w*|quiet|succe\w+|(?:below|under|above|over) \d)\b",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "timeline"):
        return
    entries = in_order(document)
    marks = counted_marks(document)
    resolved = marks.get("resolved")
    if resolved is None or not entries:
        return
    last_at, last = entries[-1]
    if last_at < resolved:
        yield Hit(
            item_span(last),
            "the timeline ends before the time at which the incident was resolved",
            "What happened until then, and how was the recovery verified?",
        )
        return
    after = [e for at, e in entries if at >= resolved]
    before = [e for at, e in entries if at < resolved and _is_later(at, marks.get("mitigated"))]
    closing = next((e for e in document.timeline if "resolved" in e.labels), None)
    if closing is None or not _said_apart(closing, marks):
        return
    bare = len((closing.text or "").split()) <= _BARE
    shown = any(_shows_recovery(e) if bare else _SEEN.search(e.text or "") for e in before)
    if not shown and not any(_SEEN.search(e.text or "") for e in after):
        yield Hit(
            item_span(closing),
            "the timeline does not say how the recovery was verified",
            "What was looked at, for how long, before it was called over?",
        )


def _shows_recovery(entry: TimelineEntry) -> bool:
    told = (entry.event or "").strip().lower() in ("status", "message")
    return not told and bool(_RECOVERED.search(entry.text or ""))


def _is_later(at: datetime, bound: datetime | None) -> bool:
    return bound is not None and at > bound


def _said_apart(closing: TimelineEntry, marks: dict[str, datetime]) -> bool:
    """Whether resolving has an entry of its own; where it has none, TL-020 asks."""
    return "mitigated" not in closing.labels and marks.get("mitigated") != marks.get("resolved")


rule = Rule(
    code="TL-006",
    title="The recovery was verified",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    gap=True,
)
