"""A time that is not known exactly says how unsure it is.

Why
    "Shortly after" may be one minute or forty. A reader who cannot tell takes the order for exact, and so
    does everything that is computed from it.

Example
    - shortly after, the rollback is started

Better
    - ~2026-11-20 14:40Z The rollback is started, as the responder remembers

When to ignore
    The words belong to what happened and not to when, for example a job that runs "a few minutes later".

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.incident_times import VAGUE_TIME
from howcome.checks.levels import QUIET, levels
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import TimelineEntry
from howcome.text import Span
from howcome.text.pattern import pattern

_DAY = pattern(
    r"\b(?:yesterday|tomorrow|last (?:night|week|month|year|(?:mon|tues|wednes|thurs|fri|satur|sun)day)|this (?:morning|afternoon|evening)|"
    r"earlier today|the other day|(?:a few|two|three) days ago|a week ago)\b(?!['’]s)",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "timeline"):
        return
    yield from _relative_days(document)
    vague = [e for e in document.timeline if _is_vague(e)]
    if not vague:
        return
    first = VAGUE_TIME.match(vague[0].text or "")
    words = " ".join(first.group().split()) if first else ""
    where = f", and {len(vague) - 1} more ({lines_of(vague)})" if len(vague) > 1 else ""
    yield Hit(
        item_span(vague[0]),
        f"“{words}” does not say when that was{where}",
        "Between which two times? `~` before a time says that it is approximate.",
    )


def _relative_days(document: Document) -> Iterator[Hit]:
    """“Yesterday” in an entry; what is quoted is left alone."""
    found = []
    for entry in document.timeline:
        cell = entry.cells.get("text")
        word = cell and _DAY.search(prose_of(document).text, *cell.span)
        if word:
            found.append((entry, word))
    if found:
        _, word = found[0]
        where = f", and {len(found) - 1} more ({lines_of([e for e, _ in found])})" if len(found) > 1 else ""
        yield Hit(
            Span(*word.span()),
            f"“{word.group()}” will mean nothing in a year{where}",
            "Which date was that, as YYYY-MM-DD?",
            levels=QUIET,
        )


def _is_vague(entry: TimelineEntry) -> bool:
    unsure = entry.moment is not None and entry.moment.certainty == "approximate"
    return not unsure and VAGUE_TIME.match(entry.text or "") is not None


rule = Rule(
    code="TL-011",
    title="Unsure times say how unsure",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
