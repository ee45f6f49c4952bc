"""“Failed to” is for machines.

Why
    With a person as its subject, “failed to” states a duty that is known only since the outcome is known.

Example
    The reviewer failed to see the flag.

Better
    The review page folded the file that held the flag.

When to ignore
    A system failed to do something: that is not reported.

Source
    Bergström, Three analytical traps in accident investigation; PagerDuty, postmortem guide.
"""

from __future__ import annotations

from howcome.checks.blame.findings import blame
from howcome.checks.levels import levels

rule = blame(
    code="B03",
    title="“Failed to” is for machines",
    category="counterfactual",
    levels=levels(full="warning", standard="warning", light="info"),
    message="“{words}” measures a person against what did not happen",
    question="What did they do instead, and what made that sensible then?",
)
