"""Idioms of blame between people and groups: passed the buck, sat on it, dropped the ball. Owns whom they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.text.pattern import pattern

from .actors import Actor
from .found import Found, category_of
from .phrases import phrases
from .quoted import is_denied
from .sentence import Reading

_OF_ANOTHER = pattern(r"\b(?:that|who|which|if)\b")
#: So many words stand between somebody and the idiom at most.
_NEAR = 4


def idioms(reading: Reading) -> Iterator[Found]:
    """The first idiom with somebody before it."""
    for found in reading.find("team-idioms"):
        actor = _nearest(reading, found)
        if actor and not is_denied(reading.text, found.start()):
            start = min(reading.start(actor.first), found.start())
            yield Found("B19", _category(actor, found.group()), start, found.end())
            return


def _nearest(reading: Reading, found: re.Match[str]) -> Actor | None:
    """Who stands right before an idiom, or in it."""
    actors = [
        a
        for a in reading.actors
        if (a.is_human or a.kind == "customer") and reading.start(a.first) < found.end()
    ]
    if not actors:
        return None
    between = reading.text[reading.end(actors[-1].last) : found.start()]
    return None if len(between.split()) > _NEAR or _OF_ANOTHER.search(between) else actors[-1]


def _category(actor: Actor, idiom: str) -> str:
    if actor.kind == "self":
        return "person-as-cause"
    return category_of(actor, "counterfactual" if phrases("stood-by").fullmatch(idiom) else "normative")
