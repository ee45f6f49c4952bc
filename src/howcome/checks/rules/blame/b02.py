"""Nothing is called forgotten or ignored without its reason.

Why
    An omission explains nothing: at that moment something else made sense. That something can be changed.

Example
    The on-call ignored the third alert.

Better
    The third alert was one of 214 that night; its title matched a rule that had been noise for weeks.

When to ignore
    The reason follows in the text; say it in the same or the next sentence, then nothing is reported.

Source
    Dekker, The Field Guide to Understanding Human Error; PagerDuty, postmortem guide.
"""

from __future__ import annotations

from howcome.checks.blame.findings import blame
from howcome.checks.levels import levels

rule = blame(
    code="B02",
    title="Nothing is called forgotten or ignored without its reason",
    category="counterfactual",
    levels=levels(full="warning", standard="warning", light="info"),
    message="“{words}” says what somebody left out, and not why",
    question="What did they see at that moment, and what else asked for their attention?",
)
