"""A practice that was changed can be opened: its revision, its link, its number.

Why
    "The runbook was updated" can be checked by nobody. With a link or a revision a reader sees what changed, and the
    next incident can ask whether it was used.

Example
    - [x] The runbook of the pool was updated

Better
    - [x] The runbook of the pool begins with the alert (rb-12, revision 8)

When to ignore
    Everybody who reads this knows the one place where it stands.

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_TEXT = pattern(
    r"\b(?:run-?books?|playbooks?|dashboards?|wiki|adrs?|rfcs?|documentation|handbook)\b", re.IGNORECASE
)
_PLACE = pattern(
    r"https?://|\]\(|`|#\d|\b(?:rev(?:ision)?|version|v|RFC|ADR|PR|MR|rb)[-\s.]?\d|\b[A-Z]{2,8}-\d+|\b[0-9a-f]{7,40}\b|[\w-]+#\S",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "improvement"):
        return
    changed = [
        r
        for r in document.reviews
        if r.done
        and r.text
        and _TEXT.search(r.text)
        and not _PLACE.search(document.source[r.body].split(" ^")[0])
    ]
    changed = [r for r in changed if not _PLACE.search(" ".join(c.raw for c in r.unknown.values()))]
    if changed:
        words = "this changed practice" if len(changed) == 1 else f"{len(changed)} changed practices"
        where = "" if len(changed) == 1 else f" ({lines_of(changed)})"
        yield Hit(
            item_span(changed[0]),
            f"{words} cannot be opened from here{where}",
            "Which link, revision or number shows what changed?",
        )


rule = Rule(
    code="CIM-008",
    title="What was changed can be opened",
    levels=levels(full="info", standard=None),
    check=check,
)
