"""A rule that was not followed has a story.

Why
    Rules and work drift apart for reasons: time, tools, a rule that does not fit. Only the reason can be changed.

Example
    The contractor bypassed the process.

Better
    The emergency path skips approval. It was used nine times in a quarter, because approval takes three hours.

When to ignore
    A request or a job violates a policy of a system: that is not reported.

Source
    Dekker, The Field Guide to Understanding Human Error.
"""

from __future__ import annotations

from howcome.checks.blame.findings import blame
from howcome.checks.levels import levels

rule = blame(
    code="B12",
    title="A rule that was not followed has a story",
    category="normative",
    levels=levels(full="warning", standard="warning", light="info"),
    message="“{words}” states a violation, and not why the rule did not fit",
    question="What made the other way work better, how often is it taken, and who knew?",
)
