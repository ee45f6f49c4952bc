"""Nobody is called guilty or at fault.

Why
    Guilt is a question for a court. A review that assigns it learns nothing more, since people then defend
    themselves.

Example
    The network team was at fault.

Better
    The route and the access list were changed by two groups; no review shows both changes together.

When to ignore
    The words are technical (a page fault, a service that is responsible for a task). They are not reported.

Source
    Dekker, The Field Guide to Understanding Human Error; PagerDuty, postmortem guide.
"""

from __future__ import annotations

import re

from howcome.checks.blame.people_named import ends_with_a_name
from howcome.checks.blame.subjects import is_negated, kind_of, subject_after, subject_before
from howcome.checks.levels import QUIET, levels
from howcome.checks.rule import Candidate, Hit, Rule
from howcome.document import Document

_HARM = re.compile(
    r"\s+(?:(?:the|this|that|our|an?|all|of|major|whole|entire|yesterday's)\s+){0,3}(?:[\w-]+\s)?"
    r"(?:outage|incident|failure|error|errors|mistake|breakage|downtime|loss|problem|damage|disruption|mess|bug|"
    r"misconfiguration|leak|breach)\b",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(
    r"(?:\b([\w-]+)(?:'s|’s|s')|\b(his|her|their|my|our|your|whose))\s+(?:own\s+)?$", re.IGNORECASE
)
_COPULA = re.compile(
    r"(.*?)\b(?:is|are|was|were|be|been|being)\s+(?:partly\s|clearly\s|solely\s|entirely\s|also\s|mainly\s)?$",
    re.I | re.S,
)


def judge(candidate: Candidate, document: Document) -> Hit | None:
    if is_negated(candidate.before, 50):
        return None
    subject = _blamed(candidate, document)
    if subject not in ("person", "team", "self"):
        return None
    words = " ".join(document.source[candidate.span].split())
    return Hit(
        candidate.span,
        f"“{words}” assigns guilt",
        "Which condition made this possible for anybody in that place?",
        levels=QUIET if subject == "self" else {},
    )


def _blamed(candidate: Candidate, document: Document) -> str | None:
    if candidate.word == "fault":
        owner = _POSSESSIVE.search(candidate.before)
        if not owner:
            return None
        if owner[2]:
            return "self" if owner[2].lower() in ("my", "our") else "person"
        named = ends_with_a_name(document, owner[1])
        return "person" if named else kind_of(owner[1].lower())
    if candidate.word == "responsible for" and not _HARM.match(candidate.after):
        return None
    if candidate.word == "the fault of":
        return subject_after(candidate.after, 4)
    if candidate.word in ("culprit", "culprits"):
        after = re.match(r"\s+(?:is|was|were|are|here was|turned out to be)\s", candidate.after)
        return subject_after(candidate.after[after.end() :], 4) if after else None
    before = _COPULA.match(candidate.before)
    words = before[1] if before else candidate.before
    return subject_before(words) or ("person" if ends_with_a_name(document, words) else None)


rule = Rule(
    code="B09",
    title="Nobody is to blame",
    levels=levels(full="warning", standard="warning", light="info"),
    triggers=(
        "to blame",
        "at fault",
        "fault",
        "the fault of",
        "guilty",
        "responsible for",
        "culpable",
        "culprit",
        "culprits",
    ),
    judge=judge,
    category="team-blame",
    foreign=True,
)
