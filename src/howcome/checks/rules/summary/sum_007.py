""" "Outage" and "down" are said only where nearly everything failed.

Why
    Customers read "outage" as everything down. Where four in a hundred requests failed, the word makes the
    incident larger than it was, and the real outage later looks the same.

Example
    A 3-hour outage of checkout, with 4 % of the requests failing

Better
    For 3 hours, 4 % of the requests to checkout failed

When to ignore
    One part was down completely, and the sentence names that part.

Source
    PagerDuty, incident response guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, title_span
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Impact
from howcome.text import Span
from howcome.text.pattern import pattern

_FULL = 0.9
_WORD = pattern(
    r"\b(?:outages?|downtime|(?:was|were|went|is|being|completely|entirely|hard) down|(?:completely|entirely|totally) unavailable)\b",
    re.IGNORECASE,
)
_LIMITED = pattern(
    r"\b(?:partial\w*|partly|brief|near-?|no|not|never|without|avoid\w*|instead|almost|regions?|zones?|cells?|shards?|"
    r"clusters?|nodes?|replicas?|copies|instances?|one of|some|provider\w*|partner\w*|vendor\w*|upstream|drill|simulat\w*|"
    r"equivalent)\b",
    re.IGNORECASE,
)
_COUNTED = pattern(
    r"requests?|users?|customers?|orders?|bookings?|payments?|searches|sessions?|accounts?|errors?|availab\w*|transactions?|"
    r"log-?ins?|sign-?ins?|calls?|queries|messages?|checkouts?|visitors?|tenants?",
    re.IGNORECASE,
)

#: Rows about what kept working.
_SPARED = pattern(
    r"\b(?:not|un)[ -]?affected\b|\b(?:succe\w+|served|answered|delivered|spared)\b", re.IGNORECASE
)


def check(document: Document) -> Iterator[Hit]:
    share = _largest_share(document)
    if share is None or share >= _FULL or not is_present(document, "incident-summary"):
        return
    for sentence in prose_of(document).sentences("incident-summary"):
        found = _WORD.search(sentence.text)
        if found and not _LIMITED.search(sentence.text):
            start = sentence.span.start
            yield _hit(Span(start + found.start(), start + found.end()), found.group(), share)
            return
    found = _WORD.search(document.title or "")
    if found and not _LIMITED.search(document.title or ""):
        yield _hit(title_span(document), found.group(), share)


def _largest_share(document: Document) -> float | None:
    """The largest share of users, requests or the like that the impact states."""
    shares = [
        item.quantity.share
        for item in document.impact
        if item.quantity.share and not _SPARED.search(item.name or "") and _COUNTED.search(_counts(item))
    ]
    return max(shares, default=None)


def _counts(item: Impact) -> str:
    """What a row counts: its name, its unit, and the words up to its first share."""
    return f"{item.name or ''} {item.unit or ''} {(item.text or '').partition(')')[0]}"


def _hit(span: Span, words: str, share: float) -> Hit:
    return Hit(
        span,
        f"“{' '.join(words.split())}” reads as everything, and the impact says {share * 100:.3g} %",
        "Was it degraded, slow, or failing for some? Which word says how much?",
    )


rule = Rule(
    code="SUM-007",
    title="“Outage” means all of it",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
