"""The summary is short, and prose.

Why
    Two to six sentences are read by everybody; 400 words are read by those who would have read the rest
    anyway. Logs and queries belong to the analysis or the appendix.

Example
    A summary of 400 words with a stack trace

Better
    Four sentences: what users saw, from when to when, what ended it, what remains

When to ignore
    The document covers several incidents, and each has its sentences.

Source
    PagerDuty, incident response guide.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, section_span
from howcome.checks.profiles import is_foreign
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text import Span

_MOST_WORDS = 150
#: Blameless statements and the like stand in the summary too; nobody counts words one by one.
_TOLERANCE = 10
#: Other templates have no part for the story below the summary, so that more stands in it.
_MOST_WORDS_ELSEWHERE = 250
_MOST_LINES = 3


def check(document: Document) -> Iterator[Hit]:
    if not document.summary or not is_present(document, "incident-summary"):
        return
    count = len([word for word in document.summary.split() if any(c.isalpha() for c in word)])
    if count > (_MOST_WORDS_ELSEWHERE if is_foreign(document) else _MOST_WORDS + _TOLERANCE):
        yield Hit(
            section_span(document, "incident-summary"),
            f"the summary has {count} words",
            f"What could a reader do without? {_MOST_WORDS} words, or six sentences, are read to their end.",
        )
    fence = _long_fence(document)
    if fence:
        yield Hit(
            fence,
            "the summary holds lines of a log or of code",
            "Can these lines stand in the analysis or in the appendix?",
        )


def _long_fence(document: Document) -> Span | None:
    """The first line of a block of code in the summary; charts are no code."""
    for placed in document.placed:
        block = placed.block
        if placed.section == "incident-summary" and block.kind == "fence":
            words = document.source[block.span]
            if words.count("\n") > _MOST_LINES and "howcome-chart" not in words.split("\n", 1)[0]:
                return document.source.line_span(document.source.line_at(block.span.start))
    return None


rule = Rule(
    code="SUM-002",
    title="The summary is short",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    foreign=True,
)
