"""The label "human error" and its idioms. Owns where the words are the label, and not a figure or a sentence about it."""

from __future__ import annotations

from collections.abc import Iterator

from .found import Found
from .phrases import phrases
from .quoted import is_mentioned
from .sentence import Reading

#: How many characters before and behind the label tell what is meant by it.
_BEFORE, _BEHIND = 60, 40


def labels(reading: Reading) -> Iterator[Found]:
    """The first such label."""
    text = reading.text
    for found in reading.find("human-error"):
        start, end = found.span()
        behind = text[end : end + _BEHIND]
        if phrases("human-error-denied").search(text[max(0, start - _BEFORE) : start]):
            continue
        if is_mentioned(text, start, end) or phrases("error-of-users").fullmatch(found.group()):
            continue
        if phrases("error-figure").match(behind):
            continue
        if phrases("error-explained").match(behind) and "cause" not in text.lower():
            continue
        yield Found("B07", "human-error", start, end)
        return
