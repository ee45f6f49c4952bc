"""A comment that silences a finding says why.

Why
    The next reader has to know whether the reason still holds. Without one, the comment does not count.

Example
    <!-- howcome: ignore IMP-003 -->

Better
    <!-- howcome: ignore IMP-003 because the number of accounts is a trade secret -->

When to ignore
    Never; a reason is one half of a sentence.

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

from howcome.checks.levels import levels
from howcome.checks.rule import Rule

rule = Rule(
    code="SUP-001",
    title="Silence needs a reason",
    levels=levels(full="warning", standard="warning", light="warning"),
    foreign=True,
)
