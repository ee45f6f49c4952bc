"""A duration in the summary agrees with the marks of the timeline.

Why
    The summary is what gets quoted. When it and the timeline drift apart, readers doubt both. A minute of
    difference is fine; so is rounding, when the text says "about".

Example
    Payments failed for 50 minutes. (The marks are 34 minutes apart.)

Better
    Payments failed for 34 minutes.

When to ignore
    The sentence speaks of something else than the impact, for example of one region.

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.checks.stated import disagrees, expected_duration, spelled, stated_durations
from howcome.document import Document
from howcome.text import Span


def check(document: Document) -> Iterator[Hit]:
    expected = expected_duration(document)
    if expected is None:
        return
    for sentence in prose_of(document).sentences("incident-summary"):
        for stated in stated_durations(sentence.text):
            if disagrees(stated, expected):
                start = sentence.span.start
                yield Hit(
                    Span(start + stated.start, start + stated.end),
                    f"the summary says {stated.words}; the timeline's marks give {spelled(expected)}",
                    "Which of the two is right: the sentence, or one of the marks?",
                )


rule = Rule(
    code="SUM-005",
    title="Summary and timeline state the same duration",
    levels=levels(full="error", standard="error", light="warning"),
    check=check,
    foreign=True,
)
