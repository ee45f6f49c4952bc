"""Who hears of an incident: the audiences that are expected, their other names, and who is outside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.document import Document
from howcome.document.grammar import Communication
from howcome.document.inline import plain
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
_WORDS = ("paragraph", "quote", "item")
#: Words with which a plan says what a message will be about, or that there is none.
_DESCRIBES = re.compile(
    r"\W*(?:what|which|how|why|that|whether|whom?|when|where|the (?:text|draft|review|report|news|summary|notes|answer|numbers?|macro)\b|"
    r"an? (?:text|note|summary|report|macro|apology|mail|notice|letter|explanation|answer|link)\b|not (?:needed|planned|applicable)|"
    r"nothing (?:was |is |to )|none\b|no message|n/a|thanks|same as|as above|see |link to|macro|notes?\b|tbd)",
    re.IGNORECASE,
)


def is_outside(audience: str, channel: str = "") -> bool:
    """Whether an audience, or the channel to it, is outside of the company."""
    if CUSTOMERS.search(audience):
        return not _INSIDE.search(audience)
    return bool(re.search(r"status[ -]?page|press release|public", channel, re.IGNORECASE))


def outward(document: Document) -> Iterator[Span]:
    """Where the text meant for outside stands: messages to such audiences, and what follows such a heading."""
    seen: set[int] = set()
    for item in document.communications:
        cell = item.cells.get("text")
        if cell and is_outside(item.audience or "", item.channel or ""):
            seen.add(item.span.start)
            yield cell.span
    for placed in document.placed:
        block = placed.block
        if placed.section != "communication" or not placed.heading or block.kind not in _WORDS:
            continue
        if block.span.start not in seen and is_outside(placed.heading):
            yield block.content if block.kind == "item" else block.span


def outward_texts(document: Document) -> Iterator[tuple[Span, str]]:
    """Texts for outside that are the message itself, and not a description of what it will say."""
    for span in outward(document):
        words = plain(document.source[span])
        if is_message(words):
            yield span, words


def is_message(words: str) -> bool:
    """Whether words are a message as readers will see it: "Orders failed …", not "what happened to their orders"."""
    return len(words.split()) > 5 and not _DESCRIBES.match(words)


def texts_for(document: Document, audience: str) -> Iterator[tuple[Span, str]]:
    """The texts for one audience inside, by the name of the message or of the heading above."""
    pattern = AUDIENCES[audience]
    for item in document.communications:
        cell = item.cells.get("text")
        if cell and item.audience and pattern.search(item.audience):
            yield cell.span, item.text or ""
    blocks: dict[str, list[Span]] = {}
    for placed in document.placed:
        heading = placed.heading or ""
        if placed.section == "communication" and placed.block.kind in _WORDS and pattern.search(heading):
            blocks.setdefault(heading, []).append(placed.block.span)
    for spans in blocks.values():
        whole = Span(spans[0].start, spans[-1].end)
        yield whole, plain(document.source[whole])


def messages(document: Document) -> Iterator[tuple[Communication, Span]]:
    """Every message of the communication plan with the place of its words."""
    for item in document.communications:
        cell = item.cells.get("text")
        if cell:
            yield item, cell.span
