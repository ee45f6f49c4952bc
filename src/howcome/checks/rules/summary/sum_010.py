"""Summary or timeline say who or what noticed it first.

Why
    An alert, a customer or a colleague by chance: that is the first question about detection, and a customer
    who was first is a finding by itself.

Example
    - 2026-11-20 14:05Z [detected] The incident is known

Better
    - 2026-11-20 14:05Z [detected] Alert CheckoutErrorRate fires (kind: alert)

When to ignore
    Nobody can say any more; then an open question does.

Source
    Atlassian, incident management handbook; Google, Site Reliability Engineering, chapter 15.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_SOURCE = pattern(
    r"\b(?:alert\w*|alarm\w*|page[sd]?|pager\w*|monitor\w*|probe\w*|check\w*|canary|test\w*|dashboards?|graphs?|metrics?|logs?|"
    r"customers?|users?|clients?|visitors?|travellers?|conductor\w*|accountants?|support|tickets?|complain\w*|report\w*|"
    r"partners?|vendor\w*|provider\w*|researchers?|colleagues?|employees?|staff|engineers?|developers?|on-?call|responders?|"
    r"we|team|member\w*|maintainer\w*|somebody|noticed|scan\w*|audit\w*|drill|tweet\w*|mail\w*|writes|calls|call|"
    r"automatic\w*|watchdog|detector|bot|slo|budget)\b",
    re.IGNORECASE,
)
_IN_SUMMARY = pattern(
    r"\b(?:detect\w*|notic\w*|report\w*|alert\w*|alarm\w*|told|found|discover\w*|complain\w*|paged|monitor\w*)\b",
    re.IGNORECASE,
)
_TELLING_KINDS = ("alert", "page", "message", "metric", "log", "external")


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "timeline"):
        return
    entry = next((e for e in document.timeline if "detected" in e.labels and e.text), None)
    if entry is None or (entry.event or "").strip().lower() in _TELLING_KINDS or entry.actors:
        return
    if _SOURCE.search(entry.text or "") or _IN_SUMMARY.search(document.summary or ""):
        return
    yield Hit(
        item_span(entry),
        "neither the summary nor this entry says who or what noticed it first",
        "Was it an alert, a customer, a colleague, or did it recover by itself?",
    )


rule = Rule(
    code="SUM-010",
    title="Who or what noticed it first",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    gap=True,
)
