"""Responders are they, or their role.

Why
    “He” and “she” tell nothing about the system, and make a person recognisable whom the text calls by a role.

Example
    The on-call restarted the pod. She then looked at the log.

Better
    The on-call restarted the pod, and then looked at the log.

When to ignore
    The person is quoted, or asked to be written about so.

Source
    PagerDuty, postmortem guide; AWS, incident analysis guide.
"""

from __future__ import annotations

from howcome.checks.levels import levels
from howcome.checks.rule import Candidate, Hit, Rule
from howcome.document import Document, Fix
from howcome.text import Edit

_NEUTRAL = {"his": "their", "himself": "themselves", "herself": "themselves"}


def judge(candidate: Candidate, document: Document) -> Hit | None:
    # "he/she", "s/he" and "his or her" are about anybody.
    around = document.source.text[max(0, candidate.span.start - 6) : candidate.span.end + 6]
    if "/" in around or " or " in around or candidate.sentence.section not in _NARRATIVE:
        return None
    written = document.source[candidate.span]
    fixes: tuple[Fix, ...] = ()
    if candidate.word in _NEUTRAL:
        words = _NEUTRAL[candidate.word]
        words = words.capitalize() if written[:1].isupper() else words
        fixes = (Fix(f"write “{words}”", (Edit(candidate.span, words),)),)
    return Hit(
        candidate.span,
        f"“{written}” says who a responder is, and nothing about the system",
        "Which role did they have there?",
        fixes,
    )


_NARRATIVE = ("incident-summary", "timeline", "causes", "impact", "lessons")

rule = Rule(
    code="B25",
    title="Responders are they, or their role",
    levels=levels(full="info", standard=None, light=None),
    triggers=("he", "she", "his", "himself", "herself"),
    judge=judge,
)
