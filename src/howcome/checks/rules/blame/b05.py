"""No “if only”.

Why
    A condition that was not met is no cause: it is a wish. What was there instead can be shown and changed.

Example
    If the operator had checked the host, this would not have happened.

Better
    Both hosts show the same prompt; nothing on the screen tells them apart.

When to ignore
    A design is weighed by its mechanism: “an alert on lag would let us see this at minute one”.

Source
    Bergström, Three analytical traps in accident investigation.
"""

from __future__ import annotations

from howcome.checks.blame.findings import blame
from howcome.checks.levels import levels

rule = blame(
    code="B05",
    title="No “if only”",
    category="counterfactual",
    levels=levels(full="warning", standard="warning", light="info"),
    message="“{words}” tells of a world in which it went well",
    question="What was there at that moment instead, and what made it so?",
)
