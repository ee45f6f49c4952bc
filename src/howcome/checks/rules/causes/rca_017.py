"""Each end of a chain of causes leads to evidence or to an entry of the timeline, also where it is only probable.

Why
    A factor that floats freely cannot be checked, and its action is hard to defend a month later.

Example
    - Nothing limits how many workers a release may start (status: probable)

Better
    - Nothing limits how many workers a release may start (status: probable; evidence: git#4f2c)

When to ignore
    The evidence is gone; the cause then says so.

Source
    Johnson, A Handbook of Accident and Incident Reporting; howcome's own: what reviewers of incident reports
    keep asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.causes import factors, is_shown, status_of
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

#: A time that can be looked up in the timeline; or the evidence is known to be gone.
_ENOUGH = pattern(
    r"\b\d\d?:\d\d\b|\b(?:not kept|no longer|were lost|was lost|are gone|is gone|not recorded|no record)\b",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "causes"):
        return
    # What has no status at all, or is called confirmed, is RCA-006's.
    loose = [
        c
        for c in factors(document)
        if status_of(c) == "probable" and not is_shown(c) and not _ENOUGH.search(c.text or "")
    ]
    if not loose:
        return
    words = "this cause leads" if len(loose) == 1 else f"{len(loose)} causes lead"
    where = "" if len(loose) == 1 else f" ({lines_of(loose)})"
    yield Hit(
        item_span(loose[0]),
        f"{words} to no evidence and to no entry of the timeline{where}",
        "What makes it probable, and where does that stand (`evidence: …`)?",
    )


rule = Rule(
    code="RCA-017",
    title="Factors lead to what shows them",
    levels=levels(full="warning", standard="info", light=None),
    check=check,
    gap=True,
    dimension="evidence",
)
