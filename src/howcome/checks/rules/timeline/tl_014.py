"""What was only learned afterwards says when it was learned.

Why
    A fact in the timeline looks known at its time. Readers then judge the responders by what nobody could
    see, which is hindsight in its purest form.

Example
    - 2026-11-20 09:30Z The flag was changed, as was later found out

Better
    - 2026-11-20 09:30Z The flag is changed (learned on 2026-11-21 from the audit log)

When to ignore
    The entry stands at the time at which it was learned, so that nothing is mixed up.

Source
    Dekker, The Field Guide to Understanding Human Error; PagerDuty, postmortem guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_LATER = pattern(
    r"\b(?:as )?(?:was |is |were |had been |only )?(?:later|afterwards|subsequently) (?:found|learned|learnt|discovered|"
    r"understood|identified|determined|realised|realized|noticed|confirmed)\b|\b(?:it )?(?:later|afterwards) turn(?:s|ed) out\b"
    r"|\bwe (?:now|later) (?:know|knew|found|learned|learnt)\b",
    re.IGNORECASE,
)
_WHEN = pattern(r"\d{4}-\d\d-\d\d|\d{1,2}:\d\d|\blearn(?:ed|t) (?:on|at|in|during|the)\b", re.IGNORECASE)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "timeline"):
        return
    found = [
        e
        for e in document.timeline
        if e.moment and _LATER.search(e.text or "") and not _WHEN.search(e.text or "")
    ]
    if found:
        some = "this entry holds" if len(found) == 1 else f"{len(found)} entries hold"
        where = f" ({lines_of(found)})" if len(found) > 1 else ""
        yield Hit(
            item_span(found[0]),
            f"{some} what was learned later, without the time of learning{where}",
            "When was it learned, and from what? At the entry's own time nobody knew it.",
        )


rule = Rule(
    code="TL-014",
    title="What was learned later says when",
    levels=levels(full="info", standard=None, light=None),
    check=check,
)
