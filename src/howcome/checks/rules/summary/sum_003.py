"""The first sentence says what users saw.

Why
    A name of a component tells those who know the system, and nobody else. What could not be done, by whom,
    is what every reader can take in; the mechanism comes second.

Example
    The etcd quorum was lost.

Better
    Customers could not sign in, because a coordination service had lost its majority.

When to ignore
    The users of the service are engineers, and the component is what they use.

Source
    Microsoft, Azure status history; howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_SEEN = pattern(
    r"(?<![\w/.-])(?:users?|customers?|clients?|people|everybody|everyone|anybody|anyone|nobody|visitors?|readers?|members?|accounts?|"
    r"tenants?|merchants?|partners?|passengers?|patients?|students?|researchers?|developers?|contributors?|teams?|staff|"
    r"employees?|travellers?|players?|subscribers?|agents?|accountants?|buyers?|guests?|"
    r"requests?|orders?|payments?|bookings?|logins?|sign-?ins?|searches|search|mails?|e-?mails?|messages?|invoices?|refunds?|"
    r"tickets?|uploads?|downloads?|builds?|deploys?|deployments?|pages?|site|website|app|checkout|reports?|links?|calls?|"
    r"transactions?|sessions?|jobs?|notifications?|quotes?|backups?|records?|data|files?|queries|"
    r"unavailab\w*|unreachable|inaccessible|outage|downtime|down|offline|slow\w*|delay\w*|late|degrad\w*|interrupt\w*|disrupt\w*|"
    r"wrong|missing|could ?n[o']t|cannot|unable|not able|errors?|latency|drill)(?![\w/-])|%",
    re.IGNORECASE,
)
_BROKE = pattern(
    r"\b(?:lost|loses|crash\w*|fail\w*|broke|breaks|ran out|runs out|exhaust\w*|restart\w*|deadlock\w*|corrupt\w*|expire[ds]?|filled|full|"
    r"stopped|stops|died|hung|evicted|deleted|leak\w*|overload\w*|saturated|misconfigured|lack(?:s|ed)|had no|killed|terminated|elected|"
    r"disappear\w*|diverged|stalled|locked|dropped)\b",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "incident-summary"):
        return
    first = next(iter(prose_of(document).sentences("incident-summary")), None)
    if first is None or _SEEN.search(first.text) or not _BROKE.search(first.text):
        return
    yield Hit(
        first.span,
        "the summary begins with what broke, not with what users saw",
        "What could users not do, as it looked from their side of the screen?",
    )


rule = Rule(
    code="SUM-003",
    title="The summary begins with what users saw",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
