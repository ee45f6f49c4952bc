"""A decision says what was known and why it made sense then.

Why
    Decisions look odd only to those who know how it ended. What the screen showed at that minute is the
    part of the story that others can learn from, and the first to be forgotten.

Example
    - 2026-11-20 14:31Z The responders decide to fail over

Better
    - 2026-11-20 14:31Z The responders decide to fail over, because the dashboard shows no lag on the replica

When to ignore
    The reason stands in the entry above, or in the evidence that the entry cites.

Source
    Dekker, The Field Guide to Understanding Human Error; Etsy, Debriefing Facilitation Guide; PagerDuty, postmortem
    guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from howcome.checks.incident_times import counted_marks, instant
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import TimelineEntry
from howcome.text.pattern import pattern

_DECISION = pattern(r"\b(?:decision|decid(?:e|es|ed|ing)|agree[ds]? to|chooses?|chose)\b", re.IGNORECASE)
_LEAD = pattern(r"\W*decision\b[^:]{0,20}:", re.IGNORECASE)
_REASON = pattern(
    r"[;:(]|\b(?:because|since|as|so|given|due|owing|thanks|otherwise|rather|instead|would|could|while|which|after|when|until|"
    r"if|in order|to (?:avoid|keep|see|make|get|save|prevent|limit|reduce|protect|stop|free|find|learn|test|restore|relieve)|"
    r"seen|shows?|showed|looks?|looked|still|only|already|no longer|not|without|than|helped|failed|reason|based)\b",
    re.IGNORECASE,
)
#: Calling an incident, its severity or its end is explained by the entry's mark.
_ROUTINE = pattern(
    r"\b(?:sev|severity|p)\s?-?\d\b|\bdeclar\w*|\bclos(?:e|es|ed)\b|\bincident is over\b", re.IGNORECASE
)
_JUST_BEFORE = timedelta(minutes=10)
_MARKS = ("declared", "resolved", "introduced")


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "timeline"):
        return
    diagnosed = counted_marks(document).get("diagnosed")
    bare = [e for e in document.timeline if _is_bare_decision(e) and not _follows(e, diagnosed)]
    if bare:
        which = "this decision has" if len(bare) == 1 else f"{len(bare)} decisions have"
        where = f" ({lines_of(bare)})" if len(bare) > 1 else ""
        yield Hit(
            item_span(bare[0]),
            f"{which} no reason{where}",
            "What was known at that minute, and why did it make sense then?",
        )


def _follows(entry: TimelineEntry, diagnosed: datetime | None) -> bool:
    """Whether the mechanism was named just before: that is the reason."""
    at = instant(entry.moment)
    return at is not None and diagnosed is not None and timedelta(0) <= at - diagnosed <= _JUST_BEFORE


def _is_bare_decision(entry: TimelineEntry) -> bool:
    words = entry.text or ""
    if not ((entry.event or "").strip().lower() == "decision" or _DECISION.search(words)):
        return False
    if any(label in _MARKS for label in entry.labels) or _ROUTINE.search(words):
        return False
    lead = _LEAD.match(words)
    return not _REASON.search(words, lead.end() if lead else 0)


rule = Rule(
    code="TL-013",
    title="Decisions say why they made sense",
    levels=levels(full="warning", standard="info", light=None),
    check=check,
    gap=True,
)
