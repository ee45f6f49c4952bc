"""Every cause names its evidence, or says how sure it is.

Why
    A chain of why invites guessing. A hypothesis is fine, as long as the reader can see that it is one.

Example
    - The cache was cold

Better
    - The cache was cold (evidence: metrics#cache_hits; status: confirmed)
    - The replica lagged behind (status: hypothesis)

When to ignore
    Evidence cannot be kept, for example for legal reasons; `status: confirmed` is enough then.

Source
    NASA, NPR 8621.1; Card, The problem with 5 whys, BMJ Quality & Safety 2017.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.causes import is_answer
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "causes"):
        return
    answers = [c for c in document.causes if is_answer(c)]
    bare = [c for c in answers if not c.evidence and not c.status]
    if not bare:
        return
    words = (
        "this cause names neither evidence nor how sure it is"
        if len(bare) == 1
        else f"{len(bare)} of {len(answers)} causes name neither evidence nor how sure they are ({lines_of(bare)})"
    )
    yield Hit(
        item_span(bare[0]),
        words,
        "What shows it? If nothing does yet: `(status: hypothesis)`, and what would decide it?",
    )


rule = Rule(
    code="RCA-006",
    title="Causes are shown, or marked as a guess",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
)
