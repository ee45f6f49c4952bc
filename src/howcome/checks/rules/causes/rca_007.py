"""A cause outside of your control has one beside it that is inside: why were you exposed?

Why
    Nobody here can repair a provider, a cable or the weather. What can be changed is how much of the service
    hangs on them, and what it does when they fail.

Example
    - Why did logins fail?
      - The identity provider had an outage

Better
    - Why did logins fail?
      - The identity provider had an outage
      - Every request asks the provider anew; sessions are not kept for as long as they are valid

When to ignore
    You decided to live with it; write it down as an accepted risk.

Source
    Atlassian, incident management handbook; howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.causes import children, leaves
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_OUTSIDE = pattern(
    r"\W*(?:(?:the|our|an?|one of our|one region of (?:our|the))\s)?(?:\w+\s){0,2}?"
    r"(?:aws|amazon|azure|gcp|google cloud|cloudflare|fastly|akamai|github|gitlab\.com|slack|stripe|twilio|"
    r"(?:cloud |card |payment |identity |hosting |dns |network |internet |service |mail |sms )?(?:providers?|vendors?|suppliers?)|"
    r"carrier|isp|third[- ]party|upstream provider|data cent(?:er|re)(?: operator)?|power (?:company|grid|supply)|registrar)"
    r"(?:['’]s\s\w+(?:\s\w+)?|\s\w+)?\s"
    r"(?:had|has|suffered|experienced|was|were|went|failed|fails|did not|didn['’]t|does not|stopped|lost|returned|broke|changed|"
    r"limits?|throttled|refused|rejected|timed out|crashed|outage|incident)\b",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "causes"):
        return
    below = children(document)
    above = {id(c): parent for c, parent in document.parents()}
    for cause in leaves(document):
        parent = above[id(cause)]
        if parent is None or len(below.get(id(parent), [])) > 1 or not _OUTSIDE.match(cause.text or ""):
            continue
        yield Hit(
            item_span(cause),
            "this chain of why ends outside of what you control",
            "Why did their failure reach your users, and what would have let you go on without them?",
        )


rule = Rule(
    code="RCA-007",
    title="Causes outside have one inside beside them",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
