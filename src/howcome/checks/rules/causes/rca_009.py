"""A grade such as "insufficient" stands beside the fact that it grades.

Why
    "Insufficient monitoring" can be said after every incident. What was watched, and what was not, is what
    the next team needs to know.

Example
    - Insufficient monitoring

Better
    - No alert covers the age of the queue; the one on its depth fires at 10 000, reached after 41 minutes

When to ignore
    The fact stands in the cause below.

Source
    VA National Center for Patient Safety, five rules of causation (rule 2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.blame.labels import is_label
from howcome.checks.causes import children, is_answer
from howcome.checks.levels import levels
from howcome.checks.places import is_present
from howcome.checks.prose import Sentence, prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text import Span
from howcome.text.pattern import pattern

_GRADED = pattern(
    r"\b(?:poor|inadequate|insufficient|improper|deficient|sub-?optimal|substandard|lacklustre|weak|bad)\s"
    r"(?:(?!and\b|or\b)[\w-]+\s){0,2}?"
    r"(?:monitoring|alerting|observability|logging|testing|tests|coverage|documentation|docs|runbooks?|process|processes|"
    r"procedures?|reviews?|validation|visibility|tooling|planning|design|handling|controls?|safeguards?|guardrails|oversight|"
    r"coordination|handovers?|communication|change management|capacity planning|error handling|practices|hygiene)\b",
    re.IGNORECASE,
)
#: What tells more than the grade: a number, a name in code, a clause that says what was so.
_FACT = pattern(
    r"\d|[:;–—]|\(|\b(?:because|since|which|so that|such that|no|not|never|nothing|only|did(?: not|n't)|does(?: not|n't)|"
    r"was(?: not|n't)|were(?: not|n't)|until|although|while|where|when|whose|meant|caused|led|allowed|made)\b",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "causes"):
        return
    explained = _explained(document)
    for sentence in prose_of(document).sentences("causes"):
        found = _GRADED.search(sentence.text)
        if not found or is_label(sentence.text.strip()) or _tells(document, sentence, found):
            continue
        if document.source.line_at(sentence.span.start) in explained:
            continue
        start = sentence.span.start
        yield Hit(
            Span(start + found.start(), start + found.end()),
            f"“{' '.join(found.group().split())}” grades something and does not say what it was",
            "What was there, and what exactly was not? The fact says more than the grade.",
        )


def _tells(document: Document, sentence: Sentence, found: re.Match[str]) -> bool:
    rest = sentence.text[: found.start()] + sentence.text[found.end() :]
    # What is blank in the prose but not in the text is code, a link or a quotation.
    return bool(_FACT.search(rest)) or "`" in document.source[sentence.span]


def _explained(document: Document) -> frozenset[int]:
    """The lines of causes that have an answer below them."""
    below = children(document)
    return frozenset(c.line for c in document.causes if any(is_answer(b) for b in below.get(id(c), ())))


rule = Rule(
    code="RCA-009",
    title="Facts instead of grades",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    foreign=True,
)
