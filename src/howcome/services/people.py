"""Who works on a library: a name that others see, and a colour. Accounts come with the team mode."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from howcome.text import without_controls

_QUALITIES = ("Quiet", "Bright", "Calm", "Early", "Gentle", "Steady", "Swift", "Warm", "Curious", "Patient")
_BIRDS = (
    "Heron",
    "Wren",
    "Finch",
    "Lark",
    "Plover",
    "Swift",
    "Robin",
    "Egret",
    "Kestrel",
    "Avocet",
    "Dunlin",
    "Siskin",
)
COLOURS = 6


@dataclass(frozen=True, slots=True)
class Person:
    """`session` tells people apart; `name` is what they call themselves; `colour` is one of six (1–6)."""

    session: str
    name: str

    @property
    def colour(self) -> int:
        return _number(self.session) % COLOURS + 1


def person(session: str, name: str = "") -> Person:
    """Somebody by their session; without a name of their own they get a friendly one."""
    said = " ".join(without_controls(name).split())[:40]
    return Person(session, said or _friendly(session))


def _friendly(session: str) -> str:
    number = _number(session)
    return f"{_QUALITIES[number % len(_QUALITIES)]} {_BIRDS[number // 16 % len(_BIRDS)]}"


def _number(session: str) -> int:
    return int.from_bytes(hashlib.sha256(session.encode()).digest()[:4], "big")
