"""Where it was known late, or a customer knew it first, the analysis says why.

Why
    A customer's call before the first alert is a finding of its own. Halving the time until you know is
    often cheaper than preventing the next cause.

Example
    - 2026-11-20 14:41Z [detected] A customer writes to support (39 minutes after the first failure; the
      causes say nothing about it)

Better
    - Why was it not known sooner? (root: not-known-sooner)
      - The alert looks at the mean of three cells, of which one failed

When to ignore
    Nobody could have known; a cause that says why is an answer.

Source
    Atlassian, incident management handbook; AWS, correction of errors.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.detection import late_entry, speaks_of_detection
from howcome.checks.levels import levels
from howcome.checks.places import is_present, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "causes"):
        return
    late = late_entry(document)
    if late and not speaks_of_detection(document):
        yield Hit(
            section_span(document, "causes"),
            f"{late}, and no cause says why it was not known sooner",
            "What could have told you, why did it not, and what would halve that time?",
        )


rule = Rule(
    code="RCA-014",
    title="Late detection is explained",
    levels=levels(full="error", standard="warning", light=None),
    check=check,
    gap=True,
)
