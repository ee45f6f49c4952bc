"""Every cause names its evidence, or says how sure it is.

Why
    A chain of why invites guessing. A hypothesis is fine, as long as the reader can see that it is one.
    "Confirmed" without a place where it can be seen is a guess as well.

Example
    - The cache was cold

Better
    - The cache was cold (evidence: metrics#cache_hits; status: confirmed)
    - The replica lagged behind (status: hypothesis)

When to ignore
    Evidence cannot be kept, for example for legal reasons.

Source
    NASA, NPR 8621.1; Card, The problem with 5 whys, BMJ Quality & Safety 2017.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from howcome.checks.causes import is_answer, is_shown, status_of
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Cause


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "causes"):
        return
    answers = [c for c in document.causes if is_answer(c)]
    hidden = [c for c in answers if not is_shown(c)]
    yield from _said(
        [c for c in hidden if not status_of(c)],
        len(answers),
        (
            "this cause names neither evidence nor how sure it is",
            "name neither evidence nor how sure they are",
        ),
        "What shows it? If nothing does yet: `(status: hypothesis)`, and what would decide it?",
    )
    yield from _said(
        [c for c in hidden if status_of(c) == "confirmed"],
        len(answers),
        ("this cause is called confirmed and names no evidence", "are called confirmed and name no evidence"),
        "Where can a reader see it (`evidence: …`)?",
    )


def _said(causes: Sequence[Cause], of: int, words: tuple[str, str], question: str) -> Iterator[Hit]:
    if not causes:
        return
    message = (
        words[0] if len(causes) == 1 else f"{len(causes)} of {of} causes {words[1]} ({lines_of(causes)})"
    )
    yield Hit(item_span(causes[0]), message, question)


rule = Rule(
    code="RCA-006",
    title="Causes are shown, or marked as a guess",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
    dimension="evidence",
)
