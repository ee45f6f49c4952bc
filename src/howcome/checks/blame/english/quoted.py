"""What is only spoken about: words in quotation marks, words that are denied. Owns this, whatever the words are."""

from __future__ import annotations

from howcome.text.pattern import pattern

from .phrases import phrases

_QUOTATION = pattern(r"[\"“]([^\"“”]{1,300})[\"”]")
#: How far before a finding its denial stands.
_REACH = 60


def is_mentioned(text: str, start: int, end: int) -> bool:
    """Whether words stand in quotation marks without a speaker: they are spoken about, not said."""
    if '"' not in text and "“" not in text:
        return False
    for quotation in _QUOTATION.finditer(text):
        if quotation.start() <= start and end <= quotation.end() + 1:
            around = text[: quotation.start()] + " " + text[quotation.end() :]
            return phrases("speech").search(around) is None
    return False


def is_denied(text: str, start: int) -> bool:
    """Whether the words before a place deny what follows: "this is not …", "nobody was …", "rather than …"."""
    return phrases("denial").search(text[max(0, start - _REACH) : start]) is not None
