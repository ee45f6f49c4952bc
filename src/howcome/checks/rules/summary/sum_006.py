"""The summary uses dates that hold next year too.

Why
    A postmortem is read long after the week it was written in. "Yesterday" has no meaning then.

Example
    Yesterday around noon the queue filled up.

Better
    On 2026-11-19 at 12:10 UTC the queue filled up.

When to ignore
    The words are part of a name or a quotation. Quotations in quotation marks are not read.

Source
    18F, incident report guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.profiles import is_foreign
from howcome.checks.prose import Sentence, prose_of
from howcome.checks.rule import Candidate, Hit, Rule
from howcome.document import Document
from howcome.text import Span
from howcome.text.pattern import pattern

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.?"
)
_ALWAYS = (
    "yesterday", "last night", "this morning", "this afternoon", "this evening", "earlier today", "today at",
    "last week", "last month", "this week", "the other day", "a few days ago", "two days ago", "a week ago",
    "last year", "tomorrow",
)  # fmt: skip


_NO_YEAR = pattern(
    rf"\b(?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?)\b(?!,? ?\d{{4}}|\d|\.\d|:)"
)
#: A day of a month that nothing before it in the sentence names.
_NO_MONTH = pattern(
    r"\b(?:on|since|from|until|by) the \d{1,2}(?:st|nd|rd|th)(?=\s(?:at|from|to|between|until|and|around|about|it|we|our|all)\b|\s?[.,;:)]|\s?\Z)",
    re.IGNORECASE,
)
_DATE = pattern(r"\b\d{4}-\d\d-\d\d\b|" + _MONTH)
_YEAR = pattern(r"\b(?:19|20)\d\d\b")


def check(document: Document) -> Iterator[Hit]:
    """Days without a month, and days without a year where nothing in the summary says which year it was."""
    if is_foreign(document):
        return
    sentences = list(prose_of(document).sentences("incident-summary"))
    for sentence in sentences:
        found = _NO_MONTH.search(sentence.text)
        if found and not _DATE.search(sentence.text[: found.start()]):
            yield _without(sentence, found, "month")
            return
    if any(_YEAR.search(s.text) for s in sentences):
        return
    for sentence in sentences:
        found = _NO_YEAR.search(sentence.text)
        if found:
            yield _without(sentence, found, "year")
            return


def _without(sentence: Sentence, found: re.Match[str], what: str) -> Hit:
    start = sentence.span.start
    return Hit(
        Span(start + found.start(), start + found.end()),
        f"“{found.group()}” has no {what}",
        "Which date was that, as YYYY-MM-DD?",
    )


def judge(candidate: Candidate, document: Document) -> Hit | None:
    if candidate.sentence.section != "incident-summary" or candidate.sentence.is_heading:
        return None
    if candidate.word == "recently" and candidate.before.strip(" \t\n*_-"):
        return None
    if candidate.before.rstrip().endswith(("than", "since the", "-")):
        return None
    words = document.source[candidate.span]
    return Hit(
        candidate.span, f"“{words}” will mean nothing in a year", "Which date was that, as YYYY-MM-DD?"
    )


rule = Rule(
    code="SUM-006",
    title="Dates in the summary are absolute",
    levels=levels(full="error", standard="error", light="info"),
    triggers=(*_ALWAYS, "recently", *(f"last {d}" for d in _DAYS), *(f"this {d}" for d in _DAYS)),
    check=check,
    judge=judge,
    foreign=True,
)
