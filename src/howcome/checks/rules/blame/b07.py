"""“Human error” explains nothing.

Why
    People slip every day; a system that needs them not to will fail again. The label stops the questions.

Example
    Root cause: human error.

Better
    The tool takes the cluster from the previous shell (F1) and prints no target (F2).

When to ignore
    The text rejects the label, or the words name a metric or a class of errors in a tool.

Source
    Dekker, The Field Guide to Understanding Human Error; VA National Center for Patient Safety, five rules of
    causation.
"""

from __future__ import annotations

from howcome.checks.blame.findings import blame
from howcome.checks.blame.labels import is_label
from howcome.checks.blame.observation import Observation
from howcome.checks.causes import is_answer
from howcome.checks.levels import levels
from howcome.checks.places import item_span
from howcome.document import Document


def _is_the_whole_cause(document: Document, one: Observation) -> bool:
    """Whether a cause says nothing but the label; RCA-003 says it about the whole item then."""
    return any(
        is_answer(cause) and is_label(cause.text or "")
        for cause in document.causes
        if item_span(cause).start <= one.span.start < item_span(cause).end
    )


rule = blame(
    code="B07",
    title="“Human error” explains nothing",
    category="human-error",
    levels=levels(full="warning", standard="warning", light="info"),
    message="“{words}” ends the search before it has begun",
    question="How did it become possible, and why did nothing catch it?",
    unless=_is_the_whole_cause,
)
