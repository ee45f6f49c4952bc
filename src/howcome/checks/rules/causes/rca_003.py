"""No cause is only a label such as "human error" or "oversight".

Why
    A label sounds like an answer and ends the search. What made the slip possible, and what did not catch
    it, is what can be changed.

Example
    - Why did the import run twice?
      - Human error

Better
    - Why did the import run twice?
      - The import has no dry run, and the list of finished imports is on another page

When to ignore
    The label is discussed, for example in a text about methods.

Source
    VA National Center for Patient Safety, five rules of causation; Dekker, The Field Guide to
    Understanding Human Error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.blame.labels import is_label
from howcome.checks.causes import is_answer
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

#: The same with those between whom it was: still nothing is said of what was heard, and what was meant.
_BETWEEN = pattern(
    r"\W*(?:an? |the |some )?(?:mis-?communications?|misunderstandings?|communication (?:breakdowns?|problems?|failures?|issues?|errors?)|"
    r"(?:human|operator|user) errors?|mistakes?|oversights?|carelessness|negligence|inattention)"
    r"\s(?:between|among|within|inside|across|under|in|during|at|with)\s[^.;:,\d]{1,60}\W*\Z",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "causes"):
        return
    for cause in document.causes:
        words = cause.text or ""
        if is_answer(cause) and (is_label(words) or _BETWEEN.match(words)):
            yield Hit(
                item_span(cause),
                f"“{words.strip(' .')}” is a label, and the search ends there",
                "How did it become possible, and why did nothing catch it?",
            )


rule = Rule(
    code="RCA-003",
    title="A cause is more than a label",
    levels=levels(full="warning", standard="warning", light="info"),
    check=check,
    category="human-error",
    foreign=True,
)
