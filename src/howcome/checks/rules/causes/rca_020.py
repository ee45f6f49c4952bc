"""No step of a chain says again what the one above it says, and no cause is its own effect.

Why
    "It was down because it was not available" uses up a why and explains nothing.

Example
    - The booking service was unavailable
      - The booking service was not available

Better
    - The booking service was unavailable
      - All 200 connections of its pool were in use

When to ignore
    The step names the same thing with a number or a name that was not there before.

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.causes import chain, is_answer
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span
from howcome.checks.rule import Hit, Rule
from howcome.checks.similar import content_words, similarity
from howcome.document import Document
from howcome.document.grammar import Cause

_SAME = 0.8
_FEWEST_WORDS = 2
_FURTHEST = 20
_SAME_MEANING = (
    (re.compile(r"\b(?:unavailable|not available|not reachable|unreachable|was down|were down|went down|not responding)\b", re.I), "unavailable"),
    (re.compile(r"\b(?:failed|fails|failing|broke|broken|did not work|stopped working)\b", re.I), "failed"),
)  # fmt: skip


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "causes"):
        return
    words = {id(c): _words(c) for c in document.causes}
    for cause, parent in document.parents():
        if parent is None or not is_answer(cause):
            continue
        for above in chain(document, parent)[:_FURTHEST]:
            if _repeats(words[id(cause)], words[id(above)]):
                yield Hit(
                    item_span(cause),
                    f"this says again what line {above.line} says",
                    "What made it so? A step names something that the one above does not.",
                )
                break
    yield from _circles(document)


def _words(cause: Cause) -> frozenset[str]:
    words = cause.text or ""
    for pattern, meaning in _SAME_MEANING:
        words = pattern.sub(meaning, words)
    return content_words(words)


def _repeats(words: frozenset[str], above: frozenset[str]) -> bool:
    if len(words) < _FEWEST_WORDS or any(re.search(r"\d", w) for w in words - above):
        return False
    return similarity(words, above) >= _SAME or (words <= above and len(words) * 1.5 >= len(above))


def _circles(document: Document) -> Iterator[Hit]:
    """Causes that come back to themselves by `also`."""
    by_id = {c.id: c for c in document.causes if c.id}
    effects: dict[int, list[Cause]] = {}
    for cause, parent in document.parents():
        effects[id(cause)] = ([parent] if parent else []) + [by_id[ref] for ref in cause.also if ref in by_id]
    for cause in document.causes:
        if cause.also and _reaches(cause, effects):
            yield Hit(
                item_span(cause),
                "by `also`, this cause is its own effect",
                "Which of the two came first? One of the links can go.",
            )


def _reaches(cause: Cause, effects: dict[int, list[Cause]]) -> bool:
    """Whether the effects of a cause lead back to it."""
    seen: set[int] = set()
    ahead = list(effects[id(cause)])
    while ahead:
        effect = ahead.pop()
        if effect is cause:
            return True
        if id(effect) not in seen:
            seen.add(id(effect))
            ahead += effects[id(effect)]
    return False


rule = Rule(
    code="RCA-020",
    title="No circle among the causes",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
