"""What a language's reader says about a sentence, and what it may know of the document. Owns these shapes alone."""

from __future__ import annotations

from dataclasses import dataclass

from howcome.text import Span

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands, and the words by which the document and its organisation call people and systems.

    All words are in lower case. `people`: single words of people's names; the others are single words or phrases:
    `systems`, and people by `roles`, `teams` and `customers`. `whys`: the sentence is an answer in a chain of whys.
    """

    section: str | None
    people: frozenset[str] = NOTHING
    systems: frozenset[str] = NOTHING
    whys: bool = False
    roles: frozenset[str] = NOTHING
    teams: frozenset[str] = NOTHING
    customers: frozenset[str] = NOTHING


@dataclass(frozen=True, slots=True)
class Observation:
    """One place of a sentence that reads as blame: the rule's code, the category, and half-open code points.

    `rewordings`: other words for a place of the sentence, where the sentence can be said without blame.
    """

    code: str
    category: str
    span: Span
    rewordings: tuple[tuple[Span, str], ...] = ()
