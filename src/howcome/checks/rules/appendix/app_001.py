"""The evidence is listed, each piece with an id and a kind.

Why
    In a year the dashboard is gone and the channel is empty. What was looked at, what it is and where it lies lets
    somebody check a number without asking the one who wrote it down.

Example
    ### Evidence

    - a screenshot of the dashboard

Better
    ### Evidence

    - metrics/prometheus.json ^metrics (kind: prometheus; covers: 2026-11-20 13:30Z/2026-11-20 15:30Z)

When to ignore
    There is no evidence beyond what people remember; say that.

Source
    PagerDuty, postmortem guide; NASA, mishap investigation procedures.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, lines_of, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Attachment
from howcome.document.items import references

_LISTS = "What was looked at: which file, from which source, over which time (`^id (kind: …; covers: …)`)?"


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "appendix"):
        return
    if not document.attachments:
        cites = any(True for item in document.items for _ in references(item))
        if not cites and "http" not in _appendix(document):  # what is cited and not listed is APP-002's
            yield Hit(section_span(document, "appendix"), "no evidence is listed", _LISTS)
        return
    bare = [a for a in document.attachments if a.text and not (a.id and a.type) and not _is_link(document, a)]
    if bare:
        words = "this piece of evidence has" if len(bare) == 1 else f"{len(bare)} pieces of evidence have"
        lacks = [
            name
            for name, missing in (
                ("id", any(not a.id for a in bare)),
                ("kind", any(not a.type for a in bare)),
            )
            if missing
        ]
        where = "" if len(bare) == 1 else f" ({lines_of(bare)})"
        yield Hit(item_span(bare[0]), f"{words} no {' and no '.join(lacks)}{where}", _LISTS)


def _appendix(document: Document) -> str:
    return "".join(document.source[s.span] for s in document.sections if s.key == "appendix")


def _is_link(document: Document, attachment: Attachment) -> bool:
    return "://" in document.source[attachment.body]


rule = Rule(
    code="APP-001",
    title="The evidence is listed",
    levels=levels(full="error", standard="warning", light="info"),
    check=check,
    gap=True,
)
