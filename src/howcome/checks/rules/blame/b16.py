"""Nobody is punished, reminded or sent to be retrained.

Why
    After a punishment the next slip stays hidden, and a reminder fades within weeks. The next person has the same
    tool.

Example
    Remind developers to check twice.

Better
    Reject the combination of flags at start-up.

When to ignore
    A machine reminds, a model is trained, or the training has a named content and a date.

Source
    VA National Center for Patient Safety, action hierarchy; Dekker, The Field Guide to Understanding Human Error.
"""

from __future__ import annotations

from howcome.checks.blame.findings import blame
from howcome.checks.levels import levels

rule = blame(
    code="B16",
    title="Nobody is punished, reminded or sent to be retrained",
    category="punitive-or-weak-action",
    levels=levels(full="warning", standard="warning", light="info"),
    message="“{words}” asks people to be different",
    question="What in the tool or the process would make the right way the easy one?",
)
