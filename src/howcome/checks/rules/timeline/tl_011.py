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

from collections.abc import Iterator

from howcome.checks.incident_times import VAGUE_TIME
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import TimelineEntry


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "timeline"):
        return
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


def _is_vague(entry: TimelineEntry) -> bool:
    unsure = entry.moment is not None and entry.moment.certainty == "approximate"
    return not unsure and VAGUE_TIME.match(entry.text or "") is not None


rule = Rule(
    code="TL-011",
    title="Unsure times say how unsure",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
