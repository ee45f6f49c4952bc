"""The owner of the document is not the one whose change was the trigger.

Why
    Writing the postmortem must not feel like the punishment for the change. Somebody who is close to the
    service and not to the trigger also asks the better questions.

Example
    owner: Dana

    and in the timeline: [trigger] The release starts (actors: Dana)

Better
    owner: Ines

    with Dana as one of those who correct the draft

When to ignore
    They asked to write it. Say so in a comment that silences this finding.

Source
    PagerDuty, postmortem guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import TimelineEntry

_TRIGGERS = ("trigger", "introduced")


def check(document: Document) -> Iterator[Hit]:
    cell = document.head.cells.get("owner")
    names = {w for w in re.findall(r"[^\W\d_][\w'’-]+", cell.raw) if w[:1].isupper()} if cell else set()
    if cell is None or not names:
        return
    for entry in document.timeline:
        if any(mark in entry.labels for mark in _TRIGGERS) and _acts(entry, cell.raw.strip(), names):
            yield Hit(
                cell.span,
                f"the owner acted in the entry that is marked [{entry.labels[0]}] (line {entry.line})",
                "Who else can see the document through, so that writing it is no punishment?",
            )
            return


def _acts(entry: TimelineEntry, owner: str, names: set[str]) -> bool:
    for actor in entry.actors:
        words = set(re.findall(r"[^\W\d_][\w'’-]+", actor))
        if actor == owner or (words and words <= names):
            return True
    return re.search(rf"(?<!\w){re.escape(owner)}(?!\w)", entry.text or "") is not None


rule = Rule(
    code="DOC-004",
    title="The owner is not the author of the trigger",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
