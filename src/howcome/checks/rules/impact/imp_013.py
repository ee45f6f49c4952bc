"""Contracts are answered for: which agreement, kept or not, and what is due.

Why
    Whether an agreement was broken is asked by customers and lawyers, months later. The number that decides
    it is at hand now.

Example
    - **SLA:** 99.95 % a month

Better
    - **SLA:** 99.95 % a month, not breached (99.971 %)

When to ignore
    No agreement promises anything; a line that says so saves the question.

Source
    Microsoft, Azure post-incident reviews; howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.impact_rows import not_spoken_of, says_none, says_unknown, title_of, told_elsewhere
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Impact
from howcome.text.pattern import pattern

_NAMED = pattern(
    r"\bSLAs?\b|\b(?:service[- ]level )?agreements?\b|\bcontracts?\b|\bcontractual\b", re.IGNORECASE
)
_SPOKEN = pattern(rf"{_NAMED.pattern}|\b(?:service )?credits?\b|\bcontractually\b", re.IGNORECASE)
_PROMISED = pattern(
    r"\bSLAs?\b|\bservice credits?\b|\bcontractual\w*|\benterprise (?:customers?|plan)\b", re.IGNORECASE
)
_VERDICT = pattern(
    r"\b(?:breach\w*|broken|broke|violat\w*|met|kept|held|missed|within|exceeded|credits?|penalt\w+|due|none|no|not|below|above|owed)\b",
    re.IGNORECASE,
)
_PERCENT = pattern(r"(?<![\d.])(\d{2}(?:\.\d{1,5})?)\s?%")
_KEPT = pattern(
    r"\b(?:not (?:been )?(?:breached|broken|violated|missed)|no breach|met|kept|held|within|unbroken)\b",
    re.IGNORECASE,
)
_BROKEN = pattern(r"\b(?:breached|broken|violated|missed|not (?:met|kept|held))\b", re.IGNORECASE)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "impact"):
        return
    for item in document.impact:
        if not _NAMED.search(item.name or "") or says_unknown(item):
            continue
        words = item.text or ""
        wrong = _contradiction(words)
        if wrong:
            yield Hit(
                item_span(item),
                f"{title_of(item)} {wrong}",
                "Which is right: the verdict, or one of the numbers?",
            )
        elif not says_none(item) and not _VERDICT.search(words) and not _is_met_by_numbers(item):
            yield Hit(
                item_span(item),
                f"{title_of(item)} does not say whether it was kept",
                "Kept or broken, measured as what, and what is due to whom?",
            )
    if not told_elsewhere(document, _PROMISED):
        return
    yield from not_spoken_of(
        document,
        _SPOKEN,
        "the impact says nothing about contracts",
        "Which agreements promise what, were they kept, and what is due? If none promises anything: say so.",
    )


def _contradiction(words: str) -> str | None:
    """A verdict that the two numbers beside it deny: the promise first, then what was measured."""
    shares = [float(s) for s in _PERCENT.findall(words)]
    if len(shares) != 2 or min(shares) < 50:
        return None
    promised, measured = shares
    kept = bool(_KEPT.search(words)) and not re.search(r"\bnot (?:met|kept|held)\b", words, re.IGNORECASE)
    broken = bool(_BROKEN.search(_KEPT.sub(" ", words) if kept else words))
    if kept and not broken and measured < promised:
        return f"says that it was kept, and {measured:g} % is less than {promised:g} %"
    if broken and not kept and measured >= promised:
        return f"says that it was broken, and {measured:g} % is not less than {promised:g} %"
    return None


def _is_met_by_numbers(item: Impact) -> bool:
    return len(_PERCENT.findall(item.text or "")) > 1


rule = Rule(
    code="IMP-013",
    title="Contracts are answered for",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    gap=True,
)
