"""Finds where the trigger words of rules stand in a text, in one pass for all rules together.

Now one compiled alternation of the standard library over the text in lower case. To swap it for an
automaton (Aho-Corasick, or one of a native library), replace `finder`: it takes all triggers and gives a
function from a text to (trigger, start, end), in order of place; nothing else knows how it is done.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

Finder = Callable[[str], Iterator[tuple[str, int, int]]]

_WHITE = re.compile(r"\s{1,4}")


@lru_cache(maxsize=32)
def finder(triggers: frozenset[str]) -> Finder:
    """A function that yields every trigger that stands as whole words, with its half-open code points.

    Triggers are in lower case, with straight apostrophes; a space in one stands for any short white
    space. Longer triggers do not hide shorter ones that begin at the same place.
    """
    if not triggers:
        return lambda _text: iter(())
    longest_first = sorted(triggers, key=lambda t: (-len(t), t))
    pattern = re.compile(rf"(?<!\w)(?=({_alternation(longest_first)})(?!\w))")
    shorter = {t: [s for s in longest_first if s != t and t.startswith(s + " ")] for t in triggers}

    def find(text: str) -> Iterator[tuple[str, int, int]]:
        for match in pattern.finditer(_lowered(text)):
            found = match[1]
            start, end = match.span(1)
            trigger = found if found in shorter else _WHITE.sub(" ", found)
            yield trigger, start, end
            for other in shorter[trigger]:
                yield other, start, start + _length(found, other.count(" ") + 1)

    return find


def _alternation(triggers: list[str]) -> str:
    """All triggers, grouped by their first letter: an engine without automata skips whole groups."""
    groups: dict[str, list[str]] = {}
    for trigger in triggers:
        groups.setdefault(trigger[0], []).append(re.escape(trigger[1:]).replace(r"\ ", r"\s{1,4}"))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in groups.items())


def _length(found: str, words: int) -> int:
    """How far the first so many words of a match reach."""
    at = 0
    for _ in range(words):
        gap = _WHITE.match(found, at)
        at = gap.end() if gap else at
        while at < len(found) and not found[at].isspace():
            at += 1
    return at


def _lowered(text: str) -> str:
    # Only U+0130 grows when it is lowered; without it, both texts have the same offsets.
    return text.replace("\u0130", "I").lower().replace("’", "'")
