"""No grades for people's work.

Why
    “Poor”, “late” and “inadequate” compare with a standard that the text does not name. The fact behind the word is
    what helps.

Example
    Poor communication delayed recovery.

Better
    Decisions were posted in #db while support watched #incident; the first view shared by both came at 14:41Z.

When to ignore
    It grades a system, a document or capacity: that is not reported.

Source
    Bergström, Three analytical traps in accident investigation; VA National Center for Patient Safety, five rules
    of causation.
"""

from __future__ import annotations

from howcome.checks.blame.findings import blame
from howcome.checks.levels import levels

rule = blame(
    code="B11",
    title="No grades for people's work",
    category="normative",
    levels=levels(full="warning", standard="warning", light="info"),
    message="“{words}” grades people instead of describing what happened",
    question="What was said, seen or done, where and when?",
)
