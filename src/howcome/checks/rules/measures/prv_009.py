"""No measure promises that it never happens again.

Why
    Complex systems always run with some part broken, and the next incident comes by another way. An outcome that no
    system can have is either never checked or never met. How far a fault reaches can be met.

Example
    - Roll the limit out (expects: "this will never happen again")

Better
    - Roll the limit out (expects: "the same fault reaches one cell at most")

When to ignore
    A type or a schema makes the state impossible, and the words are about that state.

Source
    Cook, How Complex Systems Fail.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present
from howcome.checks.rule import Hit, Rule
from howcome.checks.zero_incidents import zero_incidents
from howcome.document import Document
from howcome.text import Span


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "measures"):
        return
    for measure in document.measures:
        for name in ("text", "expects"):
            cell = measure.cells.get(name)
            words = document.source[cell.span] if cell else ""
            found = zero_incidents(words)
            if cell and found:
                yield Hit(
                    Span(cell.span.start + found.start(), cell.span.start + found.end()),
                    f"“{' '.join(found.group().split())}” is an outcome that no system has",
                    "How far may the same fault reach, and how soon is it known?",
                )


rule = Rule(
    code="PRV-009",
    title="No measure promises that it never happens again",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
