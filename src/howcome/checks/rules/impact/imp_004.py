"""Words such as "some", "significant" or "a small subset" stand with a number.

Why
    Each reader fills such a word with a number of their own: the one who was affected with a large one, the
    one who caused nothing with a small one.

Example
    A small subset of jobs saw significant delays.

Better
    0.4 % of the jobs (1 204) were delayed by 8 to 41 minutes.

When to ignore
    The number stands in the table right below.

Source
    PagerDuty, incident response guide; howcome's own: the words that published reports use most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.figures import figures, stem
from howcome.checks.impact_rows import BUDGET, says_none, says_unknown, title_of
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span
from howcome.checks.profiles import is_foreign
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.checks.vague import VAGUE_PEOPLE, VAGUE_THINGS, begins_vaguely
from howcome.document import Document
from howcome.text import Span
from howcome.text.pattern import pattern

_MOST = 2
_QUESTION = "How many or how much, out of what, and for how long?"
_DENIED = pattern(r"\b(?:no|not|without|never|any)\s(?:\w+\s)?\Z", re.IGNORECASE)


#: Numbers that say when, and not how many.
_TIMES = pattern(
    r"\d{4}-\d\d-\d\d|\d{1,2}:\d\d(?::\d\d)?|\bSEV-?\d|\d+(?:\.\d+)?[ -]?(?:h|hours?|min|minutes?|s|seconds?|days?|weeks?|months?)\b",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    found = [*_in_summary(document)]
    if is_present(document, "impact"):
        found += _in_impact(document)
    yield from _said(document, found)


def _in_summary(document: Document) -> Iterator[tuple[Span, str]]:
    """The summary of a document of ours: who and what was affected, where it gives no number for them."""
    if is_foreign(document) or not is_present(document, "incident-summary"):
        return
    sentences = [*prose_of(document).sentences("incident-summary")]
    for sentence in sentences:
        for words in (VAGUE_PEOPLE.search(sentence.text), VAGUE_THINGS.search(sentence.text)):
            if not words or _DENIED.search(sentence.text[: words.start()]):
                continue
            noun = stem(words.group().split()[-1])
            counted = any(noun in one.nouns for other in sentences for one in figures(other.text))
            if not counted and not re.search(r"\d", _TIMES.sub("", sentence.text)):
                start = sentence.span.start
                yield Span(start + words.start(), start + words.end()), f"“{' '.join(words.group().split())}”"
                break


def _in_impact(document: Document) -> Iterator[tuple[Span, str]]:
    found: list[tuple[Span, str]] = []
    rows: set[int] = set()
    for item in document.impact:
        # What people are counted by such a word is IMP-003's.
        if (
            says_none(item)
            or says_unknown(item)
            or not begins_vaguely(item.text or "")
            or VAGUE_PEOPLE.search(item.text or "")
        ):
            continue
        if item.name and not BUDGET.search(item.name) and not VAGUE_PEOPLE.search(f"some {item.name}"):
            rows.add(item.line)
            found.append((item_span(item), f"{title_of(item)}: “{_first(item.text or '')}”"))
    for sentence in prose_of(document).sentences("impact"):
        words = VAGUE_THINGS.search(sentence.text)
        people = VAGUE_PEOPLE.search(sentence.text)
        if people:
            words = people if is_foreign(document) else None
        if not words or re.search(r"\d", sentence.text) or _DENIED.search(sentence.text[: words.start()]):
            continue
        start = sentence.span.start
        if document.source.line_at(start) not in rows:
            found.append(
                (Span(start + words.start(), start + words.end()), f"“{' '.join(words.group().split())}”")
            )
    return iter(found)


def _said(document: Document, found: list[tuple[Span, str]]) -> Iterator[Hit]:
    if len(found) > _MOST:
        lines = ", ".join(str(document.source.line_at(span.start)) for span, _ in found[:8])
        yield Hit(
            found[0][0],
            f"{found[0][1]} gives no number, nor do {len(found) - 1} more (lines {lines})",
            _QUESTION,
        )
        return
    for span, words in found:
        yield Hit(span, f"{words} gives no number", _QUESTION)


def _first(words: str, most: int = 6) -> str:
    parts = words.split()
    return " ".join(parts[:most]) + (" …" if len(parts) > most else "")


rule = Rule(
    code="IMP-004",
    title="Numbers instead of “some” and “significant”",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    foreign=True,
)
