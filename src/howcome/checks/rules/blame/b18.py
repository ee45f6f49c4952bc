"""No reading of minds.

Why
    Nobody but the person knows, and they may not have been asked.

Example
    The database engineer panicked and refused to escalate.

Better
    At night an escalation needs a manager's approval; the database engineer waited 12 minutes for it.

When to ignore
    The person reports it about themselves, and agrees to have it written down.

Source
    Dekker, The Field Guide to Understanding Human Error.
"""

from __future__ import annotations

from howcome.checks.blame.findings import blame
from howcome.checks.levels import levels

rule = blame(
    code="B18",
    title="No reading of minds",
    category="normative",
    levels=levels(full="warning", standard="warning", light="info"),
    message="“{words}” says what went on in somebody's mind",
    question="What did they say or do, and what had they seen just before?",
)
