"""Several contributing factors, and not "the root cause".

Why
    "The root cause was" announces one answer and invites readers to stop there. The name of the section may
    stay; the sentence can name the trigger and the factors.

Example
    The root cause was a full disk.

Better
    The trigger was a full disk. Contributing factors: nothing alerts on its growth, and the write path has no
    second disk.

When to ignore
    Your contract or authority asks for these words.

Source
    Cook, How Complex Systems Fail; The VOID report 2022.
"""

from __future__ import annotations

from howcome.checks.levels import levels
from howcome.checks.rule import Candidate, Hit, Rule
from howcome.document import Document

_SECTIONS = (None, "incident-summary", "causes", "lessons")


def judge(candidate: Candidate, document: Document) -> Hit | None:
    sentence = candidate.sentence
    if sentence.is_heading or sentence.section not in _SECTIONS or _is_repeated(candidate, document):
        return None
    words = " ".join(document.source[candidate.span].split())
    return Hit(
        candidate.span,
        f"“{words}” announces one answer",
        "Which factors had to come together, and which of them was the trigger?",
    )


def _is_repeated(candidate: Candidate, document: Document) -> bool:
    """Whether the phrase stood in the document before; once is enough."""
    return candidate.word in " ".join(document.source.text[: candidate.span.start].lower().split())


rule = Rule(
    code="RCA-023",
    title="Contributing factors, not the root cause",
    levels=levels(full="info", standard="info", light="info"),
    triggers=(
        "the root cause was", "the root cause is", "the root cause of the incident was", "the root cause of this incident was",
        "the root cause of the outage was", "the single root cause", "the true root cause", "the real root cause", "the actual root cause",
    ),
    judge=judge,
)  # fmt: skip
