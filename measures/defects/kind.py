"""What a kind of defect is, and where all kinds are found. Owns the declaration; breaks nothing itself.

A kind is a function that yields damaged texts of a document, each with one defect. It names the codes that are right
for it: more than one where two rules really speak about the same thing. A kind of blame also
names its category, which is right under any code. `also` are codes that follow of necessity (a mark that is gone
takes its durations with it), which count neither as found nor as noise.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from howcome.document import Document

Damage = Callable[[Document], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of defect. `title` says what was done; `group` is the module that declares it."""

    title: str
    group: str
    codes: tuple[str, ...]
    also: tuple[str, ...]
    damage: Damage
    category: str | None = None

    def __str__(self) -> str:
        return self.title


_KINDS: list[Kind] = []


def defect(title: str, *codes: str, also: tuple[str, ...] = ()) -> Callable[[Damage], Damage]:
    """Declares the kind of defect that a function makes; `codes` are those that are right for it."""

    def declare(damage: Damage) -> Damage:
        add(title, damage, codes, also, damage.__module__.rpartition(".")[2])
        return damage

    return declare


def add(
    title: str,
    damage: Damage,
    codes: tuple[str, ...],
    also: tuple[str, ...],
    group: str,
    category: str | None = None,
) -> None:
    """Declares a kind that a table of data makes. Raises ValueError for a title that stands already."""
    if any(k.title == title for k in _KINDS):
        raise ValueError(f"two kinds are called {title!r}")
    # What a table of kinds has in common may be the right code of one of them.
    _KINDS.append(Kind(title, group, codes, tuple(c for c in also if c not in codes), damage, category))


@cache
def all_kinds() -> tuple[Kind, ...]:
    """Every kind, by module and in the order of its text."""
    from . import kinds

    for module in sorted(m.name for m in pkgutil.iter_modules(kinds.__path__)):
        import_module(f"{kinds.__name__}.{module}")
    return tuple(_KINDS)
