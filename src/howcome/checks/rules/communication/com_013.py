"""Texts for outside put the fault on nobody: no provider, no customer, no team.

Why
    "Due to our provider's failure" tells readers that you had no part in it, and they chose you, not the provider.
    A scapegoat outside also tells everybody inside what happens to those who make a slip.

Example
    - [ ] **Customers:** checkout failed due to our provider's failure (channel: status page)

Better
    - [ ] **Customers:** we depend on a single provider, so its failure reached you (channel: status page)

When to ignore
    The provider has said so in public, and the text says what you change about depending on it.

Source
    PagerDuty, postmortem guide; howcome's own: the rules about blame hold in every text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from howcome.checks.audiences import outward
from howcome.checks.levels import levels
from howcome.checks.rule import Hit, Rule
from howcome.document import Document, Finding
from howcome.text import Span
from howcome.text.pattern import pattern

_WHO = (
    r"(?:(?:our|a|an|the|one of our|some) )?(?:(?:upstream|third[- ]party|external|hosting|cloud|network|payment|card|mail|sms|data ?cent(?:er|re)|"
    r"telecom|cdn|dns|internet|service|software)[ -]){0,2}(?:providers?|vendors?|suppliers?|partners?|carriers?|contractors?|hosters?|"
    r"aws|amazon(?: web services)?|azure|microsoft|google(?: cloud)?|gcp|cloudflare|fastly|akamai|ovh|hetzner|digitalocean|stripe|adyen|twilio)(?:'s|’s|s'|s’)?"
)
_BLAMES = pattern(
    rf"\b(?:(?:due to|because of|caused by|owing to|as a result of|fault of|the responsibility of|triggered by) (?:\w+ (?:at|of|in|by|with|from|on the side of) )?{_WHO}"
    rf"|{_WHO} (?:is|are|was|were) (?:to blame|at fault|responsible)|outside (?:of )?our control|beyond our control|"
    r"(?:user|customer|client|operator|human) error|misuse by|improper use by)\b",
    re.IGNORECASE,
)
_OURS = pattern(
    r"\b(?:our (?:\w+-)?(?:single|design|setup|dependen\w+|own|repeated|failover|fallback|part|responsibility)|we (?:depend|relied|rely|had no|did not|have no|"
    r"are responsible|should|now|will|chose|are changing)|single-provider|that is on us)\b",
    re.IGNORECASE,
)


def conclude(document: Document, findings: Sequence[Finding]) -> Iterator[Hit]:
    said = [f.span for f in findings if f.code.startswith("B")]
    for span in outward(document):
        words = document.source[span]
        found = _BLAMES.search(words)
        if found and not _OURS.search(words):
            place = Span(span.start + found.start(), span.start + found.end())
            if any(s.start < place.end and place.start < s.end for s in said):
                continue  # a rule about blame speaks about the same words
            yield Hit(
                place,
                f"“{' '.join(found.group().split())}” puts the fault on others, in a text for outside",
                "What in our design let it reach the readers, and what changes about that?",
            )


rule = Rule(
    code="COM-013",
    title="Texts for outside put the fault on nobody",
    levels=levels(full="warning", standard="info", light="info"),
    conclude=conclude,
    category="team-blame",
    dimension="blamelessness",
)
