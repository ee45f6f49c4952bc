"""Texts for outside state no guess about the cause.

Why
    What went outside cannot be taken back. A cause that turns out to be another one costs more trust than the words
    "we are still looking into why", and a guess about a person or a provider may do harm.

Example
    - [ ] **Customers:** checkout failed, probably because of an attack (channel: status page)

Better
    - [ ] **Customers:** checkout failed. We are looking into the cause; next update at 18:00 UTC (channel: status page)

When to ignore
    The words are about what readers may do ("you may need to sign in again").

Source
    PagerDuty, postmortem guide; howcome's own: what can be confirmed is confirmed first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.audiences import outward
from howcome.checks.levels import levels
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text import Span
from howcome.text.pattern import pattern

_GUESS = pattern(
    r"\b(?:(?:probably|presumably|possibly|perhaps|maybe|most likely|likely|apparently|seemingly) (?:\w+ ){0,3}?"
    r"(?:caused|due|because|a result|related|triggered|a hacker|an attack|hackers|the (?:cause|reason))"
    r"|(?:caused|due to|triggered|because of|a result of)[,:]? (?:\w+ )?(?:probably|presumably|possibly|perhaps|maybe|likely|apparently)"
    r"|(?:probably|presumably|apparently|possibly) (?:a|an|our|the|some)\b"
    r"|we (?:suspect|assume|guess|believe|think|speculate)\b"
    r"|(?:may|might|could) (?:well )?(?:have been|be) (?:caused|due|triggered|the (?:cause|result)|an? attack|related)"
    r"|(?:seems|appears) (?:to (?:be|have been) )?(?:caused|due|related|that|a|an|like)\b"
    r"|suspected (?:cause|attack|root cause))",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    for span in outward(document):
        found = _GUESS.search(document.source[span])
        if found:
            yield Hit(
                Span(span.start + found.start(), span.start + found.end()),
                f"“{' '.join(found.group().split())}” is a guess, in a text for outside",
                "Is it confirmed by now? If not: what is known, and when is the next update?",
            )


rule = Rule(
    code="COM-008",
    title="No guesses in texts for outside",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
