"""No heroes.

Why
    A hero is blame in the mirror: next time the same person has to be awake. What the hero knew or did can be
    written down, drilled or built in.

Example
    The storage lead saved the day single-handedly.

Better
    Recovery depended on what one responder knew about the array; the steps now stand in the runbook and are drilled.

When to ignore
    It is a word of thanks.

Source
    Dekker, The Field Guide to Understanding Human Error; Jeli, Howie guide.
"""

from __future__ import annotations

import re

from howcome.checks.levels import levels
from howcome.checks.rule import Candidate, Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_THANKS = pattern(r"\b(?:thank\w*|kudos|grateful|appreciat\w*|shout-?out)\b", re.IGNORECASE)


def judge(candidate: Candidate, _document: Document) -> Hit | None:
    sentence = candidate.sentence
    # A hero among the lessons that went well is LES-008's.
    if sentence.is_heading or sentence.section == "lessons" or _THANKS.search(sentence.text):
        return None
    return Hit(
        candidate.span,
        f"“{candidate.word}” makes a hero, and the next incident needs them again",
        "What did they know or have that others did not, and where could it be kept?",
    )


rule = Rule(
    code="B22",
    title="No heroes",
    levels=levels(full="info", standard="info", light="info"),
    triggers=(
        "saved the day", "saves the day", "single-handedly", "single handedly", "singlehandedly", "heroic effort",
        "heroic efforts", "heroically", "our hero", "the hero of", "went above and beyond", "only person who knows",
        "only person who knew", "only one who knows", "only one who knew",
    ),
    judge=judge,
    category="person-as-cause",
)  # fmt: skip
