"""Nobody is to blame.

Why
    Guilt is a question for a court. A review that assigns it learns nothing more, since people then defend
    themselves.

Example
    The network team was at fault.

Better
    The route and the access list were changed by two groups; no review shows both changes together.

When to ignore
    The words are technical (a page fault, a service that is responsible for a task). They are not reported.

Source
    PagerDuty, postmortem guide.
"""

from __future__ import annotations

from howcome.checks.blame.findings import blame
from howcome.checks.levels import levels

rule = blame(
    code="B09",
    title="Nobody is to blame",
    category="team-blame",
    levels=levels(full="warning", standard="warning", light="info"),
    message="“{words}” names a culprit",
    question="Which conditions met there, and who else could have stood in the same place?",
)
