"""Every number of the impact says how it was found.

Why
    Somebody will ask where 14 812 comes from: an auditor, a customer, or yourself in a year. The query, the method or
    the evidence answers it, and lets it be counted again.

Example
    - **Affected customers:** 14 812 of 478 100 (3.1 %)

Better
    - **Affected customers:** 14 812 of 478 100 (3.1 %) (evidence: warehouse#q2; method: "distinct customers with a failed request")

When to ignore
    The number is counted on one hand.

Source
    Google, Site Reliability Engineering, chapter 15 (is the impact assessment complete?); howcome's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Impact
from howcome.text.pattern import pattern

#: Smaller numbers need no calculation.
_COUNTED = 20
_HOW = pattern(
    r"`|https?://|\]\(|\b(?:quer(?:y|ied)|counted|compared?|measured|estimat\w+|sampl\w+|from the|according to|checked|against|= |×|\* |"
    r"computed|derived|by marks|sum of|see |Q\d|E\d|× |report(?:ed)? by|log(?:s|ged)?|not known|unknown|so far)\b|[×=≈~]",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "impact"):
        return
    bare = [i for i in document.impact if i.text and _is_bare(document, i)]
    if bare:
        words = "this number does" if len(bare) == 1 else f"{len(bare)} numbers do"
        where = "" if len(bare) == 1 else f" ({lines_of(bare)})"
        yield Hit(
            item_span(bare[0]),
            f"{words} not say how it was found"
            if len(bare) == 1
            else f"{words} not say how they were found{where}",
            "Which query, count or file gives it (`evidence: …` or `method: …`)?",
        )


def _is_large(impact: Impact) -> bool:
    """Whether a number is worth a calculation: no duration, and more than one counts on the fly."""
    quantity = impact.quantity
    if quantity.unit == "min":
        return False  # a duration follows from the marks
    value = quantity.value if quantity.value is not None else (quantity.share or 0) * 100
    return max(value, quantity.of or 0) > _COUNTED


def _is_bare(document: Document, impact: Impact) -> bool:
    if impact.evidence or impact.method or _HOW.search(document.source[impact.cells["text"].span]):
        return False
    return _is_large(impact)


rule = Rule(
    code="APP-008",
    title="Every number of the impact says how it was found",
    levels=levels(full="warning", standard="info"),
    check=check,
    gap=True,
)
