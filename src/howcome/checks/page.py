"""The reference page of a rule: the fixed parts of its module's docstring. Owns how it is read and shown.

The docstring is a summary, then the parts `Why`, `Example`, `Better`, `When to ignore` and `Source`, each a heading
on a line of its own with its indented words below.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from inspect import cleandoc

from howcome.text.pattern import pattern

_PARTS = ("Why", "Example", "Better", "When to ignore", "Source")
_HEADING = pattern(rf"^({'|'.join(_PARTS)})[ ]*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """A rule's page, in parts; every part is plain text."""

    summary: str
    why: str
    example: str
    better: str
    ignore: str
    source: str


def parse_page(docstring: str) -> Page:
    """The parts of a rule's docstring. Raises ValueError naming the part that is missing or empty."""
    pieces = _HEADING.split(cleandoc(docstring) + "\n")
    parts = dict(zip(pieces[1::2], (cleandoc("\n" + p).strip() for p in pieces[2::2]), strict=True))
    missing = [name for name in _PARTS if not parts.get(name)]
    if missing or not pieces[0].strip():
        raise ValueError(f"this page has no {', '.join(missing) or 'summary'}")
    return Page(pieces[0].strip(), *(parts[name] for name in _PARTS))


def show_page(code: str, title: str, facts: str, page: Page) -> str:
    """The page as text for a terminal; `facts` are lines below the title."""
    parts = zip(_PARTS, (page.why, page.example, page.better, page.ignore, page.source), strict=True)
    body = "\n\n".join(f"{name}\n{_indented(words)}" for name, words in parts)
    return f"{code}: {title}\n{facts}\n\n{page.summary}\n\n{body}\n"


def _indented(words: str) -> str:
    return "\n".join(f"    {line}" if line else "" for line in words.split("\n"))
