"""Turns what the reader of sentences observed into findings of one rule. Owns their words' form and offered rewordings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from howcome.checks.levels import Levels
from howcome.checks.rule import Hit, Rule
from howcome.checks.settings import Settings
from howcome.document import Document, Fix
from howcome.text import Edit

from .observation import Observation
from .reader import observations_of

_LONGEST = 80


def blame(
    code: str,
    title: str,
    category: str,
    levels: Levels,
    message: str,
    question: str,
    unless: Callable[[Document, Observation], bool] | None = None,
) -> Rule:
    """A rule that reports one kind of blame; `{words}` in `message` stands for the words that were found.

    `unless` says where another rule reports the same thing already.
    """

    def check(document: Document, settings: Settings) -> Iterator[Hit]:
        for _, one in observations_of(document, settings.words):
            if one.code == code and not (unless and unless(document, one)):
                words = _shortened(document.source[one.span])
                yield Hit(
                    one.span,
                    message.format(words=words),
                    question,
                    _rewordings(one),
                    category=one.category,
                )

    return Rule(code=code, title=title, levels=levels, configured=check, category=category, foreign=True)


def _shortened(words: str) -> str:
    """At most so many characters, cut between words."""
    plain = " ".join(words.split())
    if len(plain) <= _LONGEST:
        return plain
    return plain[:_LONGEST].rsplit(" ", 1)[0] + " …"


def _rewordings(one: Observation) -> tuple[Fix, ...]:
    """How the sentence could be said; offered, never applied unasked."""
    return tuple(
        Fix(f"write “{_shortened(words)}”" if words else "leave it out", (Edit(span, words),))
        for span, words in one.rewordings
    )
