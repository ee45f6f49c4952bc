"""A published postmortem says how the review itself went.

Why
    The way of learning learns too: how long the draft took, who was there, what to change next time. Three numbers
    are enough to see in a year whether reviews got better or only more.

Example
    A published report without a word about its own review

Better
    The draft took 26 hours; nine people from three teams were at the review. Next time: support from the start.

When to ignore
    Your team keeps these numbers elsewhere.

Source
    Google, Site Reliability Engineering, chapter 15; Howie: the post-incident guide (Jeli).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_REVIEW = pattern(
    r"\b(?:attended|attendees|attendance|participants?|took part|were at the review|came to the review|review (?:took|was held|meeting)|(?:the|this) draft (?:took|was|came)|"
    r"drafted (?:in|within)|hours? to draft|draft(?:ed)?:? \d|this review|our review(?:s| process)?|next review|retro(?:spective)? of the review|written (?:in|within))\b",
    re.IGNORECASE,
)
_ASKED = ("published", "closed")


def check(document: Document) -> Iterator[Hit]:
    status = (document.head.status or "").strip().lower()
    if status not in _ASKED or not is_present(document, "improvement"):
        return
    text = document.source.text
    spans = [s.span for s in document.sections if s.key in ("improvement", "lessons", "appendix")]
    if not any(_REVIEW.search(text, s.start, s.end) for s in spans):
        yield Hit(
            section_span(document, "improvement"),
            "nothing says how the review itself went",
            "How long did the draft take, who took part, and what would you change about the review?",
        )


rule = Rule(
    code="CIM-007",
    title="The review itself is looked at",
    levels=levels(full="info", standard=None),
    check=check,
    gap=True,
)
