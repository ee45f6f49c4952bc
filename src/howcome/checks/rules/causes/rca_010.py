"""Where a procedure was not followed, the text says what made that likely.

Why
    People leave a procedure for a reason: it is long, it failed before, it does not fit the case. Without the
    reason, the only answer is "follow it next time".

Example
    - The runbook was not followed

Better
    - Steps 3 to 5 of the runbook were not followed: they take 20 minutes and had failed twice in February

When to ignore
    The procedure stopped a program and not a person.

Source
    VA National Center for Patient Safety, five rules of causation (rule 4); Dekker, The Field Guide to
    Understanding Human Error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.causes import children, is_answer
from howcome.checks.levels import levels
from howcome.checks.places import is_present
from howcome.checks.prose import Sentence, prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text import Span
from howcome.text.pattern import pattern

_RULES = (
    r"(?:runbooks?|play ?books?|procedures?|process|checklists?|policy|policies|guidelines?|protocol|review process|"
    r"change process|release process|standard operating procedure|steps|instructions)"
)
_LEFT = pattern(
    rf"\b{_RULES}\s(?:for\s\w+\s)?(?:was|were|had)\s(?:not|n['’]t|never)\s(?:been\s|properly\s|fully\s|correctly\s)?"
    rf"(?:followed|obeyed|adhered to|observed|used|applied|respected)\b"
    rf"|\b{_RULES}\s(?:was|were)\s(?:violated|bypassed|skipped|circumvented|ignored|disregarded)\b"
    rf"|\b(?:violation of|non-?compliance with|deviation from|failure to follow|without following)\s"
    rf"(?:the\s|our\s|an?\s|established\s|standard\s|documented\s|\w+\s){{0,3}}{_RULES}\b",
    re.IGNORECASE,
)
_REASON = pattern(
    r"\b(?:because|since|as it|as they|as the|due to|so that|in order to|which takes|take[sn]?|took|had failed|fails?|does not|"
    r"do not|did not (?:fit|apply|cover|mention|exist|work)|unknown to|unaware|outdated|retired|missing|nobody had|usually|"
    r"again|times|reason|why|pressure|approval)\b|\d|:",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "causes"):
        return
    sentences = list(prose_of(document).sentences("causes"))
    explained = _explained(document)
    for number, sentence in enumerate(sentences):
        found = _LEFT.search(sentence.text)
        if not found or document.source.line_at(sentence.span.start) in explained:
            continue
        if _has_reason(document, sentences, number, found):
            continue
        start = sentence.span.start
        yield Hit(
            Span(start + found.start(), start + found.end()),
            f"“{' '.join(found.group().split())}” does not say what made that likely",
            "What made it sensible to leave the procedure: its length, its fit, how it went before?",
        )


def _has_reason(document: Document, sentences: list[Sentence], number: int, found: re.Match[str]) -> bool:
    """Whether this sentence or one of the two around it, in the same block, gives a reason."""
    own = sentences[number].text
    if _REASON.search(own[: found.start()] + own[found.end() :]):
        return True
    line = document.source.line_at(sentences[number].span.start)
    near = sentences[max(0, number - 2) : number] + sentences[number + 1 : number + 3]
    return any(
        abs(document.source.line_at(s.span.start) - line) <= 2
        and not _is_item(document, s)
        and _REASON.search(s.text)
        for s in near
    )


def _is_item(document: Document, sentence: Sentence) -> bool:
    """Whether the sentence begins an item of a list: another cause, and not a reason for this one."""
    line = document.source.line_span(document.source.line_at(sentence.span.start))
    return bool(re.match(r"\s*(?:[-*+]|\d{1,3}[.)])\s", document.source[line]))


def _explained(document: Document) -> frozenset[int]:
    """The lines of causes that have an answer below them."""
    below = children(document)
    return frozenset(c.line for c in document.causes if any(is_answer(b) for b in below.get(id(c), ())))


rule = Rule(
    code="RCA-010",
    title="A procedure is left for a reason",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    foreign=True,
)
