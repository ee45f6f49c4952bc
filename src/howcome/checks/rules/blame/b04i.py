"""No “should have been” about people's work.

Why
    “This should have been caught in review” hides what the review is: what it shows, and what it cannot show.

Example
    This should have been caught in review.

Better
    Review does not run the schema check; it runs at start-up.

When to ignore
    It is about what a system was built to do (the alert should have fired): that is not reported.

Source
    Bergström, Three analytical traps in accident investigation.
"""

from __future__ import annotations

from howcome.checks.blame.findings import blame
from howcome.checks.levels import levels

rule = blame(
    code="B04i",
    title="No “should have been” about people's work",
    category="counterfactual",
    levels=levels(full="warning", standard="warning", light="info"),
    message="“{words}” speaks about what did not happen",
    question="What did the step look like on that day, and what does it really check?",
)
