"""The document has tags by which it is found among others.

Why
    One incident is a story; ten with the same tag are a pattern. What triggered it, which condition was behind it, how
    it was detected: with a word for each, somebody finds it two years later.

Example
    A head without `tags`

Better
    tags: [config, validation, customer-detected]

When to ignore
    Your library is small enough to know every document by heart.

Source
    Howie: the post-incident guide (Jeli); howcome's own.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import title_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document


def check(document: Document) -> Iterator[Hit]:
    status = (document.head.status or "draft").strip().lower()
    if document.head.howcome is not None and status != "draft" and not document.head.tags:
        yield Hit(
            title_span(document),
            "this document has no tags",
            "By which words will somebody look for it: what triggered it, what was behind it, how it was detected?",
        )


rule = Rule(
    code="CIM-003",
    title="The document has tags",
    levels=levels(full="warning", standard="info"),
    check=check,
    gap=True,
)
