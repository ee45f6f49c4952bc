"""What a look for one kind of blame has found, and whom it is about. Owns this shape alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from .actors import Actor
from .sentence import Reading


class Found(NamedTuple):
    """The rule's code, the category, and half-open code points of the sentence."""

    code: str
    category: str
    start: int
    end: int


Look = Callable[[Reading], Iterator[Found]]

#: Sections that tell why it happened. In the others a deed is one of many things that were done.
_TELLS_WHY = frozenset(("causes", "impact", "incident-summary", "lessons"))


def tells_why(reading: Reading) -> bool:
    """Whether a sentence stands where causes are told."""
    return reading.place.section in _TELLS_WHY


def category_of(actor: Actor, category: str) -> str:
    """The category by whom it is about: a name and a group come before the kind of deed."""
    if actor.named:
        return "named-individual"
    return "team-blame" if actor.kind in ("team", "customer") else category
