"""What is wrong with a configuration, a rule of somebody's own or a plugin: said in one line, and the rest still runs.

Owns the form of that line. Is no finding: it speaks about the checks, not about a document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

_LONGEST_EXCERPT = 80


@dataclass(frozen=True, slots=True)
class Trouble:
    """`where` is a path or a package; `line` counts from 1; `excerpt` is what stands there; `hint` says what to do."""

    where: str
    message: str
    hint: str = ""
    line: int | None = None
    excerpt: str = ""

    def __str__(self) -> str:
        place = f"{self.where}:{self.line}" if self.line else self.where
        excerpt = " ".join(self.excerpt.split())
        if len(excerpt) > _LONGEST_EXCERPT:
            excerpt = f"{excerpt[: _LONGEST_EXCERPT - 1]}…"
        return f"{place}: {self.message}{f': {excerpt}' if excerpt else ''}{f' ({self.hint})' if self.hint else ''}"


#: Is told of a trouble while checks run.
Tell = Callable[[Trouble], None]


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant; None where nothing is near."""
    from difflib import get_close_matches

    by_lower = {k.lower(): k for k in known}
    found = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[found[0]] if found else None


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """A hint: the nearest known word, else what else to do."""
    found = nearest(word, known)
    return f"did you mean {found!r}?" if found else otherwise
