"""An apology says what for.

Why
    "We apologize for any inconvenience" is what everybody writes, so it says nothing. To name what readers could not
    do, and to be sorry for that, shows that somebody looked.

Example
    - [ ] **Customers:** the service was not available. We apologize for any inconvenience. (channel: status page)

Better
    - [ ] **Customers:** you could not take payments for 52 minutes. We are sorry. (channel: status page)

When to ignore
    Your legal department decides about the words; then ask it.

Source
    PagerDuty, incident response documentation; 18F, incident reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.audiences import outward, outward_texts
from howcome.checks.incident_times import degree_of_severity
from howcome.checks.levels import levels
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text import Span
from howcome.text.pattern import pattern

_ROTE = pattern(
    r"\b(?:(?:any|the|this|possible|potential) inconvenience(?:s)?(?: (?:this|it|that) (?:may|might) (?:have )?cause[d]?)?|inconvenience caused)\b",
    re.IGNORECASE,
)
_SORRY = pattern(r"\b(?:sorry|apolog\w+|regret|let you down)\b", re.IGNORECASE)
#: A message while it goes on may leave the apology to the last one.
_GOES_ON = pattern(
    r"\b(?:investigating|we investigate|identified|monitoring|looking into|working on)\b", re.IGNORECASE
)


def check(document: Document) -> Iterator[Hit]:
    for span in outward(document):
        found = _ROTE.search(document.source[span])
        if found:
            yield Hit(
                Span(span.start + found.start(), span.start + found.end()),
                f"“{found.group()}” is an apology for nothing in particular",
                "What could readers not do, and for how long? That is what the apology is for.",
            )
    texts = [(span, words) for span, words in outward_texts(document) if not _GOES_ON.search(words)]
    degree = degree_of_severity(document)
    if texts and degree in (0, 1) and not any(_SORRY.search(words) for _, words in outward_texts(document)):
        yield Hit(
            texts[-1][0],
            "the text for outside has no apology",
            "Would a reader who was affected feel seen? What were they unable to do?",
        )


rule = Rule(
    code="COM-005",
    title="An apology says what for",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
