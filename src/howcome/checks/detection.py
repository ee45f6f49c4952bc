"""How an incident became known: how late, by whom first, and whether the causes speak about it.

Owns what "late" means where no target is stated. Where the timeline does not tell, it was not late.
"""

from __future__ import annotations

import re

from howcome.analysis.durations import spell
from howcome.document import Document
from howcome.text.pattern import pattern

from .causes import asks, children, is_answer
from .prose import prose_of

#: Where no target is stated: how long the first signal of a severe incident may take.
_TARGET = 15 * 60.0
_OUTSIDE_FIRST = pattern(
    r"\b(?:an?|the|some|first|several|two|three|\d+)\s(?:\w+\s){0,2}?(?:customers?|users?|clients?|merchants?|subscribers?|visitors?|"
    r"travellers?|partners?)\b[^.;]{0,60}?\b(?:reports?|reported|writes?|wrote|calls?|called|complain\w*|tells?|told|asks?|asked|tweet\w*|"
    r"post(?:s|ed)|rings?|rang|opens? a ticket|opened a ticket)\b"
    r"|\b(?:customer|user|support)\s(?:reports?|complaints?|calls?|tickets?)\b|\bfirst ticket\b",
    re.IGNORECASE,
)
_ALERT = pattern(r"\b(?:alert\w*|alarm\w*|page[sd]?|monitor\w*|probe\w*)\b", re.IGNORECASE)
_DETECTION = pattern(
    r"\b(?:alert\w*|alarm\w*|detect\w*|monitor\w*|notic\w+|known?|dashboards?|graphs?|pag(?:e|es|ed|ing)|observab\w*|visib\w*|"
    r"probes?|health ?checks?|unnoticed)\b",
    re.IGNORECASE,
)


def late_entry(document: Document) -> str | None:
    """What the timeline says of a late or foreign first signal; None where it came in time or is not told."""
    times = document.marked
    entry = next((e for e in document.timeline if "detected" in e.labels), None)
    words = entry.text or "" if entry else ""
    by_customers = bool(_OUTSIDE_FIRST.search(words)) and not _ALERT.search(words)
    delay = None
    if "detected" in times and "impact-started" in times:
        delay = (times["detected"] - times["impact-started"]).total_seconds()
    if by_customers:
        after = f", {spell(delay)} after the impact began" if delay and delay > 0 else ""
        return f"customers noticed it first{after}"
    if delay is not None and delay > _TARGET:
        return f"it was detected {spell(delay)} after the impact began"
    return None


def is_late(document: Document) -> bool:
    """Whether the first signal came late, or from outside."""
    return late_entry(document) is not None


def speaks_of_detection(document: Document) -> bool:
    """Whether a cause, or the prose of the causes, says something about how it became known."""
    below = children(document)
    for cause in document.causes:
        if asks(cause) == "not-known-sooner" and below.get(id(cause)):
            return True
        if is_answer(cause) and _DETECTION.search(cause.text or ""):
            return True
    return not document.causes and any(
        _DETECTION.search(s.text) for s in prose_of(document).sentences("causes")
    )
