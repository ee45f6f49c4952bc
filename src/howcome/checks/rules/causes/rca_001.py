"""A severe incident has more than one cause.

Why
    One fault alone seldom gets through: it needs something that let it in, something that did not see it,
    something that let it grow. A single cause is where the search stopped.

Example
    - Why did checkout fail?
      - A wrong limit was in the configuration

Better
    - Why did checkout fail?
      - The generator writes an empty limit when the inventory does not answer
      - Gateways take an empty limit as valid
      - Configuration reaches all gateways at once; only code has stages

When to ignore
    Nothing else was found, and the document says where you looked.

Source
    Cook, How Complex Systems Fail; PagerDuty, postmortem guide; Card, The problem with 5 whys, BMJ Quality
    & Safety 2017.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.causes import is_answer, is_trigger
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, section_span
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_LOOKED = pattern(
    r"\b(?:no (?:second|other|further) (?:cause|factor|reason)|nothing else (?:was )?found|only cause)", re.I
)
_SHORTEST = 40
_QUESTION = "What let it in, what did not catch it, and what let it last or spread?"


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "causes"):
        return
    sentences = [s.text for s in prose_of(document).sentences("causes")]
    if any(_LOOKED.search(s) for s in sentences):
        return
    answers = [c for c in document.causes if is_answer(c) and not is_trigger(c)]
    if len(answers) == 1 and not _says_more(document, sentences):
        yield Hit(item_span(answers[0]), "this is the only cause that the analysis names", _QUESTION)
    elif not document.causes and len(re.findall(r"\w+", " ".join(sentences))) < _SHORTEST:
        yield Hit(
            section_span(document, "causes"), "the analysis names one cause in a sentence or two", _QUESTION
        )


def _says_more(document: Document, sentences: list[str]) -> bool:
    """Whether most of the analysis stands in prose beside the list."""
    listed = sum(len(re.findall(r"\w+", c.text or "")) for c in document.causes)
    return len(re.findall(r"\w+", " ".join(sentences))) - listed > _SHORTEST


rule = Rule(
    code="RCA-001",
    title="More than one cause",
    levels=levels(full="error", standard="info", light=None),
    check=check,
    gap=True,
)
