"""What goes outside names no hosts, internal addresses, people or secrets.

Why
    Readers outside need to know what happened to them. Names of machines and people help attackers and
    put colleagues on display.

Example
    - [ ] **Customers:** db-prod-17 stopped after a change by Mira (channel: status page)

Better
    - [ ] **Customers:** a database stopped after a change of its configuration (channel: status page)

When to ignore
    The name is public anyway, such as the address of your service.

Source
    PagerDuty, postmortem guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.analysis.secrets import CONTACTS, find_secrets
from howcome.checks.audiences import outward
from howcome.checks.blame.people_named import people_of, roster_of
from howcome.checks.known_people import people_in
from howcome.checks.levels import levels
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.checks.settings import Settings, names_policy
from howcome.document import Document
from howcome.text import Span
from howcome.text.pattern import pattern

_PRIVATE = pattern(
    r"(?<![\d.])(?:10(?:\.\d{1,3}){3}|192\.168(?:\.\d{1,3}){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d{1,3}){2})(?![\d.]*\d)"
)
_INTERNAL = pattern(
    r"(?<![\w.@-])[a-z0-9][a-z0-9-]{0,62}(?:\.[a-z0-9-]{1,63}){0,4}\.(?:internal|local|corp|lan|intra|cluster\.local)(?![\w-])",
    re.IGNORECASE,
)
_HOST = pattern(r"(?<![\w.@/-])[a-z][a-z0-9]{0,20}(?:-[a-z0-9]{1,20}){1,5}(?![\w@/-]|\.\w)")
#: A ticket of a tracker; norms, encodings and severities look alike.
_TICKET = pattern(
    r"(?<![\w/.-])(?!(?:SEV|UTF|UTC|GMT|CVE|ISO|RFC|SHA|TLS|SSL|HTTP|AES|MD|EN|DIN|COVID|IEEE|ANSI|IPV|P|S|Q|H|INC|ID|NO|FAQ|PCI|SOC|EU|US|ART)-)"
    r"[A-Z]{2,8}-\d{1,6}(?![\w-])"
)
_HOST_WORDS = frozenset(
    """
    prod prd production stage staging stg dev test db sql pg mysql redis cache kafka web app api node host
    srv server vm lb gw ip k8s worker master replica primary
    """.split()  # noqa: SIM905
)


def check(document: Document, settings: Settings) -> Iterator[Hit]:
    policy = names_policy(document, settings)
    roster = roster_of(people_of(document))
    for place in outward(document):
        words = document.source[place]
        for what, start, end in _found(words):
            yield _hit(
                place.start + start, place.start + end, f"this text is meant for outside and names {what}"
            )
        places = [(m.start, m.end) for m in roster.find(words)]
        places += ((n.start, n.end) for n in people_in(document, _prose(document, place), policy))
        for start, end in places:
            yield _hit(
                place.start + start,
                place.start + end,
                "this text is meant for outside and names a person",
            )
        for secret in find_secrets(words):
            if secret.kind not in CONTACTS:
                yield _hit(
                    place.start + secret.start,
                    place.start + secret.end,
                    f"this text is meant for outside and holds a {secret.kind}",
                )


def _prose(document: Document, place: Span) -> str:
    """The words of a place as prose; fields such as its owner are blank."""
    return prose_of(document).text[place.start : place.end]


def _found(words: str) -> Iterator[tuple[str, int, int]]:
    for found in _PRIVATE.finditer(words):
        yield "an internal address", *found.span()
    for found in _INTERNAL.finditer(words):
        yield "an internal host", *found.span()
    for found in _TICKET.finditer(words):
        yield "an internal ticket", *found.span()
    for found in _HOST.finditer(words):
        parts = found.group().split("-")
        numbered = re.fullmatch(r"(?:[a-z]{0,8})?\d{1,4}", parts[-1])
        if numbered and _HOST_WORDS & {re.sub(r"\d+\Z", "", p) for p in parts}:
            yield "an internal host", *found.span()


def _hit(start: int, end: int, message: str) -> Hit:
    return Hit(
        Span(start, end), message, "What would a customer call it: a database, a colleague on call, a region?"
    )


rule = Rule(
    code="COM-003",
    title="Nothing internal in texts for outside",
    levels=levels(full="error", standard="error", light="warning"),
    configured=check,
)
