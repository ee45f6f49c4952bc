"""Messages state the same facts as the document: durations, times of the impact, shares.

Why
    Two numbers for one incident, one inside and one outside, cost more trust than the incident did.

Example
    - [ ] **Customers:** orders failed for 20 minutes (while the marks are 34 minutes apart)

Better
    - [ ] **Customers:** orders failed for 34 minutes

When to ignore
    The message was sent before the fact was known; then a correction is due, and it stands in the plan too.

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from howcome.checks.audiences import messages
from howcome.checks.levels import levels
from howcome.checks.rule import Hit, Rule
from howcome.checks.stated import disagrees, expected_duration, spelled, stated_durations
from howcome.document import Document
from howcome.text import Span
from howcome.text.pattern import pattern

_SHARE = pattern(r"(?<![\w.])(\d{1,3}(?:\.\d{1,3})?)\s?(?:%|percent\b)")
_RANGE = pattern(
    r"\b(?:from|between)\s(\d\d?):(\d\d)\s?(?:Z|UTC)?\s?(?:to|and|until|–|-)\s?(\d\d?):(\d\d)\s?(?:Z\b|UTC\b)"
)
_WHICH = "Which of the two is right, and who needs the correction?"


def check(document: Document) -> Iterator[Hit]:
    expected = expected_duration(document)
    shares: set[float] | None = None
    for _, place in messages(document):
        words = document.source[place]
        if expected:
            for stated in stated_durations(words):
                if disagrees(stated, expected):
                    span = Span(place.start + stated.start, place.start + stated.end)
                    yield Hit(
                        span, f"this message says {stated.words}; the marks give {spelled(expected)}", _WHICH
                    )
        for found in _SHARE.finditer(words):
            shares = _shares_elsewhere(document) if shares is None else shares
            if shares and float(found[1]) not in shares:
                span = Span(place.start + found.start(), place.start + found.end())
                yield Hit(
                    span, f"{found.group()} stands in this message and nowhere else in the document", _WHICH
                )
        yield from _ranges(document, words, place.start)


def _shares_elsewhere(document: Document) -> set[float]:
    """Every share that stands outside of the communication plan."""
    inside = [s.span for s in document.sections if s.key == "communication"]
    found = set()
    for match in _SHARE.finditer(document.source.text):
        if not any(span.start <= match.start() < span.end for span in inside):
            found.add(float(match[1]))
    return found


def _ranges(document: Document, words: str, start: int) -> Iterator[Hit]:
    """A range of clock times in UTC whose beginning is the impact's and whose end is none of the marks."""
    began = document.marked.get("impact-started")
    if began is None:
        return
    ends = [document.marked[m] for m in ("impact-ended", "mitigated", "resolved") if m in document.marked]
    for found in _RANGE.finditer(words):
        first, last = (int(found[a]) * 60 + int(found[b]) for a, b in ((1, 2), (3, 4)))
        starts_right = _near(first, _minute(began))
        ends_right = not ends or any(_near(last, _minute(e)) for e in ends)
        if starts_right != ends_right:
            span = Span(start + found.start(), start + found.end())
            yield Hit(span, f"“{found.group()}” differs from the timeline's marks", _WHICH)


def _minute(time: datetime) -> int:
    """Minutes since midnight of a mark (marks are in UTC)."""
    return time.hour * 60 + time.minute


def _near(one: int, other: int) -> bool:
    return abs(one - other) <= 1 or abs(one - other) >= 1439


rule = Rule(
    code="COM-007",
    title="Messages and document state the same",
    levels=levels(full="error", standard="error", light="warning"),
    check=check,
)
