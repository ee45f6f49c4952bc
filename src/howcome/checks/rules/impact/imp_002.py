"""Where only a part failed, the downtime is weighed by that part: length × share, as full-equivalent minutes.

Why
    "52 minutes down" hides that 31 of 100 requests failed, and "31 %" hides for how long. The product can be
    compared with other incidents and with the error budget. It is computed, so it can be checked.

Example
    - **Downtime:** 52 min
    - **Failed requests:** 61 300 of 198 000 (31 %)

Better
    - **Duration:** 52 min, partial
    - **Failed requests:** 61 300 of 198 000 (31 %)
    - **Full-equivalent downtime:** 16.1 min (method: minutes × share of failed requests)

When to ignore
    The share changed much over time, and the sum over its parts is given with its method.

Source
    Google, Site Reliability Engineering, chapter 4; The Site Reliability Workbook, chapter 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.analysis.durations import spell
from howcome.analysis.error_budget import full_equivalent
from howcome.checks.impact_rows import EQUIVALENT, FAILING, speaks_of, title_of, window_of
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, section_span
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.checks.stated import expected_duration
from howcome.document import Document
from howcome.document.grammar import Impact
from howcome.text import Span
from howcome.text.pattern import pattern

_DOWNTIME = pattern(r"\b(?:down ?time|outage|unavailability)\b", re.IGNORECASE)
_PARTIAL = pattern(r"\b(?:partial\w*|partly|full\w*|complete\w*|total\w*|degraded)\b|%", re.IGNORECASE)
_PROSE = pattern(
    r"(?<![\d.])(?P<length>\d{1,5}(?:\.\d{1,2})?)\s?min\w*\s[^\d\n;]{0,30}\((?P<share>\d{1,3}(?:\.\d{1,3})?)\s?%[^)\n]{0,40}\)\s?"
    r"(?:=|→|are|is|makes?)\s(?:about |~)?(?P<product>\d{1,5}(?:\.\d{1,2})?)\s?(?:min\w*\s)?(?:full[- ]equivalent)",
    re.IGNORECASE,
)
#: Parts of an incident that are summed one by one may differ from length × mean share.
_SUMMED = pattern(
    r"\b(?:sum\w*|segments?|per minute|each minute|minute by minute|integrat\w*)\b|Σ", re.IGNORECASE
)
_WHOLE = 0.9
_QUESTION = "Which of the three is right: the length, the share, or the product?"


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "impact"):
        return
    stated = [i for i in document.impact if EQUIVALENT.search(i.name or "") and i.quantity.unit == "min"]
    for item in stated:
        yield from _wrong_product(document, item)
    yield from _wrong_products_in_prose(document)
    share = next((i.quantity.share for i in document.impact if _is_share_of_failure(i)), None) or 0.0
    if stated or not 0 < share < _WHOLE or speaks_of(document, EQUIVALENT):
        return
    for item in document.impact:
        if (
            _DOWNTIME.search(item.name or "")
            and item.quantity.unit == "min"
            and not _PARTIAL.search(f"{item.name} {item.text}")
        ):
            seconds = (item.quantity.value or 0) * 60
            yield Hit(
                item_span(item),
                f"{title_of(item)} reads as everything, while {share * 100:.3g} % failed: {_product(seconds, share)}",
                "Full or partial? Length × share can be compared with other incidents.",
            )
            return
    expected = expected_duration(document)
    if expected and expected.seconds > 0:
        yield Hit(
            section_span(document, "impact"),
            f"the impact gives a share and no full-equivalent downtime: {spell(expected.seconds)} at {share * 100:.3g} % are "
            f"{_product(expected.seconds, share)}",
            "Is that the number, or did the share change so much that parts have to be summed?",
            levels={"full": "info", "standard": "info", "security": "info"},
        )


def _wrong_product(document: Document, item: Impact) -> Iterator[Hit]:
    minutes = item.quantity.value or 0
    window = window_of(item)
    expected = expected_duration(document)
    length = window.seconds if window and not window.date_only else expected.seconds if expected else None
    if not length or length <= 0:
        return
    if minutes * 60 > length + 60:
        yield Hit(
            item_span(item),
            f"{title_of(item)} is {spell(minutes * 60)}, longer than the impact itself ({spell(length)})",
            _QUESTION,
        )
        return
    shares = [i.quantity.share for i in document.impact if i.quantity.share and _is_failing_then(i, item)]
    products = [full_equivalent([(length, share)]) / 60 for share in shares]
    bound = 0.25 if _SUMMED.search(f"{item.text or ''} {item.method or ''}") else 0.1
    if products and all(abs(minutes - p) > max(0.5, bound * p) for p in products):
        share = shares[0] or 0
        yield Hit(
            item_span(item),
            f"{title_of(item)} is {minutes:g} min, but {spell(length)} at {share * 100:.3g} % are {products[0]:.1f} min",
            _QUESTION,
        )


def _is_share_of_failure(row: Impact) -> bool:
    """Whether a row says which share failed, and not what would have."""
    return bool(row.quantity.share and FAILING.search(row.name or "") and "would" not in (row.name or ""))


def _is_failing_then(row: Impact, item: Impact) -> bool:
    """Whether a row counts what failed in the same time."""
    return bool(FAILING.search(row.name or "")) and (
        not row.window or not item.window or row.window == item.window
    )


def _wrong_products_in_prose(document: Document) -> Iterator[Hit]:
    for sentence in prose_of(document).sentences("impact"):
        for found in _PROSE.finditer(sentence.text):
            length, share, product = (float(found[g]) for g in ("length", "share", "product"))
            if share <= 100 and abs(length * share / 100 - product) > max(0.1, 0.02 * product):
                span = Span(sentence.span.start + found.start("product"), sentence.span.start + found.end())
                yield Hit(
                    span,
                    f"{length:g} min at {share:g} % are {length * share / 100:.1f} min, not {product:g}",
                    _QUESTION,
                )


def _product(seconds: float, share: float) -> str:
    return f"{full_equivalent([(seconds, share)]) / 60:.1f} min"


rule = Rule(
    code="IMP-002",
    title="Downtime is weighed by its share",
    levels=levels(full="error", standard="warning", light="info"),
    check=check,
    gap=True,
    dimension="evidence",
)
