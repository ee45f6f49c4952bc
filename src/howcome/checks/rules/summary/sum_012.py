"""The summary claims no more about causes than the analysis has confirmed.

Why
    The first sentence about a cause is the one that sticks. While the analysis calls it a hypothesis, the
    summary should too.

Example
    It was caused by a memory leak.

    with all causes marked as hypothesis

Better
    The suspected cause is the growth of memory in the cache, which is still being looked at.

When to ignore
    The analysis is done, and its status only was not updated yet. Better to update it.

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

import re

from howcome.checks.levels import levels
from howcome.checks.rule import Candidate, Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_HEDGED = pattern(
    r"\b(?:suspect\w*|probabl\w*|likely|possibl\w*|perhaps|maybe|appears?|appeared|seems?|seemed|may|might|could|hypothes\w*|"
    r"assum\w*|believ\w*|presum\w*|apparent\w*|not (?:yet )?(?:known|confirmed|clear)|unknown|unclear|under analysis|look\w* into|if)\b",
    re.IGNORECASE,
)
_UNSURE = ("probable", "hypothesis", "unknown")


def judge(candidate: Candidate, document: Document) -> Hit | None:
    if candidate.sentence.section != "incident-summary" or candidate.sentence.is_heading:
        return None
    states = {c.status for c in document.causes if c.status}
    if not states & set(_UNSURE) or "confirmed" in states or _HEDGED.search(candidate.sentence.text):
        return None
    words = document.source[candidate.span]
    return Hit(
        candidate.span,
        f"“{' '.join(words.split())}” is said for certain, and no cause is confirmed yet",
        "Is it suspected or shown? What would decide it?",
    )


rule = Rule(
    code="SUM-012",
    title="Causes are as sure as the analysis",
    levels=levels(full="info", standard="info", light="info"),
    triggers=(
        "caused by",
        "root cause was",
        "cause was",
        "because of",
        "due to",
        "was the result of",
    ),
    judge=judge,
    dimension="evidence",
)
