"""No judgement of character.

Why
    Whoever is called careless will say less next time, and the next careful person meets the same trap.

Example
    A careless engineer dropped the table.

Better
    The console accepted DROP TABLE in production without asking.

When to ignore
    The word has a technical meaning here (lazy loading, sloppy quorum); those are not reported.

Source
    Dekker, The Field Guide to Understanding Human Error; PagerDuty, postmortem guide.
"""

from __future__ import annotations

from howcome.checks.blame.findings import blame
from howcome.checks.levels import levels

rule = blame(
    code="B01",
    title="No judgement of character",
    category="normative",
    levels=levels(full="warning", standard="warning", light="info"),
    message="“{words}” judges a person",
    question="What would the next careful person at the same desk have seen and done?",
)
