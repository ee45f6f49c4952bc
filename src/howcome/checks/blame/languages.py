"""The languages in which blame can be read, and how the language of a text is told. Owns this list.

To add a language, write a package beside `english` that brings two functions, and add it to `LANGUAGES`:

`blame_in(text, place)` gives the observations of one sentence, each with the rule's code, the category, and where it
stands. `may_blame(text, place)` is a quick look whether that is worth while: it may say yes too often and must never
say no where the first one would find something.

What such a package needs, after the example of `english`:

1. **Word lists.** Words for people by what they do, for groups, customers, attackers and systems; for what people do,
   leave undone and break; words that judge; words that build sentences (articles, prepositions, auxiliaries); and given
   names, with those that are also plain words. They lie in text files, so that anybody can add a word.
2. **Phrases.** What carries blame by its wording alone (human error, fat fingers, should have known), and what denies it.
   One phrase a line, with the few signs that `english/phrases.txt` explains.
3. **A reader of sentences.** Who acts, what is said of them, and what is only quoted or denied. A shallow reading is
   enough, as long as it leaves alone what it does not understand: a false alarm costs more trust than a miss.
4. **Sentences of its own**, blaming and innocent ones, in `tests/checks/blame/sentences`, by which it is measured.

The categories and the rules' codes are the same in all languages; their pages are written in English.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple, Protocol, cast

from .observation import Observation, Place


class Reads(Protocol):
    """The package of a language."""

    def blame_in(self, text: str, place: Place) -> list[Observation]:
        """Where a sentence blames, in the order of the text."""

    def may_blame(self, text: str, place: Place) -> bool:
        """A quick look whether a sentence is worth reading."""


class Language(NamedTuple):
    """A language: its name, whether a text is written in it, and its package, which is loaded when it is needed."""

    name: str
    is_written_in: Callable[[str], bool]
    package: str

    def load(self) -> Reads:
        """The package that reads it."""
        return cast("Reads", import_module(self.package, __package__))


_FREQUENT_IN_ENGLISH = frozenset(
    [
        "the",
        "of",
        "and",
        "to",
        "was",
        "is",
        "in",
        "that",
        "it",
        "for",
        "on",
        "with",
        "at",
        "by",
        "from",
        "were",
    ]
)
#: How many characters of a text are looked at; how many words tell its language, and which part of them is frequent.
_LOOKED_AT, _ENOUGH, _PART = 20_000, 40, 0.08


def is_english(text: str) -> bool:
    """Whether a text is English by its most frequent words; a text of a few words is taken to be."""
    found = re.findall(r"[^\W\d_]+", text[:_LOOKED_AT].lower())
    if len(found) < _ENOUGH:
        return True
    return sum(word in _FREQUENT_IN_ENGLISH for word in found) >= _PART * len(found)


#: All languages; of several that claim a text the first counts.
LANGUAGES = (Language("English", is_english, ".english"),)


def language_of(text: str) -> Language | None:
    """The language of a text; None where it is none of these, and nothing is read."""
    return next((language for language in LANGUAGES if language.is_written_in(text)), None)
