"""The impact begins with what users saw, and not with what a component did.

Why
    Support, customers and leaders look here for what happened to people. "5xx from gw-3" tells them nothing,
    and it does not tell engineers what it was like either.

Example
    - **5xx from gw-3:** 12 % of responses

Better
    - **Payments:** 12 % ended with "try again later" (5xx from the gateway)

When to ignore
    The users of the service are programs, and the line says which.

Source
    Atlassian, incident management handbook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, section_span
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_COMPONENT = pattern(
    r"\b(?:[45]xx|(?:http )?50[0-4]s?|cpu|memory|heap|pods?|nodes?|replicas?|threads?|connections?|queue depth|consumer lag|disk|i/?o|kernel|"
    r"latency p\d\d|p99|qps|load average|containers?|upstreams?|quorum|sockets?|gc pauses?|oom\w*|[a-z]+-\d{1,3})\b",
    re.IGNORECASE,
)
_PEOPLE = pattern(
    r"\b(?:users?|customers?|clients?|visitors?|travellers?|passengers?|people|accounts?|tenants?|merchants?|members?|players?|students?|"
    r"patients?|readers?|subscribers?|teams?|developers?|support|orders?|bookings?|payments?|tickets?|checkouts?|log-?ins?|sign-?ins?|"
    r"searches|refunds?|invoices?|messages|mails?|e-?mails?|uploads?|downloads?|pages?|requests?|builds?|jobs|could not|unable to|saw|"
    r"website|site|app|deliver\w*|purchases?|sessions|reports?|data|revenue|downtime|duration|outage|services?)\b",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "impact"):
        return
    for item in document.impact:
        words = f"{item.name or ''}: {item.text or ''} {item.unit or ''}"
        if not _COMPONENT.search(words) or _PEOPLE.search(words):
            return
        yield Hit(
            item_span(item),
            f"the impact begins with a component (“{(item.name or item.text or '')[:60]}”)",
            "What did users see or miss? That line first, the component after it.",
        )
        return
    sentence = next(iter(prose_of(document).sentences("impact")), None)
    if (
        sentence
        and _COMPONENT.search(sentence.text)
        and not any(_PEOPLE.search(s.text) for s in prose_of(document).sentences("impact"))
    ):
        yield Hit(
            section_span(document, "impact"),
            "the impact speaks of components alone",
            "What did users see or miss?",
        )


rule = Rule(
    code="IMP-016",
    title="Users first, components after",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
