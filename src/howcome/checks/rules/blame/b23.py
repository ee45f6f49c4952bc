"""Not “all worked but the person”.

Why
    A system whose parts all worked and that still did harm has a gap between its parts; the person stood in it.

Example
    The pipeline worked as designed, but the operator chose the wrong target.

Better
    The pipeline offers two targets that are both called prod.

When to ignore
    It rules out a hypothesis about a part, and no person follows.

Source
    Bergström, Three analytical traps in accident investigation.
"""

from __future__ import annotations

from howcome.checks.blame.findings import blame
from howcome.checks.levels import levels

rule = blame(
    code="B23",
    title="Not “all worked but the person”",
    category="mechanistic",
    levels=levels(full="warning", standard="warning", light="info"),
    message="“{words}” clears the system and leaves the person",
    question="What did the system show, allow and leave out at that moment?",
)
