"""Entries of the timeline state what happened, without a verdict on it.

Why
    Facts first: a verdict inside an entry decides the analysis before it has begun, and readers who were
    there stop correcting the rest. What somebody did or left out is looked at by the rules about blame; this
    one looks for verdicts on the course of events.

Example
    - 2026-11-20 14:20Z Unfortunately 10 minutes were wasted on the database

Better
    - 2026-11-20 14:20Z–14:30Z The responders look at the database; DNS is no hypothesis yet

When to ignore
    The entry quotes what somebody said at that time. Put it in quotation marks: quotations are not read.

Source
    PagerDuty, postmortem guide.
"""

from __future__ import annotations

import re

from howcome.checks.levels import levels
from howcome.checks.rule import Candidate, Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_TIME = pattern(r"\s+(?:\w+\s+){0,3}?(?:time|effort|seconds?|min|minutes?|h|hours?|days?)\b", re.IGNORECASE)
_BEFORE = pattern(
    r"\b(?:time|effort|seconds?|min|minutes?|h|hours?|days?)\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE
)
_VERDICTS = (
    "unfortunately", "sadly", "regrettably", "luckily", "fortunately", "thankfully", "needlessly", "unnecessarily",
    "inexplicably", "far too late", "much too late", "way too late", "far too long", "much too long", "way too long",
    "a waste of time",
)  # fmt: skip


def judge(candidate: Candidate, document: Document) -> Hit | None:
    if candidate.sentence.section != "timeline" or candidate.sentence.is_heading:
        return None
    if candidate.word == "wasted" and not (_TIME.match(candidate.after) or _BEFORE.search(candidate.before)):
        return None
    words = document.source[candidate.span]
    return Hit(
        candidate.span,
        f"“{words}” is a verdict, and the timeline is for what happened",
        "What was seen and done at that time, as those who were there would put it?",
    )


rule = Rule(
    code="TL-009",
    title="Entries state facts",
    levels=levels(full="warning", standard="info", light="info"),
    triggers=(*_VERDICTS, "wasted"),
    judge=judge,
    dimension="blamelessness",
)
