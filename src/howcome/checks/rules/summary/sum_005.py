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

from howcome.analysis.durations import spell
from howcome.checks.levels import levels
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.checks.stated import (
    Stated,
    disagrees,
    expected_duration,
    ranged_durations,
    spelled,
    stated_durations,
)
from howcome.checks.stated_times import doubtful_times
from howcome.document import Document
from howcome.text import Span


def check(document: Document) -> Iterator[Hit]:
    expected = expected_duration(document)
    for sentence in prose_of(document).sentences("incident-summary"):
        start = sentence.span.start
        said: set[int] = set()
        for stated in stated_durations(sentence.text) if expected else ():
            if expected and disagrees(stated, expected):
                said.add(stated.start)
                yield Hit(
                    Span(start + stated.start, start + stated.end),
                    f"the summary says {stated.words}; the timeline's marks give {spelled(expected)}",
                    "Which of the two is right: the sentence, or one of the marks?",
                )
        if expected and [*doubtful_times(document, sentence.text)]:
            continue  # one of the times is wrong, which DOC-008 says
        for ranged in ranged_durations(sentence.text):
            stated = ranged.stated
            if stated.start not in said and abs(ranged.seconds - stated.seconds) > _bound(stated):
                first, last = ranged.ends
                yield Hit(
                    Span(start + stated.start, start + stated.end),
                    f"from {first} to {last} are {spell(ranged.seconds)}, and the summary says {stated.words}",
                    "Which of the three is right?",
                )


def _bound(stated: Stated) -> float:
    return max(60.0, min(max(300.0, stated.seconds * 0.1), stated.seconds / 4) if stated.rounded else 60.0)


rule = Rule(
    code="SUM-005",
    title="Summary and timeline state the same duration",
    levels=levels(full="error", standard="error", light="warning"),
    check=check,
    foreign=True,
    dimension="evidence",
)
