"""Where personal data or a regulated service is affected, the document says what is due to whom, and when.

Why
    Legal clocks run in hours. A document that names the fact and not the clock leaves the next reader to
    find out whether somebody acted.

Example
    - **Personal data:** 312 addresses were shown to other customers

Better
    - **Personal data:** 312 addresses were shown to other customers
    - **Authority:** aware 2026-11-20 15:10Z, due 2026-11-23 15:10Z, reported 2026-11-22 09:20Z

When to ignore
    Your legal team keeps the clock elsewhere; a line that says so is enough.

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present
from howcome.checks.prose import Sentence, prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text import Span

_FLAG = re.compile(
    r"\b(?:personal data|personally identifiable|health data|patient data|cardholder data|pii)\b", re.I
)
_DENIED = re.compile(r"\b(?:no|not|none|never|nor|without|unaffected|nothing)\b|\b0\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b(?:deadline|authority|regulator\w*|supervisory|data protection|notifiable|reportable|filed|art(?:icle|\.)\s?33|"
    r"72\s?(?:h|hours)|24\s?(?:h|hours)|legal)\b",
    re.IGNORECASE,
)
_TAGS = frozenset({"personal-data", "gdpr", "pii", "privacy", "regulated", "dora", "nis2", "hipaa", "pci"})


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "impact"):
        return
    flagged = _flagged(document)
    if flagged is None or _CLOCK.search(document.source.text):
        return
    yield Hit(
        flagged,
        "this touches personal data or a regulated service, and no deadline is named",
        "Whom must we tell, by when, and when was it done? If nobody: who decided that?",
    )


def _flagged(document: Document) -> Span | None:
    tags = document.head.cells.get("tags")
    if tags and _TAGS & {t.lower() for t in document.head.tags}:
        return tags.span
    for sentence in prose_of(document).sentences("impact"):
        found = _FLAG.search(sentence.text)
        if found and not _denied(document, sentence):
            return Span(sentence.span.start + found.start(), sentence.span.start + found.end())
    return None


def _denied(document: Document, sentence: Sentence) -> bool:
    line = document.source.line_span(document.source.line_at(sentence.span.start))
    return bool(_DENIED.search(sentence.text) or _DENIED.search(document.source[line]))


rule = Rule(
    code="IMP-014",
    title="Legal clocks are named where data or rules are affected",
    levels=levels(full="error", standard="error", light="warning"),
    check=check,
    gap=True,
)
