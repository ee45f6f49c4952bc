"""Deeds in the passive without anybody who did them: "was deleted by mistake". Owns this look; it hides, and blames none."""

from __future__ import annotations

from collections.abc import Iterator

from .found import Found
from .phrases import phrases
from .sentence import Reading


def passives(reading: Reading) -> Iterator[Found]:
    """The first such deed, where nobody acts in the sentence and no reason is given."""
    found = reading.first("passive")
    if not found or any(a.is_human and a.role in ("subject", "agent") for a in reading.actors):
        return
    if phrases("by-a-thing").match(reading.text[found.end() :]) or reading.first("reason"):
        return
    yield Found("B21", "agentless-passive", *found.span())
