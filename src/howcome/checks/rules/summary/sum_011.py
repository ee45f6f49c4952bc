"""The summary says whether it can happen again.

Why
    "It is over" and "it is fixed" are different news. Whoever decides about the next release or the next sale
    needs to know if the condition is still there.

Example
    A rollback ended it.

Better
    A rollback ended it. The same release can still be started until the limit on workers is in place (2026-12-04).

When to ignore
    It is not known yet; say that, and who finds out.

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_RESIDUAL = pattern(
    r"\b(?:again|recur\w*|still|until|remain\w*|keeps?|kept from|prevents?|no longer|any more|anymore|since|permanent\w*|for good|"
    r"removed|fixed|fix(?:es)?|repaired|replaced|limit(?:s|ed|ing)?|in place|risk|planned|will|cannot|can|today|temporar\w*|workaround|now|refuses|"
    r"action items?|follow-?ups?|was built|monitoring|not (?:yet )?known|unknown|ongoing|under analysis|closed at)\b",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    words = document.summary
    if not words or not is_present(document, "incident-summary") or _RESIDUAL.search(words):
        return
    yield Hit(
        section_span(document, "incident-summary"),
        "the summary does not say whether it can happen again",
        "Is the condition removed, contained for now, or still there? Until when?",
    )


rule = Rule(
    code="SUM-011",
    title="What remains of it",
    levels=levels(full="info", standard=None, light=None),
    check=check,
    gap=True,
)
