"""No person stands as the cause of harm.

Why
    The same act without its surroundings says: the person did it. Readers blame more when a person is the
    grammatical cause, even if they saw it happen.

Example
    An engineer mistakenly wiped the primary.

Better
    The resync command ran against the primary; the two host names differ in one digit.

When to ignore
    It is a neutral fact of the timeline, or the reason stands beside it; then nothing is reported.

Source
    Fausey and Boroditsky, Subtle linguistic cues influence perceived blame, 2010; PagerDuty, postmortem guide.
"""

from __future__ import annotations

from howcome.checks.blame.findings import blame
from howcome.checks.levels import levels

rule = blame(
    code="B08",
    title="No person stands as the cause of harm",
    category="person-as-cause",
    levels=levels(full="warning", standard="warning", light="info"),
    message="“{words}” makes somebody's act the explanation",
    question="What made this act possible, sensible and unnoticed at that moment?",
)
