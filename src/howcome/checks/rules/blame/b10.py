"""What is obvious now was not obvious then.

Why
    Once the outcome is known, the one sign among hundreds seems to shine. Then it was one of hundreds.

Example
    The warning signs were obvious.

Better
    Lag rose from 13:20; no alert and no dashboard in use at 13:20 shows lag.

When to ignore
    Something was clear to a reader of logs afterwards, and the text says so.

Source
    Dekker, The Field Guide to Understanding Human Error.
"""

from __future__ import annotations

from howcome.checks.blame.findings import blame
from howcome.checks.levels import levels

rule = blame(
    code="B10",
    title="What is obvious now was not obvious then",
    category="hindsight",
    levels=levels(full="warning", standard="warning", light="info"),
    message="“{words}” looks back with knowledge that nobody had",
    question="What could be seen at that moment, among what else, and how did it look?",
)
