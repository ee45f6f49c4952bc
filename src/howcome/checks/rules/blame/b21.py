"""Who acted is said by role.

Why
    Blameless is not vague: a role, an act and a reason are what can be learned from.

Example
    It was decided to skip the canary.

Better
    The release lead skipped the canary to meet the freeze at 15:00.

When to ignore
    The actor does not matter, as in “the pool was resized”: that is not reported.

Source
    PagerDuty, postmortem guide.
"""

from __future__ import annotations

from howcome.checks.blame.findings import blame
from howcome.checks.levels import levels

rule = blame(
    code="B21",
    title="Who acted is said by role",
    category="agentless-passive",
    levels=levels(full="info", standard="info", light="info"),
    message="“{words}” hides who acted and why",
    question="Which role did it, and what did they see or need?",
)
