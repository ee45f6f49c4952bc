"""The body is not longer than what people read.

Why
    Two to three pages are read; nine thousand words are filed. What is needed to check the analysis and not
    to follow it belongs to the appendix, where its length harms nobody.

Example
    A body of 9 000 words with screens of logs

Better
    A body of 1 900 words, and the logs as evidence

When to ignore
    The document covers several incidents, or an authority asks for the detail.

Source
    Google, Site Reliability Engineering, chapter 15; howcome's own: the bound.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import title_span
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_MOST = 3500
_WORD = pattern(r"[^\W\d_][\w'’-]*")


def check(document: Document) -> Iterator[Hit]:
    text = prose_of(document).text
    inside = [
        placed.block.span
        for placed in document.placed
        if placed.section != "appendix" and placed.block.kind not in ("heading", "blank", "front-matter")
    ]
    count = sum(1 for span in inside for _ in _WORD.finditer(text, *span))
    if count > _MOST:
        yield Hit(
            title_span(document),
            f"the body has about {round(count, -2)} words",
            f"What can move to the appendix? Up to {_MOST} words are read to their end.",
        )


rule = Rule(
    code="DOC-007",
    title="The body is short enough to be read",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
