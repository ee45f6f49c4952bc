"""The timeline says when people outside were told.

Why
    How long customers were left to find out for themselves is often what they remember. It can only be
    computed when the first notice is an entry.

Example
    - [x] **Customers:** what failed (channel: status page)

    in the communication plan, and no such entry in the timeline

Better
    - 2026-11-20 14:19Z Status page: Investigating – some orders fail (kind: status; evidence: status-page#1)

When to ignore
    Nobody outside was told during the incident; then say so in an entry, or under what to change.

Source
    PagerDuty, incident response guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.audiences import is_outside
from howcome.checks.levels import levels
from howcome.checks.places import is_present, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import TimelineEntry
from howcome.text.pattern import pattern

_FEWEST = 5
_OUTSIDE = pattern(
    r"\b(?:status ?page|statuspage|banner|newsletter|press|tweet\w*|authority|regulator|customers?|clients?|users?|partners?|"
    r"public\w*|subscribers?|tenants?|merchants?|travellers?|passengers?|accountants?|community|mail to|mails?|macro|support)\b",
    re.IGNORECASE,
)
_TOLD = pattern(
    r"\b(?:status ?page|statuspage|banner|tell|tells|told|inform\w*|notif\w*|announc\w*|post\w*|publish\w*|mail\w*|writes?|wrote|"
    r"answers?|answered|repl(?:y|ies|ied)|call\w*|updat\w*|explain\w*|apolog\w*|says?|said|text|message\w*|macro|get|gets)\b",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    if len(document.timeline) < _FEWEST or not is_present(document, "timeline"):
        return
    outside = [c for c in document.communications if is_outside(c.audience or "", c.channel or "")]
    if outside and not any(_is_notice(e) for e in document.timeline):
        yield Hit(
            section_span(document, "timeline"),
            f"no entry says when people outside ({outside[0].audience or 'customers'}) were told",
            "When did they hear of it first, through which channel, and when that it was over?",
        )


def _is_notice(entry: TimelineEntry) -> bool:
    words = entry.text or ""
    if (entry.event or "").strip().lower() == "status":
        return True
    return bool(_OUTSIDE.search(words) and _TOLD.search(words))


rule = Rule(
    code="TL-016",
    title="The timeline says when people outside were told",
    levels=levels(full="warning", standard="info", light=None),
    check=check,
    gap=True,
    dimension="communication",
)
