"""Words of certainty stand only where a cause is confirmed, and what is not known is an open question.

Why
    "Definitely the switch" is quoted for years, also after the switch was shown to be fine. A probable cause
    with an open question beside it stays true.

Example
    - It was definitely the switch (status: hypothesis)

Better
    - The switch dropped packets (status: hypothesis)
    ### Open questions
    - Do the switch's own logs show drops between 14:02 and 14:10? (owner: Teun; by: 2026-12-01)

When to ignore
    The word is part of a name, or the cause below it is confirmed.

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.causes import is_refuted, status_of
from howcome.checks.levels import levels
from howcome.checks.places import asked_headings, is_present, item_span, lines_of, section_span
from howcome.checks.profiles import is_draft
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text import Span
from howcome.text.pattern import pattern

_CERTAIN = pattern(
    r"\b(?:definitely|certainly|undoubtedly|unquestionably|without (?:a |any )?doubt|proved|proven|beyond (?:any )?doubt|"
    r"clearly (?:the|was|is|caused)|obviously (?:the|was|is|caused)|must have been|can only have been|100 ?% sure)\b",
    re.IGNORECASE,
)
_UNSURE = ("hypothesis", "unknown")
_ASKED = pattern(
    r"\b(?:open question|not (?:yet )?(?:known|clear)|to be (?:checked|tested)|would (?:show|tell|decide)|unclear)\b",
    re.I,
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "causes"):
        return
    for cause in document.causes:
        cell = cause.cells.get("text")
        found = _CERTAIN.search(cell.raw) if cell else None
        if cell and found and status_of(cause) in ("probable", *_UNSURE):
            yield Hit(
                Span(cell.span.start + found.start(), cell.span.start + found.end()),
                f"“{found.group()}” stands in a cause that is {status_of(cause)}",
                "How sure are you, and what would decide it?",
            )
    if is_draft(document) and section_span(document, "causes") in asked_headings(document):
        return  # the guiding questions still stand there
    unsure = [c for c in document.causes if status_of(c) in _UNSURE and not is_refuted(c)]
    if unsure and not document.questions and not any(_ASKED.search(c.text or "") for c in unsure):
        yield Hit(
            item_span(unsure[0]),
            "this cause is not sure, and no open question is listed"
            if len(unsure) == 1
            else f"{len(unsure)} causes are not sure, and no open question is listed ({lines_of(unsure)})",
            "What would decide it, who looks, and by when? That is an open question.",
        )


rule = Rule(
    code="RCA-022",
    title="As sure as it is known",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
