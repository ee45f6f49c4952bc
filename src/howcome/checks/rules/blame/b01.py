"""No words that judge a person's character or care.

Why
    A judgement explains nothing and closes mouths: the next person who sees a risk will keep it to
    themselves. Say what the system allowed.

Example
    A careless engineer dropped the table.

Better
    The console accepted the command on production and asked nothing.

When to ignore
    The word is a term about software, or the document quotes it; quotation marks are enough for that.

Source
    Dekker, The Field Guide to Understanding Human Error; PagerDuty, postmortem guide.
"""

from __future__ import annotations

from howcome.checks.blame.subjects import is_negated, subject_after, subject_before
from howcome.checks.levels import levels
from howcome.checks.rule import Candidate, Hit, Rule
from howcome.document import Document

_ALWAYS = (
    "careless", "carelessly", "carelessness", "negligent", "negligently", "negligence", "incompetent", "incompetence",
    "stupid", "stupidly", "stupidity", "idiotic", "idiot", "idiots", "rookie mistake", "rookie mistakes",
    "rookie error", "boneheaded", "lack of diligence", "lack of care", "clueless", "irresponsible", "irresponsibly",
    "unprofessional", "fat fingered", "fat-fingered", "fat-fingering",
)  # fmt: skip
_ONLY_OF_PEOPLE = ("lazy", "laziness", "sloppy", "sloppiness", "sloppily", "reckless", "recklessly", "dumb", "thoughtless",
                   "clumsy", "inattentive", "lazily")  # fmt: skip
_WORK = (
    "work",
    "job",
    "review",
    "reviews",
    "mistake",
    "mistakes",
    "coding",
    "handling",
    "attitude",
    "shortcut",
)


def judge(candidate: Candidate, document: Document) -> Hit | None:
    after = subject_after(candidate.after, 2)
    if after == "system" or after == "attacker" or is_negated(candidate.before, 24):
        return None
    if candidate.word in _ONLY_OF_PEOPLE and not _is_about_people(candidate, after):
        return None
    words = document.source[candidate.span]
    return Hit(
        candidate.span,
        f"“{' '.join(words.split())}” judges a person, and does not explain",
        "What did they see at that moment, and what did the system allow?",
    )


def _is_about_people(candidate: Candidate, after: str | None) -> bool:
    if after in ("person", "team", "self"):
        return True
    following = candidate.after.lower().split()[:1]
    before = candidate.before.rstrip()
    for verb in (" was", " were", " is", " are", " being", " got"):
        if before.lower().endswith(verb):
            return subject_before(before[: -len(verb)]) in ("person", "team", "self")
    return bool(following) and following[0].strip(".,;:") in _WORK


rule = Rule(
    code="B01",
    title="No judgement of character",
    levels=levels(full="warning", standard="warning", light="info"),
    triggers=(*_ALWAYS, *_ONLY_OF_PEOPLE),
    judge=judge,
    category="normative",
    foreign=True,
)
