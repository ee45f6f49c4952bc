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
_PEOPLE = (
    r"(?:authorit(?:y|ies)|regulators?|customers?|clients?|users?|partners?|public|subscribers?|tenants?|merchants?|travellers?|"
    r"passengers?|patients?|guests?|players?|members?|students?|accountants?|employers?|buyers?|readers?|community|press|everybody|everyone)"
)
#: Somebody tells people outside something, or they are told; that they call or write is no notice.
_NOTICE = pattern(
    r"\b(?:status ?page|statuspage|banner|newsletter|tweet\w*|macro|(?<!was )(?<!were )(?<!been )announce[sd]?|apolog\w*)\b"
    r"|\b(?:tells?|told|inform\w*|notif\w*|writes? to|wrote to|mail(?:s|ed)?|e-?mail(?:s|ed)?|answer(?:s|ed)?|repl(?:y|ies|ied) to|calls?|called|"
    r"messages? to|texts? (?:to|for)|letters? to|mails? to|notice to|note to|post(?:s|ed)? (?:to|for)|explain\w*|updates? (?:to|for)|publish\w*|sends?|sent)"
    rf"\s(?:[\w-]+\s){{0,4}}{_PEOPLE}\b"
    r"|\b(?:mails?|e-?mails?|letters?|messages?|texts?|notices?|calls?|answers?) to (?:all|each|every|both|the|those|\d)\b(?! (?:staff|team|engineers?|responders?))"
    rf"|\b{_PEOPLE}(?:\s[\w-]+){{0,3}}\s(?:are|were|is|was|get|gets|got|hear|heard|read|receives?|received)\s(?:[\w-]+\s){{0,2}}"
    r"(?:told|informed|notified|mails?|mailed|letters?|messages?|texts?|answers?|answered|notice|calls?|called|that)\b",
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
    return bool(_NOTICE.search(words))


rule = Rule(
    code="TL-016",
    title="The timeline says when people outside were told",
    levels=levels(full="warning", standard="info", light=None),
    check=check,
    gap=True,
    dimension="communication",
)
