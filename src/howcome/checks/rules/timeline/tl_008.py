"""Marked moments and most other entries say where they are stated.

Why
    A time that somebody remembers and a time that a log states look the same. With its source, the reader
    can look, and the next reviewer can add what is missing.

Example
    - 2026-11-20 14:02Z [impact-started] The error rate goes up

Better
    - 2026-11-20 14:02Z [impact-started] The error rate rises from 0.2 % to 9 % (evidence: metrics#http_errors)

When to ignore
    The entry was told in the review and nothing else shows it; then cite the review's notes.

Source
    PagerDuty, postmortem guide.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.incident_times import counted
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import MARKS, TimelineEntry
from howcome.text.pattern import pattern

_SOURCE = pattern(r"https?://|\]\(|\[E\d{1,3}\]|\[\^|\b[a-z][\w-]{1,40}#\S")
_SHARE = 0.8
#: Where nearly all cite, the few others are only worth a look.
_FEW = levels(full="info", standard="info", light=None)
_QUESTION = "Where is it stated: in which graph, log, alert or message?"


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "timeline"):
        return
    entries = [e for e in document.timeline if e.text]
    bare = [e for e in entries if not _is_shown(document, e)]
    marked = [e for e in bare if any(label in MARKS for label in e.labels)]
    if entries and len(bare) > (1 - _SHARE) * len(entries) and len(bare) > 1:
        none = f"none of the {len(entries)} entries cites evidence"
        some = f"{len(bare)} of {len(entries)} entries cite no evidence ({lines_of(bare)})"
        yield Hit(item_span(bare[0]), none if len(bare) == len(entries) else some, _QUESTION)
    elif marked:
        where = f" ({lines_of(marked)})" if len(marked) > 1 else ""
        yield Hit(
            item_span(marked[0]),
            f"{counted(marked)} a mark that durations are computed from and no evidence{where}",
            _QUESTION,
        )
    elif bare:
        where = f" ({lines_of(bare)})" if len(bare) > 1 else ""
        some = "this entry cites" if len(bare) == 1 else f"{len(bare)} entries cite"
        message = f"{some} no evidence, and the {len(entries) - len(bare)} others do{where}"
        yield Hit(item_span(bare[0]), message, _QUESTION, levels=_FEW)


def _is_shown(document: Document, entry: TimelineEntry) -> bool:
    return bool(entry.evidence) or _SOURCE.search(document.source[entry.span]) is not None


rule = Rule(
    code="TL-008",
    title="Entries cite their evidence",
    levels=levels(full="warning", standard="info", light=None),
    check=check,
    gap=True,
)
