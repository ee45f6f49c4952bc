"""How much two short texts say the same, by their content words. Owns the measure; no bound is decided here."""

from __future__ import annotations

from howcome.text.pattern import pattern

_WORD = pattern(r"[^\W_]+(?:['’-][^\W_]+)*")
_EMPTY = frozenset(
    """
    a an the this that these those it its we our us they their i he she his her of to in on at by for from with and or
    but so as is are was were be been being has have had do does did not no than then there here when while which who
    what why how will would can could may might should must because since due after before into out up down over also
    just very more most all any each every one
    """.split()  # noqa: SIM905 - a list of words reads best as words
)


def content_words(words: str) -> frozenset[str]:
    """The words that carry meaning, in lower case and without plural and tense endings."""
    return frozenset(
        _stem(w) for w in (m.group().lower() for m in _WORD.finditer(words[:2000])) if w not in _EMPTY
    )


def similarity(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared words by all words of the two sets, between 0 and 1; 0 where one of them is empty."""
    if not one or not other:
        return 0.0
    return len(one & other) / len(one | other)


def _stem(word: str) -> str:
    word = word.removesuffix("'s").removesuffix("’s")
    for ending in ("ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)].rstrip("e")
    return word.rstrip("e") if len(word) > 3 else word
