"""No question about who.

Why
    “Who” ends with a name and “why didn't you” with a defence. “What” and “how” go on.

Example
    Who approved this?

Better
    What does the approval page show, and what does it leave out?

When to ignore
    It asks who owns, receives or is affected by something: that is not reported.

Source
    PagerDuty, postmortem guide; Etsy, Debriefing Facilitation Guide.
"""

from __future__ import annotations

from howcome.checks.blame.findings import blame
from howcome.checks.levels import levels

rule = blame(
    code="B15",
    title="No question about who",
    category="who-question",
    levels=levels(full="warning", standard="warning", light="info"),
    message="“{words}” asks for a person",
    question="What made it possible? And how did it look from where they stood?",
)
