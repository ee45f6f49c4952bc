"""Readers know where to put what they see differently.

Why
    Those who were there notice what is missing when they read, often weeks later. One line that says where comments
    go, or three questions after the review, brings it in.

Example
    A published report without a word about where comments go

Better
    Comments and corrections: in the thread of #incidents-learned, until 2026-12-18; the owner answers.

When to ignore
    Comments stand beside every document of your library, and everybody knows it.

Source
    Howie: the post-incident guide (Jeli).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_PATH = pattern(
    r"\b(?:feedback|survey|questionnaire|comments?|corrections?|to correct|correct what|questions? (?:to|about|and)|reply|replies|"
    r"retro(?:spective)? form|what did we miss|open (?:hour|door)|office hours?|ask (?:us|the owner|in)|call us|answers? to)\b",
    re.IGNORECASE,
)
_ASKED = ("approved", "published")


def check(document: Document) -> Iterator[Hit]:
    status = (document.head.status or "").strip().lower()
    if status not in _ASKED or not is_present(document, "communication"):
        return
    sections = [s for s in document.sections if s.key in ("communication", "improvement", "incident-summary")]
    text = document.source.text
    if not any(_PATH.search(text, s.span.start, s.span.end) for s in sections):
        yield Hit(
            section_span(document, "communication"),
            "nothing says where comments and corrections go",
            "Where do readers put what they see differently, and who answers?",
        )


rule = Rule(
    code="COM-015",
    title="Readers know where comments go",
    levels=levels(full="info", standard=None),
    check=check,
    gap=True,
)
