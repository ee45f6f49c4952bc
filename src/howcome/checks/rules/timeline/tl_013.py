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
from datetime import timedelta

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
_UNDONE = pattern(
    r"\b(?:roll(?:s|ed|ing)? back|rollback|revert\w*|undo\w*|back (?:to|out)|withdraw\w*|(?:switch|turn)(?:s|ed)? (?:it )?off|disabl\w+)\b",
    re.IGNORECASE,
)
_COMMON = frozenset(
    {"decision", "decide", "second", "their", "there", "which", "where", "these", "those", "after", "before"}
)
_JUST_BEFORE = timedelta(minutes=10)
_MARKS = ("declared", "resolved", "introduced")


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "timeline"):
        return
    bare = [e for e in document.timeline if _is_bare_decision(e) and not _follows(document, e)]
    if bare:
        which = "this decision has" if len(bare) == 1 else f"{len(bare)} decisions have"
        where = f" ({lines_of(bare)})" if len(bare) > 1 else ""
        yield Hit(
            item_span(bare[0]),
            f"{which} no reason{where}",
            "What was known at that minute, and why did it make sense then?",
        )


def _follows(document: Document, entry: TimelineEntry) -> bool:
    """Whether the mechanism was named just before, and the decision undoes it or speaks of it: that is the reason."""
    at, diagnosed = instant(entry.moment), counted_marks(document).get("diagnosed")
    if at is None or diagnosed is None or not timedelta(0) <= at - diagnosed <= _JUST_BEFORE:
        return False
    words = entry.text or ""
    named = next((e.text or "" for e in document.timeline if "diagnosed" in e.labels), "")
    return bool(_UNDONE.search(words)) or bool(_subjects(words) & _subjects(named))


def _subjects(words: str) -> set[str]:
    """The longer words, and numbers such as #412."""
    return {w.lower().rstrip("s") for w in re.findall(r"#\d+|[^\W\d_]{5,}", words)} - _COMMON


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
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    gap=True,
)
