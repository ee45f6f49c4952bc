"""No secret and no contact of a person stands in the text.

Why
    Pasted logs bring keys, tokens, addresses and numbers along. A document is copied, mailed and searched
    for years. A secret that stood in a text is no longer one: change it, besides blanking it here.

Example
    The line in the log was `password=` followed by the password.

Better
    The line in the log was `password=[redacted password]`.

When to ignore
    The value is an invented example, or a public address such as that of your status page.

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.analysis.secrets import CONTACTS, Secret, find_secrets
from howcome.checks.levels import levels
from howcome.checks.rule import Hit, Rule
from howcome.document import Document, Fix
from howcome.text import Edit, Span
from howcome.text.pattern import pattern

#: Addresses of teams, of lists and of nobody.
_SHARED_BOX = pattern(
    r"(?:security|support|info|help|helpdesk|no-?reply|abuse|press|contact|hello|team|admin|status|privacy|legal|"
    r"incidents?|feedback|sales|git|webmaster|postmaster|dev|ops|sre|on-?call|devops|users|list|community|"
    r"engineering|noc|soc|csirt|cert)(?:[+.-][^@]*)?@"
    r"|[\w.-]{1,40}[-_](?:team|dev|ops|users|list|announce|oncall)@"
    r"|.*@(?:googlegroups\.com|groups\.io|lists?\.[\w.-]+)\Z"
    r"|.*@(?:[\w.-]+\.)?(?:example\.\w+|test|invalid|users\.noreply\.github\.com)\Z",
    re.IGNORECASE,
)
_QUIET = levels(full="warning", standard="warning", light="warning")


def check(document: Document) -> Iterator[Hit]:
    text = document.source.text
    data = _metadata(document)
    ids = {c.span.end: c.span.start for item in document.items if (c := item.cells.get("id"))}
    for secret in find_secrets(text):
        span = Span(secret.start, secret.end)
        if ids.get(span.end, span.end + 1) - 1 <= span.start:
            continue  # "… lets the next one pass ^a0a01": the word before an item's id does not make it a password
        if secret.kind == "e-mail" and _SHARED_BOX.match(document.source[span]):
            continue
        if secret.kind in CONTACTS and any(d.start <= span.start < d.end for d in data):
            continue
        yield _hit(secret, span)


def _metadata(document: Document) -> list[Span]:
    """Where people may be named with their address: the head and owners of items."""
    spans = [document.head.span]
    for item in document.items:
        spans += (c.span for n, c in item.cells.items() if n in ("owner", "responsible", "actors"))
    return spans


def _hit(secret: Secret, span: Span) -> Hit:
    # Digits may be something else than a phone number; blanking them would change a fact.
    safe = secret.kind != "phone"
    fix = Fix(f"blank the {secret.kind}", (Edit(span, secret.marker),), safe=safe)
    if secret.kind in CONTACTS:
        name = "an e-mail address" if secret.kind == "e-mail" else "a phone number"
        words, question = f"{name} stands in the text", "Which role or team could stand here instead?"
        return Hit(span, words, question, (fix,), _QUIET)
    return Hit(
        span,
        f"a {secret.kind} stands in the text",
        "Was it changed since? Blank it here, and treat it as known to others.",
        (fix,),
    )


rule = Rule(
    code="APP-005",
    title="No secrets in the text",
    levels=levels(full="error", standard="error", light="error"),
    check=check,
    foreign=True,
)
