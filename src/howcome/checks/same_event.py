"""Entries of the timeline that tell of the same event twice. Owns when two texts say the same; merges nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from howcome.document import Document
from howcome.document.grammar import TimelineEntry
from howcome.text.pattern import pattern

from .incident_times import in_order

_WORD = pattern(r"[^\W_]+")
_ALIKE = 0.9
_FEWEST_WORDS = 3
#: Only so many following entries are compared with each, so that a long import stays fast.
_NEIGHBOURS = 12


def told_twice(
    document: Document, within: float
) -> Iterator[tuple[tuple[datetime, TimelineEntry], tuple[datetime, TimelineEntry]]]:
    """Pairs of entries, at most so many seconds apart, whose words are the same or nearly so."""
    entries = [(at, e, _words(e)) for at, e in in_order(document)]
    for number, (at, entry, words) in enumerate(entries):
        for later, other, others in entries[number + 1 : number + 1 + _NEIGHBOURS]:
            if (later - at).total_seconds() > within:
                break
            if _are_alike(words, others):
                yield (at, entry), (later, other)


def _words(entry: TimelineEntry) -> list[str]:
    return [word.lower() for word in _WORD.findall(entry.text or "")]


def _are_alike(one: list[str], other: list[str]) -> bool:
    if min(len(one), len(other)) < _FEWEST_WORDS:
        return False
    # Entries that differ in a number tell of two states, not of one.
    if {w for w in one if w.isdigit()} != {w for w in other if w.isdigit()}:
        return False
    shared = len(set(one) & set(other))
    return 2 * shared >= _ALIKE * (len(set(one)) + len(set(other)))
