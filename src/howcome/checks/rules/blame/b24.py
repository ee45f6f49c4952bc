"""No always and never about people.

Why
    It is never true and always hurts. A count is both kinder and more useful.

Example
    The web team always deploys without telling anyone.

Better
    12 of 12 deploys of the web team in February were not posted to #changes.

When to ignore
    It is about software, or a fact about a rota.

Source
    PagerDuty, postmortem guide.
"""

from __future__ import annotations

from howcome.checks.blame.findings import blame
from howcome.checks.levels import levels

rule = blame(
    code="B24",
    title="No always and never about people",
    category="absolutes",
    levels=levels(full="warning", standard="warning", light="info"),
    message="“{words}” says always or never about people",
    question="How often was it, out of how many times?",
)
