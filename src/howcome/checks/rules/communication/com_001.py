"""The communication plan names who hears of it: responders, engineering, leadership, support, customers.

Why
    "We will share this" reaches nobody in particular. Each group needs other words, from somebody, by a
    date. Customers are asked for only where the impact names them.

Example
    - [ ] **Engineering:** what happened and what changes

Better
    - [ ] **Engineering:** what happened and what changes (channel: weekly demo; owner: Ines; by: 2026-11-27)
    - [ ] **Support:** what to answer when customers ask (channel: macro; owner: Teun; by: 2026-11-21)

When to ignore
    A small company where one message reaches all; call the audience "everyone", and it counts for all.

Source
    PagerDuty, postmortem guide; GitLab handbook, incident review; the ten parts of a postmortem
    (docs/format.md).
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.audiences import AUDIENCES, CUSTOMERS
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, lines_of, listed, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "communication") or not document.communications:
        return
    said = [" ".join(w for w in (c.audience, c.channel) if w) for c in document.communications]
    missing = [name for name, pattern in AUDIENCES.items() if not any(pattern.search(w) for w in said)]
    if _concerns_customers(document) and not any(CUSTOMERS.search(w) for w in said):
        missing.append("customers")
    if missing:
        yield Hit(
            section_span(document, "communication"),
            f"nothing is planned for {listed(missing, 'or')}",
            "What do they need to know, through which channel, from whom, by when?",
        )
    vague = [
        c for c in document.communications if c.text and not c.done and not (c.channel and c.owner and c.by)
    ]
    if vague:
        words = "this message has" if len(vague) == 1 else f"{len(vague)} messages have"
        where = "" if len(vague) == 1 else f" ({lines_of(vague)})"
        yield Hit(
            item_span(vague[0]),
            f"{words} no channel, owner or date{where}",
            "Through which channel, from whom, by when?",
        )


def _concerns_customers(document: Document) -> bool:
    return any(CUSTOMERS.search(f"{i.name or ''} {i.text or ''}") for i in document.impact)


rule = Rule(
    code="COM-001",
    title="Everybody who needs to know is in the plan",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
)
