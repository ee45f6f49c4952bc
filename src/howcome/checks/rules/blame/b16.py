"""Nobody is punished or sent to be retrained.

Why
    After a punishment the next slip stays hidden. And the next person at the same desk has the same tool.

Example
    The operator was reprimanded, and developers will be reminded of the rules.

Better
    The start-up check now rejects the two options together.

When to ignore
    The words are about machines (a model is retrained) or say that nobody is punished.

Source
    Dekker, The Field Guide to Understanding Human Error; PagerDuty, postmortem guide.
"""

from __future__ import annotations

import re

from howcome.checks.blame.subjects import is_negated, subject_after, subject_before
from howcome.checks.levels import levels
from howcome.checks.rule import Candidate, Hit, Rule
from howcome.document import Document

_WITH_OBJECT = ("retrain", "re-train", "retrained", "remind", "reminded", "coach", "coached", "reprimand", "reprimanded",
                "discipline", "disciplined", "sanction", "sanctioned", "punish", "punished", "dismissed", "retraining",
                "reminding", "coaching")  # fmt: skip
_ALONE = ("disciplinary action", "disciplinary measures", "performance improvement plan", "written warning",
          "formal warning", "held accountable", "hold accountable", "accountable", "consequences for", "put on notice")  # fmt: skip
_PASSIVE = re.compile(
    r"(.*?)\b(?:was|were|been|be|being|is|are|has been|have been|will be|must be|should be)\s+(?:\w+ly\s)?$",
    re.I | re.S,
)
_HOLDING = re.compile(r"\b(?:hold|holding|held)\s+(?:\w+\s+){1,4}$", re.IGNORECASE)
_MACHINE = re.compile(
    r"\b(?:bot|automatically|automatic|calendar|cron|model|classifier|network)\b", re.IGNORECASE
)


def judge(candidate: Candidate, document: Document) -> Hit | None:
    if candidate.sentence.section == "actions" or _MACHINE.search(candidate.sentence.text):
        return None  # ACT-011 looks at actions
    if is_negated(candidate.before, 40):
        return None
    if candidate.word in _WITH_OBJECT and not _is_about_people(candidate):
        return None
    if candidate.word == "accountable" and not _is_held(candidate):
        return None
    words = " ".join(document.source[candidate.span].split())
    return Hit(
        candidate.span,
        f"“{words}” corrects people, and the condition stays",
        "What could the tool, the check or the default do, so that the same slip does no harm?",
    )


def _is_held(candidate: Candidate) -> bool:
    """Whether somebody holds a person or a team accountable."""
    held = _HOLDING.search(candidate.before)
    return bool(held) and subject_before(candidate.before) in ("person", "team")


def _is_about_people(candidate: Candidate) -> bool:
    if candidate.word in ("discipline", "sanction", "coach") and re.search(
        r"\b(?:the|a|of|more|better|our)\s*$", candidate.before
    ):
        return False
    passive = _PASSIVE.match(candidate.before)
    if passive and candidate.word.endswith("ed"):
        return subject_before(passive[1]) in ("person", "team")
    return subject_after(candidate.after, 4) in ("person", "team")


rule = Rule(
    code="B16",
    title="Nobody is punished or retrained",
    levels=levels(full="warning", standard="warning", light="info"),
    triggers=(*_WITH_OBJECT, *_ALONE),
    judge=judge,
    category="punitive-or-weak-action",
    foreign=True,
)
