"""No “should have” about people.

Why
    It argues against an event that did not happen, with knowledge that nobody had then.

Example
    The on-call should have rolled back at 14:10.

Better
    At 14:10 the graphs showed recovery. The on-call chose the rollback at 14:31, when errors came back.

When to ignore
    The sentence speaks about a design that would have helped; say it about the system.

Source
    Bergström, Three analytical traps in accident investigation; PagerDuty, postmortem guide.
"""

from __future__ import annotations

from howcome.checks.blame.findings import blame
from howcome.checks.levels import levels

rule = blame(
    code="B04",
    title="No “should have” about people",
    category="counterfactual",
    levels=levels(full="warning", standard="warning", light="info"),
    message="“{words}” speaks about what did not happen",
    question="What did they see and know at that moment, and what made their choice reasonable?",
)
