"""A comment that silences a finding says who decided that and until when.

Why
    Whoever reads it later has to know whom to ask, and when to ask again. For a severe incident that is as
    important as the reason.

Example
    <!-- howcome: ignore IMP-003 because the number of accounts is a trade secret -->

Better
    <!-- howcome: ignore IMP-003 because the number of accounts is a trade secret (by: legal; until: 2027-06-30) -->

When to ignore
    The reason holds for as long as the document does, and your history of changes tells who wrote it. Write
    `SUP-004 = "off"` below `[check.levels]`.

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

from howcome.checks.levels import levels
from howcome.checks.rule import Rule

rule = Rule(
    code="SUP-004",
    title="Silence names who decided and until when",
    levels=levels(full="info", standard=None),
    foreign=True,
)
