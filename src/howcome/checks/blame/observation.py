"""What a language's reader says about a sentence, and what it may know of the document. Owns these shapes alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from howcome.text import Span


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: its section, the text of its list or heading, and names that the document knows.

    `whys`: the sentence is an answer in a chain of whys."""

    section: str | None
    people: Collection[str] = ()
    systems: Collection[str] = ()
    following: str = ""
    whys: bool = False


@dataclass(frozen=True, slots=True)
class Observation:
    """One place of a sentence that reads as blame: the rule's code, the category, and half-open code points.

    `rewordings`: other words for a place of the sentence, where the sentence can be said without blame.
    """

    code: str
    category: str
    span: Span
    rewordings: tuple[tuple[Span, str], ...] = ()
