"""The summary uses dates that hold next year too.

Why
    A postmortem is read long after the week it was written in. "Yesterday" has no meaning then.

Example
    Yesterday around noon the queue filled up.

Better
    On 2026-11-19 at 12:10 UTC the queue filled up.

When to ignore
    The words are part of a name or a quotation. Quotations in quotation marks are not read.

Source
    18F, incident report guide.
"""

from __future__ import annotations

from howcome.checks.levels import levels
from howcome.checks.rule import Candidate, Hit, Rule
from howcome.document import Document

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ALWAYS = (
    "yesterday", "last night", "this morning", "this afternoon", "this evening", "earlier today", "today at",
    "last week", "last month", "this week", "the other day", "a few days ago", "two days ago", "a week ago",
    "last year", "tomorrow",
)  # fmt: skip


def judge(candidate: Candidate, document: Document) -> Hit | None:
    if candidate.sentence.section != "incident-summary" or candidate.sentence.is_heading:
        return None
    if candidate.word == "recently" and candidate.before.strip(" \t\n*_-"):
        return None
    if candidate.before.rstrip().endswith(("than", "since the", "-")):
        return None
    words = document.source[candidate.span]
    return Hit(
        candidate.span, f"“{words}” will mean nothing in a year", "Which date was that, as YYYY-MM-DD?"
    )


rule = Rule(
    code="SUM-006",
    title="Dates in the summary are absolute",
    levels=levels(full="error", standard="error", light="info"),
    triggers=(*_ALWAYS, "recently", *(f"last {d}" for d in _DAYS), *(f"this {d}" for d in _DAYS)),
    judge=judge,
    foreign=True,
)
