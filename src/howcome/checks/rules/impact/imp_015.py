"""Harm is stated without words that make it small: only, just, merely, a minor inconvenience.

Why
    Whether 47 failed orders are few is decided by the 47. The number stands for itself, and readers trust a
    text that does not tell them how to feel about it.

Example
    Only 47 customers complained.

Better
    47 customers opened tickets.

When to ignore
    The word limits what was affected ("only in eu-west"), and no person or amount.

Source
    PagerDuty, postmortem guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.impact_rows import PEOPLE
from howcome.checks.levels import levels
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text import Span
from howcome.text.pattern import pattern

_AMOUNT = r"(?:\d[\d ,.'’\u00a0\u202f]{0,20}(?:\s?%)?|a few|a handful|a small (?:number|fraction|subset|part|percentage)|some|one|two|three|four|five|ten)"
_HARMED = rf"(?:{PEOPLE}|people|requests?|orders?|bookings?|payments?|transactions?|tickets?|complaints?|jobs|messages|sessions|records|rows|log-?ins)"
_SMALL = pattern(
    rf"\b(?:only|just|merely)\s(?:about |around |affected |impacted |caused )?{_AMOUNT}\s?(?:of\s)?(?:our\s|the\s|all\s)?(?:\w+\s){{0,2}}?{_HARMED}\b"
    rf"|\b(?:only|just|merely)\s(?:a\s)?(?:minor|slight|small|brief|short|cosmetic)\s(?:\w+\s)?(?:inconvenience|impact|delay|disruption|effect|issue|nuisance|blip)\b"
    rf"|\b(?:minor|slight|small)\sinconvenience\b"
    rf"|\b(?:luckily|fortunately|thankfully),?\s(?:no[- ]one|nobody|only|few|just|hardly any\w*|not many)\b",
    re.IGNORECASE,
)
_SECTIONS = ("incident-summary", "impact", "communication")
#: What was left, or what a limit let through, is no harm made small.
_OTHER = pattern(
    r"\b(?:not|if|when|that|allow\w*|accept\w*|reads?|needs?|serves?|handles?|shows?|retr\w+|visible to|available to)\s\Z",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    prose = prose_of(document)
    for section in _SECTIONS:
        for sentence in prose.sentences(section):
            found = _SMALL.search(sentence.text)
            if found and not _OTHER.search(sentence.text[: found.start()]):
                span = Span(sentence.span.start + found.start(), sentence.span.start + found.end())
                yield Hit(
                    span,
                    f"“{' '.join(found.group().split())}” makes the harm small",
                    "What would those who were affected call it? The number alone is enough.",
                )


rule = Rule(
    code="IMP-015",
    title="No harm is made small",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    foreign=True,
)
