"""The analysis has more than one branch, or says that no second cause was found.

Why
    A straight line of whys looks at one way into the incident. The other conditions that had to be there,
    and those that hid or prolonged it, stay out of sight.

Example
    - Why did orders fail?
      - The pool ran out
        - A release started 60 workers
          - Nothing limits them

Better
    The same, and beside it: why it was not known sooner, why it lasted, and why the pool has no reserve.

When to ignore
    No second cause was found; a sentence that says so, and where you looked, is enough.

Source
    Card, The problem with 5 whys, BMJ Quality & Safety 2017; Allspaw, The infinite hows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.causes import children, is_answer, is_refuted, is_trigger, roots
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_LOOKED = pattern(
    r"\b(?:no (?:second|other|further) (?:cause|factor|reason)|nothing else (?:was )?found|only cause)", re.I
)


def check(document: Document) -> Iterator[Hit]:
    answers = [c for c in document.causes if is_answer(c) and not is_trigger(c)]
    if not is_present(document, "causes") or len(answers) < 2:
        return  # RCA-001 speaks about a single cause
    starts = [r for r in roots(document) if not is_refuted(r)]
    if len(starts) != 1 or any(len(below) > 1 for below in children(document).values()):
        return
    if any(_LOOKED.search(s.text) for s in prose_of(document).sentences("causes")):
        return
    yield Hit(
        item_span(starts[0]),
        "all causes stand in one straight line",
        "What else had to be so? Why was it not known sooner, and why did it last?",
    )


rule = Rule(
    code="RCA-005",
    title="Causes branch",
    levels=levels(full="warning", standard="info", light=None),
    check=check,
    gap=True,
)
