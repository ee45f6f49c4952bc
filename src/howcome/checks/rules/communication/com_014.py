"""Those who take part in the review have the draft a day before.

Why
    A meeting in which everybody reads for the first time is spent on reading. With a day in between people correct what
    they remember, and the hour is free for what nobody could know alone.

Example
    review-due: 2026-11-24, and the draft goes to the responders on 2026-11-24

Better
    - [x] **Responders:** the draft to correct (channel: mail; owner: Ines; by: 2026-11-23)

When to ignore
    The review is held in writing.

Source
    PagerDuty, postmortem guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.audiences import AUDIENCES
from howcome.checks.levels import QUIET
from howcome.checks.places import is_present
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_DRAFT = pattern(r"\bdraft\b|\bto (?:correct|read|comment)\b", re.IGNORECASE)


def check(document: Document) -> Iterator[Hit]:
    due = document.head.review_due
    if not is_present(document, "communication") or due is None:
        return
    for message in document.communications:
        asked = AUDIENCES["responders"].search(message.audience or "") and _DRAFT.search(message.text or "")
        if asked and message.by and message.by >= due:
            yield Hit(
                message.cells["by"].span,
                f"the draft goes out on {message.by}, and the review is on {due}",
                "Could those who take part have it a day before?",
            )


rule = Rule(
    code="COM-014",
    title="The draft is there a day before the review",
    levels=QUIET,
    check=check,
    dimension="timeliness",
)
