"""A comment that silences a finding which is not there can go.

Why
    Such comments stay behind when the text is repaired, and would silence a later finding that nobody
    has seen.

Example
    <!-- howcome: ignore TL-004 because the clocks differed --> above a timeline that is in order

Better
    No comment.

When to ignore
    The finding comes and goes, for example with a date.

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

from howcome.checks.levels import levels
from howcome.checks.rule import Rule

rule = Rule(
    code="SUP-002",
    title="Silence that is not needed",
    levels=levels(full="info", standard="info", light="info"),
    foreign=True,
)
