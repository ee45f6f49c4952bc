"""Every line of the impact has a number, or says "none" with how that was checked, or "unknown" with who finds out.

Why
    "No data was lost" and "nobody looked" read the same without the way it was checked.

Example
    - **Lost orders:** none

Better
    - **Lost orders:** none (method: "ledger compared with the order table, 2.1 M rows")

When to ignore
    The line is a heading for lines below it, or words explain more than a number could.

Source
    PagerDuty, incident response guide; Atlassian, incident management handbook; the ten parts of a
    postmortem (docs/format.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Impact

_NONE = re.compile(r"\W*(?:none|no|nothing|zero|not affected|unaffected|nil)\b", re.IGNORECASE)
_UNKNOWN = re.compile(r"\W*(?:unknown|not known|unclear|not estimated|not measured|open)\b", re.IGNORECASE)
_CHECKED = re.compile(
    r"\b(?:check\w*|verif\w*|compar\w*|confirm\w*|audit\w*|count\w*|because|since|according|measured|query|queried|"
    r"logs?|replay\w*|reconcil\w*|scan\w*|test\w*|by)\b",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "impact"):
        return
    for item in document.impact:
        question = _question(item)
        if question:
            name = f"“{item.name}”" if item.name else "this line"
            yield Hit(item_span(item), f"{name} {question[0]}", question[1])


def _question(item: Impact) -> tuple[str, str] | None:
    words = item.text or ""
    if not words or words.endswith(":"):
        return None
    if _UNKNOWN.match(words):
        if item.owner or item.by or re.search(r"\d{4}-\d\d-\d\d|\^q|because", words):
            return None
        return "is not known, and nobody is named who finds out", "Who finds out, and by when?"
    quantity = item.quantity
    if _NONE.match(words):
        if item.method or item.evidence or _CHECKED.search(words) or quantity.value:
            return None
        return "says none, but not how that was checked", "How do we know? What was compared or counted?"
    if quantity.value is None and quantity.share is None and not re.search(r"\d", words):
        return "has no number", "How many, out of how many, and where does the number come from?"
    return None


rule = Rule(
    code="IMP-001",
    title="The impact is stated in numbers",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
)
