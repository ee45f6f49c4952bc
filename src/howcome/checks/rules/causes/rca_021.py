"""A cause says what was there, and not what was lacking.

Why
    "Lack of a canary" is a solution in disguise: it names one of many things that were not there, and ends
    the search. What was there instead can be looked at and changed.

Example
    - Lack of a canary for configuration

Better
    - Configuration goes to all regions in one step; only code has stages

When to ignore
    Something that was promised or had been there before is gone; then say since when.

Source
    Bergström, Three analytical traps in accident investigation; PagerDuty, incident response guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.blame.labels import is_label
from howcome.checks.levels import levels
from howcome.checks.places import is_present
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text import Span
from howcome.text.pattern import pattern

_LACK = pattern(
    r"\b(?:(?:the\s)?(?:complete\s|total\s|general\s)?(?:lack|absence)\sof\s(?!(?:data|space|memory|disk|capacity|resources|cpu|"
    r"evidence|storage|inodes|connections|quorum|ip)\b)(?:an?\s|any\s|the\s|proper\s|sufficient\s|adequate\s)?[\w-]+(?:\s[\w-]+)?"
    r"|(?<=[-*•] )missing\s(?:monitoring|alerts?|alerting|tests?|testing|documentation|validation|checks?|canary|limits?|review|"
    r"runbooks?|safeguards?|automation)\b)",
    re.IGNORECASE,
)
#: The sentence goes on to say what was there.
_INSTEAD = pattern(
    r"\b(?:instead|so that|rather|only|because|since)\b|[:;]|\bto (?:the|a) lack\b|\b(?:meant|means) that\b",
    re.IGNORECASE,
)
_MOST = 2
_QUESTION = "What was there instead, and how did it work that day?"


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "causes"):
        return
    found: list[tuple[Span, str]] = []
    for sentence in prose_of(document).sentences("causes"):
        start = sentence.span.start
        # The bullet of a list stands in front of the first sentence of its item.
        before = document.source.text[max(0, start - 2) : start]
        words = before + sentence.text
        lack = _LACK.search(words)
        if lack and not is_label(sentence.text.strip()) and not _INSTEAD.search(words[lack.end() :]):
            at = start - len(before)
            found.append((Span(at + lack.start(), at + lack.end()), " ".join(lack.group().split())))
    if len(found) > _MOST:
        lines = ", ".join(str(document.source.line_at(span.start)) for span, _ in found[:8])
        yield Hit(found[0][0], f"{len(found)} causes say what was lacking (lines {lines})", _QUESTION)
        return
    for span, said in found:
        yield Hit(span, f"“{said}” says what was not there", _QUESTION)


rule = Rule(
    code="RCA-021",
    title="What was there, not what was lacking",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    foreign=True,
)
