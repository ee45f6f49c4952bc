"""How sure a share is: 95 % intervals, and the quartiles of counts. Draws nothing but what a seed fixes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

_Z = 1.959963984540054
_ROUNDS = 1000


class Interval(NamedTuple):
    """Where a share lies with 95 % confidence."""

    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.low:.3f}–{self.high:.3f}"


def wilson(hits: int, of: int) -> Interval:
    """The interval of Wilson for a share; 0 to 1 where nothing was tried."""
    if not of:
        return Interval(0.0, 1.0)
    share, width = hits / of, _Z * _Z / of
    middle = (share + width / 2) / (1 + width)
    half = _Z * (share * (1 - share) / of + width / (4 * of)) ** 0.5 / (1 + width)
    return Interval(max(0.0, middle - half), min(1.0, middle + half))


def f1_interval(positives: Sequence[bool], negatives: Sequence[bool]) -> Interval:
    """The interval of the F1 of detection: a bootstrap of 1 000 rounds, always with the same draws.

    Both sequences say of each sentence whether it was flagged.
    """
    if not positives or not negatives:
        return Interval(0.0, 1.0)
    draw = random.Random(1).choice  # noqa: S311 - no secret, but a repeatable sample
    found: list[float] = []
    for _ in range(_ROUNDS):
        hits = sum(draw(positives) for _ in positives)
        wrong = sum(draw(negatives) for _ in negatives)
        found.append(f1(hits, wrong, len(positives) - hits))
    found.sort()
    return Interval(found[25], found[974])


def f1(hits: int, wrong: int, missed: int) -> float:
    """2PR / (P + R); 0 where nothing was found."""
    return 2 * hits / (2 * hits + wrong + missed) if hits else 0.0


def quartiles(counts: Sequence[int]) -> tuple[int, int, int]:
    """The lower quartile, the median and the upper quartile, each a count that occurs; zeros for none."""
    ordered = sorted(counts) or [0]
    last = len(ordered) - 1
    return ordered[round(last / 4)], ordered[round(last / 2)], ordered[round(3 * last / 4)]
