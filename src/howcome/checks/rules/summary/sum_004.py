"""The title says which symptom, in which service; no culprit and no bare number.

Why
    The title is what gets quoted for years, in lists, mails and other documents. It should tell those who
    search what they would have seen, and it should not carry a verdict.

Example
    title: Outage caused by a mistake of the network team

Better
    title: Checkout errors in one region after a change of routes

When to ignore
    Your tracker sets the title, and the first heading says the symptom.

Source
    Fausey and Boroditsky, Subtle linguistic cues influence perceived blame; howcome's own: the form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, title_span
from howcome.checks.profiles import is_foreign
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_VERDICT = pattern(
    r"\b(?:human error|operator error|user error|careless\w*|negligen\w*|incompeten\w*|fat[- ]finger\w*|mistakes?|blunder\w*|"
    r"oversight|botched|forgot\w*|fault of|(?<!segmentation )(?<!page )(?<!seg)fault by|blame\w*|screw[- ]?up)\b",
    re.IGNORECASE,
)
_CULPRIT = pattern(
    r"\b(?:caused|broken|triggered|taken down|brought down|deleted|misconfigured) by (?:(?:an?|the|our|one|some) )?"
    r"(?:\w+[ -]){0,2}(?:team|engineers?|developers?|admin\w*|operators?|contractors?|interns?|employees?|dba|vendor)\b",
    re.IGNORECASE,
)
#: What says nothing about a symptom.
_NOISE = pattern(
    r"\b(?:incidents?|post-?mortems?|reports?|reviews?|retrospectives?|rca|root cause analysis|coe|outages?|issues?|problems?|"
    r"sev(?:erity)?[\s-]?\d|p\d|inc|pm|draft|final|on|of|for|the|an?|and|in|from|to|at|major|minor|production|prod|"
    r"jan\w*|feb\w*|mar|march|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|monday|tuesday|wednesday|thursday|"
    r"friday|saturday|sunday|utc|gmt|z|v|number|no|id|untitled|title|summary|part)\b|[\d_\W]+",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    title = document.title
    if not title or is_foreign(document):
        return
    cell = document.head.cells.get("title")
    span = cell.span if cell else title_span(document)
    culprit = _CULPRIT.search(title) or (None if _stands_in_text(document, title) else _VERDICT.search(title))
    if culprit:
        yield Hit(
            span,
            f"the title names a culprit: “{culprit.group()}”",
            "What did users see, in which service, after which event?",
        )
    elif is_present(document, "incident-summary") and not _NOISE.sub("", title):
        yield Hit(
            span,
            f"the title “{' '.join(title.split())[:80]}” says no symptom",
            "What did users see, and in which service?",
        )


def _stands_in_text(document: Document, title: str) -> bool:
    """Whether the title is a heading too, where the rules about blame read it."""
    return any(
        block.kind == "heading" and title.strip() in document.source[block.content]
        for block in document.blocks
    )


rule = Rule(
    code="SUM-004",
    title="The title names a symptom",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
