"""One event has one entry.

Why
    The alert, the page and the bot in the channel all tell of the same second. Three entries read like three
    events, and the real second one disappears among them.

Example
    - 2026-11-20 14:05Z Alert CheckoutErrorRate fires (evidence: alerts#1812)
    - 2026-11-20 14:05Z Alert CheckoutErrorRate fires (evidence: chat#1700489100)

Better
    - 2026-11-20 14:05Z Alert CheckoutErrorRate fires (evidence: alerts#1812, chat#1700489100)

When to ignore
    It really happened twice in that minute; then say in the second entry that it did.

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span
from howcome.checks.rule import Hit, Rule
from howcome.checks.same_event import told_twice
from howcome.document import Document

_SECONDS = 60


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "timeline"):
        return
    pairs = [(one, other) for (_, one), (_, other) in told_twice(document, _SECONDS)]
    if not pairs:
        return
    one, other = pairs[0]
    more = f", and so do {len(pairs) - 1} more pairs" if len(pairs) > 1 else ""
    yield Hit(
        item_span(other),
        f"line {other.line} tells the same as line {one.line}{more}",
        "Are these one event? Then which entry keeps the evidence of both?",
    )


rule = Rule(
    code="TL-017",
    title="One event, one entry",
    levels=levels(full="warning", standard="warning", light="info"),
    check=check,
    foreign=True,
)
