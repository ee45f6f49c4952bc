"""What was not done has a reason.

Why
    “Did not check” is true of thousands of things that nobody checks. Something did not ask for it, did not show
    it, or made it costly.

Example
    The operator did not check the host.

Better
    Both hosts show the same prompt; the check relies on memory.

When to ignore
    The reason follows in the text; say it in the same or the next sentence, then nothing is reported.

Source
    Dekker, The Field Guide to Understanding Human Error; VA National Center for Patient Safety, five rules of
    causation.
"""

from __future__ import annotations

from howcome.checks.blame.findings import blame
from howcome.checks.levels import levels

rule = blame(
    code="B06",
    title="What was not done has a reason",
    category="counterfactual",
    levels=levels(full="warning", standard="warning", light="info"),
    message="“{words}” says what was not done, and not why",
    question="What would have told them to do it, and how does that reach people today?",
)
