"""A cause is a statement: what was so, and what came of it.

Why
    "DNS" or "bad config" is a heading. It does not say what was so, and a reader cannot tell what to change.

Example
    - Memory leak

Better
    - The cache keeps every session until it restarts, so that memory ran out after nine days

When to ignore
    The cause is a heading for the causes below it.

Source
    VA National Center for Patient Safety, five rules of causation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.blame.labels import is_label
from howcome.checks.causes import leaves
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Cause
from howcome.text.pattern import pattern

_VERB = pattern(
    r"\b(?:is|are|was|were|be|been|has|have|had|can|could|may|might|must|will|would|do|does|did|cannot|ran|hit|went|held|"
    r"gave|fell|rose|grew|lost|kept|broke|let|put|set|came|took|made|sent|no|not|nothing|nobody|none|never|without|because|"
    r"\w+n['’]t|\w{2,}ed|\w{3,}ing)\b",
    re.IGNORECASE,
)
#: The rules about disguised solutions and about grades say it better.
_OTHERS = pattern(
    r"\b(?:lack|absence|missing|insufficient|inadequate|poor|improper|incomplete|inappropriate)\b",
    re.IGNORECASE,
)
_MOST_WORDS = 3
_QUESTION = "What was so, and what did it lead to? One sentence with a verb."


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "causes"):
        return
    bare = [c for c in leaves(document) if _is_heading(c)]
    if len(bare) > 3:
        yield Hit(
            item_span(bare[0]),
            f"{len(bare)} causes name a thing and not what was so ({lines_of(bare)})",
            _QUESTION,
        )
        return
    for cause in bare:
        yield Hit(
            item_span(cause),
            f"“{(cause.text or '').strip(' .')}” names a thing and not what was so",
            _QUESTION,
        )


def _is_heading(cause: Cause) -> bool:
    words = cause.text or ""
    count = len(words.split())
    if (
        not 0 < count <= _MOST_WORDS
        or words.rstrip().endswith(":")
        or cause.in_table
        or not re.search(r"[a-z]", words)
    ):
        return False
    return not (
        _VERB.search(words) or _OTHERS.search(words) or is_label(words) or re.search(r"\d|`|://", words)
    )


rule = Rule(
    code="RCA-008",
    title="A cause is a statement",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
