"""The section says more than what every company could say.

Why
    "Safety is our top priority" is true on every day and helps on none. It takes the place where the one thing could
    stand that is different from now on.

Example
    Safety is our top priority, and we learn from our mistakes.

Better
    - Configuration goes through the staged roll-out from January on (owner: Dana; by: 2027-01-31)

When to ignore
    The phrase introduces what follows, and what follows is concrete.

Source
    howcome's own: what reviewers of incident reports keep striking out.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present
from howcome.checks.practices import ARTEFACT, PLATITUDE
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text import Span


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "improvement"):
        return
    sentences = [s for s in prose_of(document).sentences("improvement") if s.group != "earlier-incidents"]
    if any(ARTEFACT.search(s.text) and not PLATITUDE.search(s.text) for s in sentences):
        return
    for sentence in sentences:
        found = PLATITUDE.search(sentence.text)
        if found:
            yield Hit(
                Span(sentence.span.start + found.start(), sentence.span.start + found.end()),
                f"“{' '.join(found.group().split())}” could stand in any report, and nothing concrete stands beside it",
                "What is different from now on: which rule, test, alert or habit?",
            )
            return


rule = Rule(
    code="CIM-009",
    title="More than what every company could say",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
