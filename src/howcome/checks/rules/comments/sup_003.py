"""A comment that silences a finding counts until its day is over.

Why
    A reason that was good for a month is not good for ever. After the day that the comment names the finding is
    said again, so that somebody looks at the reason once more.

Example
    <!-- howcome: ignore ACT-003 because the team is being formed (by: head of platform; until: 2026-01-31) -->

Better
    - [ ] Limit workers per release (owner: Dana; due: 2026-12-04)

When to ignore
    Never: settle the finding, or give the comment a new day.

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

from howcome.checks.levels import levels
from howcome.checks.rule import Rule

rule = Rule(
    code="SUP-003",
    title="Silence that has run out",
    levels=levels(full="warning", standard="warning", light="info"),
    foreign=True,
)
