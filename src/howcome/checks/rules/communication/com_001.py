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

import re
from collections.abc import Iterator

from howcome.checks.audiences import AUDIENCES, CUSTOMERS
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, lines_of, listed, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Communication


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "communication") or not document.communications:
        return
    said = [" ".join(w for w in (c.audience, c.channel) if w) for c in document.communications]
    named = [c.audience or c.channel or "" for c in document.communications]
    missing = [name for name, pattern in AUDIENCES.items() if not any(pattern.search(w) for w in named)]
    if _concerns_customers(document) and not any(CUSTOMERS.search(w) for w in said):
        missing.append("customers")
    if missing:
        yield Hit(
            section_span(document, "communication"),
            f"nothing is planned for {listed(missing, 'or')}",
            "What do they need to know, through which channel, from whom, by when?",
        )
    yield from _incomplete(document)


#: field → how its absence is said.
_ASKED = {"channel": "channel", "owner": "owner", "by": "date"}


def _incomplete(document: Document) -> Iterator[Hit]:
    """Messages without a channel, an owner or a date, said once. A sent one needs them too, unless evidence shows it."""
    found = [(c, missing) for c in document.communications if c.text and (missing := _missing(c))]
    found = [(c, missing) for c, missing in found if not _is_none(c.text or "")]
    if not found:
        return
    names = listed([word for n, word in _ASKED.items() if any(n in missing for _, missing in found)], "or")
    items = [c for c, _ in found]
    words = "this message has" if len(items) == 1 else f"{len(items)} messages have"
    where = "" if len(items) == 1 else f" ({lines_of(items)})"
    yield Hit(item_span(items[0]), f"{words} no {names}{where}", "Through which channel, from whom, by when?")


def _missing(message: Communication) -> list[str]:
    asked = ("channel", "by") if message.done and message.evidence else _ASKED
    return [n for n in asked if not (cell := message.cells.get(n)) or not cell.raw.strip(" -–?")]


#: Nobody of them was harmed; or nothing is sent.
_NONE = re.compile(
    r"\W*(?:none|no\b|nobody|nothing|zero|0(?![\d.,])|not (?:affected|needed|planned|applicable)|unaffected|n/a)",
    re.IGNORECASE,
)
_STAFF = re.compile(r"\b(?:internal|staff|employees?|engineers?|our own)\b", re.IGNORECASE)


def _is_none(words: str) -> bool:
    return bool(_NONE.match(words))


def _concerns_customers(document: Document) -> bool:
    if document.head.category in ("near-miss", "drill"):
        return False
    for impact in document.impact:
        name, words = impact.name or "", impact.text or ""
        named = CUSTOMERS.search(name) or CUSTOMERS.search(words)
        if named and not _is_none(words) and not _STAFF.search(name):
            return True
    return False


rule = Rule(
    code="COM-001",
    title="Everybody who needs to know is in the plan",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
)
