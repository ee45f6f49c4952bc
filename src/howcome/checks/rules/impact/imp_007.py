"""Money stands with its currency and how it was found, and an estimate as a range.

Why
    "About 50k" is repeated in meetings for months. Without its method nobody can correct it when refunds and
    late orders are known.

Example
    - **Lost revenue:** about 50 000

Better
    - **Lost revenue:** 38 000–52 000 € (method: "failed carts × conversion × mean basket"; orders that came
      later are not subtracted)

When to ignore
    No money was involved, or it is not estimated because …: say so in a line.

Source
    AWS, correction of errors; howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.impact_rows import CURRENCY, not_spoken_of, says_none, says_unknown, title_of
from howcome.checks.levels import QUIET, levels
from howcome.checks.places import is_present, item_span
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Impact
from howcome.text import Span
from howcome.text.pattern import pattern

_MONEY = pattern(
    r"\b(?:sums?|revenue|turnover|sales|income|money|costs?|expenses?|penalt(?:y|ies)|fines?|compensation|goodwill|credits|charges?)\b",
    re.IGNORECASE,
)
_AMOUNT = pattern(
    r"(?:[€$£¥]|\b(?:EUR|USD|GBP|CHF)\s?)\s?\d[\d ,.'’\u00a0\u202f]{0,20}\s?(?:k|K|M|million|bn)?\b|"
    r"\b\d[\d ,.'’\u00a0\u202f]{0,20}\s?(?:k|K|M|million|bn)?\s?(?:[€$£¥]|(?:EUR|USD|GBP|CHF|euros?|dollars?|pounds?)\b)"
)
_METHOD = pattern(
    r"[×=]|\b(?:because|counted|query|ledger|invoices?|refunds?|refunded|reimburs\w*|estimated from|based on|computed|sum of|"
    r"according to|basket|conversion|per (?:order|hour|customer|user)|credited|billed|bill|paid|report)\b",
    re.IGNORECASE,
)
_ESTIMATE = pattern(
    r"\b(?:about|around|roughly|approximately|approx|estimated?|circa|ca\.|nearly|almost)\b|[~≈]",
    re.IGNORECASE,
)
_RANGE = pattern(
    r"\d\s?(?:[€$£k%M]\s?)?(?:[–—-]|to|and|±)\s?(?:[€$£]\s?)?\d|±|\bat (?:least|most)\b", re.IGNORECASE
)
_SPOKEN = pattern(
    rf"{_MONEY.pattern}|{CURRENCY.pattern}|\b(?:refund\w*|bill\w*|invoic\w*|charged|paid|payments?|financial\w*|fees?|baskets?)\b",
    re.IGNORECASE,
)

#: Services through which money comes in or goes out.
_TRADE = pattern(
    r"pay|checkout|booking|order|billing|invoic|refund|shop|store\b|cart|sale|purchas|subscri", re.IGNORECASE
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "impact"):
        return
    lines: set[int] = set()
    for item in document.impact:
        if not _is_amount(item):
            continue
        lines.add(item.line)
        words = f"{item.name or ''} {item.text or ''}"
        if not CURRENCY.search(f"{words} {item.unit or ''}"):
            yield Hit(item_span(item), f"{title_of(item)} gives no currency", "In which currency?")
        elif not (item.method or item.evidence or _METHOD.search(item.text or "")):
            yield Hit(
                item_span(item),
                f"{title_of(item)} does not say how the sum was found",
                "What times what, and what is not counted?",
            )
        elif _ESTIMATE.search(item.text or "") and not _RANGE.search(item.text or ""):
            yield Hit(
                item_span(item),
                f"{title_of(item)} is an estimate without a range",
                "From which sum to which, with which assumptions?",
                levels=QUIET,
            )
    for sentence in prose_of(document).sentences("impact"):
        found = _AMOUNT.search(sentence.text)
        line = document.source.line_at(sentence.span.start)
        if (
            found
            and line not in lines
            and _ESTIMATE.search(sentence.text[: found.start()][-30:])
            and not _METHOD.search(sentence.text)
        ):
            span = Span(sentence.span.start + found.start(), sentence.span.start + found.end())
            yield Hit(
                span,
                f"{found.group().strip()} stands without how it was found",
                "What times what, and what is not counted?",
            )
    if not _TRADE.search(" ".join((document.title or "", *document.head.services))):
        return
    yield from not_spoken_of(
        document,
        _SPOKEN,
        "the impact says nothing about money",
        "What did it cost, from which sum to which? Or is it not estimated, and why?",
    )


def _is_amount(item: Impact) -> bool:
    """Whether a row states a sum of money."""
    if says_none(item) or says_unknown(item) or not re.match(r"[^\d\n]{0,30}\d", item.text or ""):
        return False
    if _AMOUNT.search((item.text or "")[:60]) or CURRENCY.search(item.unit or ""):
        return True
    quantity = item.quantity
    plain = quantity.value is not None and quantity.of is None and quantity.share is None
    return bool(plain and quantity.unit in (None, "k") and _MONEY.search(item.name or ""))


rule = Rule(
    code="IMP-007",
    title="Money with currency, method and range",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    gap=True,
)
