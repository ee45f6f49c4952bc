"""Who hears of an incident: the audiences that are expected, their other names, and who is outside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.document import Document
from howcome.document.grammar import Communication
from howcome.text import Span

#: audience → words that name it.
AUDIENCES: dict[str, re.Pattern[str]] = {
    "responders": re.compile(r"\b(?:responders?|on-?calls?|incident team|war ?room|team|internal|everyone|all)\b", re.I),
    "engineering": re.compile(r"\b(?:engineer\w*|developers?|tech\w*|internal|r&d|all|everyone|company)\b", re.I),
    "leadership": re.compile(r"\b(?:leader\w*|manage\w*|exec\w*|board|director\w*|c-level|cto|ceo|vp|all|everyone|company)\b", re.I),
    "support": re.compile(r"\b(?:support|customer (?:care|service|success)|help ?desk|account managers?|all|everyone|company)\b", re.I),
}  # fmt: skip
CUSTOMERS = re.compile(
    r"\b(?:customers?|users?|clients?|public|external\w*|status[ -]?page|subscribers?|merchants?|tenants?|partners?"
    r"|press|community)\b",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"\b(?:support|success|care|service|internal|team|teams|account managers?)\b", re.IGNORECASE
)


def is_outside(audience: str, channel: str = "") -> bool:
    """Whether an audience, or the channel to it, is outside of the company."""
    if CUSTOMERS.search(audience):
        return not _INSIDE.search(audience)
    return bool(re.search(r"status[ -]?page|press release|public", channel, re.IGNORECASE))


def outward(document: Document) -> Iterator[Span]:
    """Where the text meant for outside stands: messages to such audiences, and what follows such a heading."""
    for item in document.communications:
        cell = item.cells.get("text")
        if cell and is_outside(item.audience or "", item.channel or ""):
            yield cell.span
    for placed in document.placed:
        block = placed.block
        if (
            placed.section != "communication"
            or not placed.heading
            or block.kind not in ("paragraph", "quote")
        ):
            continue
        if is_outside(placed.heading):
            yield block.span


def messages(document: Document) -> Iterator[tuple[Communication, Span]]:
    """Every message of the communication plan with the place of its words."""
    for item in document.communications:
        cell = item.cells.get("text")
        if cell:
            yield item, cell.span
