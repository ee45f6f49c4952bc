"""The severity is argued: which threshold of your scale was met.

Why
    Severity decides who is woken and how long the review takes. The threshold that was met makes it
    comparable, and shows when a scale no longer fits.

Example
    SEV-2

Better
    SEV-2: more than 1 % of the accounts for more than 30 minutes

When to ignore
    Your scale has a single level.

Source
    GitLab, incident management handbook; the ten parts of a postmortem (docs/format.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.impact_rows import not_spoken_of
from howcome.checks.levels import levels
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_SEVERITY = r"(?:SEV(?:ERITY)?[ -]?\d|[SP][0-4])\b"
_REASON = r"(?:because|since|as|when|where|threshold|matrix|criteri\w+|scale|meets?|met|for|more than|less than|[>≥<≤:(–—])"
_ARGUED = pattern(
    rf"\b{_SEVERITY}[^.\n]{{0,60}}?\s?{_REASON}|{_REASON}[^.\n]{{0,60}}\b{_SEVERITY}|\bseverity\b[^.\n]{{0,40}}(?:because|since|as|threshold|matrix|criteri\w+|:)",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    if not document.head.severity:
        return
    said = [document.summary or "", *(e.text or "" for e in document.timeline)]
    if any(_ARGUED.search(words) for words in said):
        return
    yield from not_spoken_of(
        document,
        re.compile(rf"{_ARGUED.pattern}|\bseverity\b|\b{_SEVERITY}", re.IGNORECASE),
        f"nothing says why this was {document.head.severity}",
        "Which threshold of your scale was met?",
    )


rule = Rule(
    code="IMP-017",
    title="The severity is argued",
    levels=levels(full="info", standard="info", light=None),
    check=check,
    gap=True,
)
