"""No folk model as an explanation.

Why
    “Complacency” or “lost situation awareness” is found only after things went wrong, and in everybody.

Example
    Complacency set in.

Better
    The check had passed 400 times; it was cut from the list of the shift in May.

When to ignore
    The text speaks about the method, or measures it.

Source
    Dekker, The Field Guide to Understanding Human Error.
"""

from __future__ import annotations

from howcome.checks.blame.findings import blame
from howcome.checks.levels import levels

rule = blame(
    code="B17",
    title="No folk model as an explanation",
    category="normative",
    levels=levels(full="warning", standard="warning", light="info"),
    message="“{words}” renames the outcome and explains nothing",
    question="What did people look at, for how long, and what had that check shown before?",
)
