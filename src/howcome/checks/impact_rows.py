"""The rows of the impact: which say "none" or "not known", which kind of harm they measure, and their windows.

Owns the words by which kinds of harm are recognised. Owns no judgement about a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from howcome.document import Document
from howcome.document.grammar import Impact
from howcome.document.moment import Clock, match_moment, match_until
from howcome.text.pattern import pattern

from .incident_times import degree_of_severity
from .places import is_present, section_span
from .prose import prose_of
from .rule import Hit

NONE = pattern(r"\W*(?:none|no|nothing|zero|not affected|unaffected|nil|nobody|no one)\b", re.IGNORECASE)
UNKNOWN = pattern(
    r"\W*(?:(?:still |yet )?(?:unknown|not (?:yet )?known|unclear|not estimated|not (?:yet )?measured|open)\b|\?\W*\Z)",
    re.IGNORECASE,
)
CURRENCY = pattern(
    r"[€$£¥]|\b(?:EUR|USD|GBP|CHF|JPY|CAD|AUD|NZD|SEK|NOK|DKK|PLN|CZK|INR|BRL|euros?|dollars?|pounds?)\b",
    re.IGNORECASE,
)
#: Rows about what failed, as a share of which a downtime can be weighed.
FAILING = pattern(
    r"\b(?:fail\w*|error\w*|unavailab\w*|reject\w*|refus\w*|timed[ -]out|could not|unanswered|dropped|unserved)\b",
    re.IGNORECASE,
)
BUDGET = pattern(r"\b(?:error[ -]budgets?|SLOs?|service[ -]level objectives?)\b", re.IGNORECASE)
EQUIVALENT = pattern(
    r"\bfull[- ]equivalent\b|\bequivalent (?:full |of full )?downtime\b|\bweighted downtime\b", re.IGNORECASE
)
PEOPLE = (
    r"(?:users?|customers?|accounts?|clients?|tenants?|subscribers?|merchants?|visitors?|players?|members?|travellers?|"
    r"passengers?|patients?|students?|teams?)"
)
_RANGE_MARK = pattern(r"\s*/\s*")
#: From here on an incident counts as severe: then each kind of harm is asked for.
_SEVERE = 2


@dataclass(frozen=True, slots=True)
class Window:
    """The time that a number covers."""

    start: datetime
    end: datetime
    date_only: bool

    @property
    def seconds(self) -> float:
        return (self.end - self.start).total_seconds()


def says_none(item: Impact) -> bool:
    """Whether a row says that there was no such harm."""
    return bool(NONE.match(item.text or ""))


def says_unknown(item: Impact) -> bool:
    """Whether a row says that its number is not known."""
    return bool(UNKNOWN.match(item.text or ""))


def title_of(item: Impact) -> str:
    """How a message calls a row: its name, else its line."""
    return f"“{item.name}”" if item.name else f"line {item.line}"


def speaks_of(document: Document, words: re.Pattern[str]) -> bool:
    """Whether a row or a sentence of the impact holds one of the words."""
    if any(
        words.search(f"{i.name or ''}: {i.text or ''} {i.unit or ''} {i.method or ''}")
        for i in document.impact
    ):
        return True
    return any(words.search(s.text) for s in prose_of(document).sentences("impact"))


def not_spoken_of(
    document: Document, words: re.Pattern[str], message: str, question: str, most: int = _SEVERE
) -> Iterator[Hit]:
    """One quiet hit where the impact of a severe incident (severity 0 to `most`) says nothing about one kind of harm."""
    degree = degree_of_severity(document)
    if degree is None or degree > most or not is_present(document, "impact") or speaks_of(document, words):
        return
    span = section_span(document, "impact")
    yield Hit(span, message, question, levels=dict.fromkeys(("full", "standard", "security"), "info"))


def told_elsewhere(document: Document, words: re.Pattern[str]) -> bool:
    """Whether the story outside of the impact (summary, timeline, causes, lessons) holds one of the words."""
    told = (*document.timeline, *document.causes, *document.lessons)
    return bool(words.search(document.summary or "")) or any(words.search(i.text or "") for i in told)


def window_of(item: Impact) -> Window | None:
    """The time that a row's number covers: `2026-11-20 14:02Z/14:36Z`."""
    words = (item.window or "").strip()
    start = match_moment(words, 0, item.clock)
    if not start or not start[0].time:
        return None
    moment, at = start
    between = _RANGE_MARK.match(words, at)
    if between:
        clock = Clock(start[0].time.date(), start[0].time.tzinfo)
        end = match_moment(words, between.end(), clock)
    else:
        end = match_until(words, at, moment, item.clock)
    if not end or not end[0].time or end[1] != len(words):
        return None
    return Window(start[0].time, end[0].time, "date-only" in (moment.certainty, end[0].certainty))
