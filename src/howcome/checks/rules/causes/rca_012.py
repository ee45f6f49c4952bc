"""The trigger and the conditions are told apart, and conditions say since when they were there.

Why
    The trigger is often an ordinary change on an ordinary day. What made it harmful was there before, often
    for years, and waits for the next trigger.

Example
    - Why did orders fail?
      - Release 412 started 60 workers

Better
    - Why did orders fail?
      - Release 412 started 60 workers [trigger]
      - Nothing limits how many workers a release may start [systemic] (since: 2024-06)

When to ignore
    Nothing set it off: the condition grew until it did harm. Then say so.

Source
    Google, Site Reliability Engineering, appendix D (example postmortem); Reason, Human Error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.causes import is_answer, is_settled, is_trigger
from howcome.checks.levels import levels
from howcome.checks.places import is_present, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_NAMED = pattern(
    r"\b(?:trigger\w*|set (?:it|this) off|no single event|grew until|built up|gradual\w*)\b", re.IGNORECASE
)
_SINCE = pattern(
    r"\b(?:since|for (?:\w+ )?(?:years|months|weeks|days)|from the (?:start|beginning)|always|introduced|until (?:19|20)\d\d|in (?:19|20)\d\d|"
    r"(?:19|20)\d\d-\d\d)\b",
    re.IGNORECASE,
)
_FEWEST = 2


def check(document: Document) -> Iterator[Hit]:
    answers = [c for c in document.causes if is_answer(c)]
    if not is_present(document, "causes") or len(answers) < _FEWEST:
        return
    words = " ".join(document.source[s.span] for s in document.sections if s.key == "causes")
    if (
        not any(is_trigger(c) for c in answers)
        and "trigger" not in document.times
        and not _NAMED.search(words)
    ):
        yield Hit(
            section_span(document, "causes"),
            "the analysis does not say which event set it off",
            "Which of these is the trigger (`[trigger]`), and which were there before?",
        )
    conditions = [c for c in answers if not is_trigger(c) and is_settled(c)]
    dated = any(c.since or _SINCE.search(c.text or "") for c in answers)
    if conditions and not dated and "introduced" not in document.times:
        yield Hit(
            section_span(document, "causes"),
            "no cause says since when it was there",
            "How long did these conditions wait (`since: 2024-06`)? If it is not known: who could tell?",
        )


rule = Rule(
    code="RCA-012",
    title="Trigger and conditions apart",
    levels=levels(full="warning", standard="info", light=None),
    check=check,
    gap=True,
)
