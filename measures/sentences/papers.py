"""Puts labelled sentences into documents as people write them, and brings back what was found in each.

Sixty sentences make one document, each a paragraph in the section that it belongs to: a check sees a sentence
as it would in a postmortem, beside others and below a heading.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from measures.checker import flags_in
from measures.work import spread

from .labelled import CATEGORIES, INFO_CATEGORY, Labelled

PER_PAPER = 60
_HEADINGS = (
    ("incident-summary", "## Incident Summary"),
    ("timeline", "## Timeline of Events"),
    ("impact-assessment", "## Impact Assessment"),
    ("root-cause-analysis", "## Root Cause Analysis"),
    ("five-whys", "### 5 Whys"),
    ("lessons-learned", "## Lessons Learned"),
    ("action-items", "## Action Items"),
    ("preventive-measures", "## Preventive Measures"),
    ("communication-plan", "## Communication Plan"),
    ("continuous-improvement", "## Continuous Improvement"),
    ("appendix", "## Appendix"),
)


class Said(NamedTuple):
    """One finding about blame in one sentence; columns are half-open code points of the sentence."""

    category: str
    start: int
    end: int
    is_info: bool


def read_all(sentences: Sequence[Labelled]) -> dict[str, list[Said]]:
    """What the checks say of each sentence, by its id; findings that are not about blame are left out."""
    found: dict[str, list[Said]] = {s.id: [] for s in sentences}
    # By id, which has nothing to do with what a sentence says: both kinds stand side by side.
    ordered = sorted(sentences, key=lambda s: s.id[1:])
    papers = [ordered[first : first + PER_PAPER] for first in range(0, len(ordered), PER_PAPER)]
    for pairs in spread(_read, papers):
        for id, said in pairs:
            found[id].append(said)
    return found


def _read(sentences: Sequence[Labelled]) -> list[tuple[str, Said]]:
    """What is said about the sentences of one document, with their ids."""
    text, where = paper(sentences)
    found: list[tuple[str, Said]] = []
    for flag in flags_in(text):
        if flag.line in where and flag.category in CATEGORIES:
            end = flag.end_column if flag.end_column > flag.column else flag.column + 1
            is_info = flag.is_info or flag.category == INFO_CATEGORY
            found.append((where[flag.line], Said(flag.category, flag.column - 1, end - 1, is_info)))
    return found


def paper(sentences: Sequence[Labelled]) -> tuple[str, dict[int, str]]:
    """A document of these sentences, and which line (from 1) holds which of them."""
    lines = ["# Review of INC-1000", ""]
    where: dict[int, str] = {}
    for context, heading in _HEADINGS:
        lines += [heading, ""]
        for sentence in sentences:
            if sentence.context == context:
                where[len(lines) + 1] = sentence.id
                lines += [sentence.text, ""]
    return "\n".join(lines) + "\n", where
