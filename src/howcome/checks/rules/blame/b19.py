"""No scapegoat, no old feuds.

Why
    A group that is the problem once will be it again. The interface between two groups can be changed.

Example
    QA dropped the ball.

Better
    The test data has one tenant, so a fault between tenants cannot show.

When to ignore
    It thanks somebody.

Source
    PagerDuty, postmortem guide.
"""

from __future__ import annotations

from howcome.checks.blame.findings import blame
from howcome.checks.levels import levels

rule = blame(
    code="B19",
    title="No scapegoat, no old feuds",
    category="team-blame",
    levels=levels(full="warning", standard="warning", light="info"),
    message="“{words}” makes a group the problem",
    question="What passed between the groups, and what did each of them know?",
)
