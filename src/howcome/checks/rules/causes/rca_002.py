"""No chain of why ends with what a person or a team did.

Why
    People act on what they see, know and are asked to do. An action is the place where the interesting
    question begins: what made it reasonable, and what let it through?

Example
    - Why did the wrong cluster go down?
      - The engineer typed the name of the wrong cluster

Better
    - Why did the wrong cluster go down?
      - The engineer typed the name of the wrong cluster
        - The prompts of both clusters look the same, and the tool asks nothing before it deletes

When to ignore
    The action is only the trigger; label it `[trigger]`, and answer its why elsewhere.

Source
    PagerDuty, postmortem guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from howcome.checks.blame.subjects import ATTACKERS, CUSTOMERS, ROLES, SYSTEMS, TEAMS
from howcome.checks.causes import leaves
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document

_ACTS = frozenset(
    """
    typed ran executed deployed deleted removed dropped pushed merged changed edited entered selected clicked approved
    forgot missed ignored overlooked skipped bypassed disabled misconfigured misread misunderstood mistyped broke caused
    restarted stopped killed applied committed released set configured assumed neglected introduced overwrote rotated
    revoked upgraded rebooted unplugged wiped rushed disregarded copied pasted triggered switched
    """.split()  # noqa: SIM905
)
_OMISSION = re.compile(
    r"(?:failed to|did(?: not|n't)|neglected to|forgot to)\s(?!know|see|have|receive|get|understand|notice|hear|feel|need|"
    r"expect|exist|support|include|allow|provide)",
    re.IGNORECASE,
)
_LONGEST_SUBJECT = 4


@cache
def _begins(words: int) -> re.Pattern[str]:
    """A beginning of a sentence whose subject has so many words, with its verb."""
    return re.compile(
        r"\W*(?:(?:because|the|an?|our|one of (?:the|our)|another|some|two|several|\d)\s)*"
        rf"(?P<subject>(?:[\w'/-]+\s){{{words}}})"
        r"(?:accidentally|mistakenly|inadvertently|wrongly|erroneously|manually|incorrectly|then|had|also|just|simply)?\s?"
        r"(?P<verb>failed to\s\w+|did(?: not|n't)\s\w+|forgot\b|\w+)",
        re.IGNORECASE,
    )


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "causes"):
        return
    for cause in leaves(document):
        if "trigger" not in cause.labels and is_act(cause.text or ""):
            yield Hit(
                item_span(cause),
                "this chain of why ends with what somebody did",
                "What did it look like to them at that moment, and what let it through? One more why below.",
            )


def is_act(words: str) -> bool:
    """Whether a cause begins with a person or a team and what they did (or did not do)."""
    for count in range(1, _LONGEST_SUBJECT + 1):
        found = _begins(count).match(words)
        if not found:
            return False
        subject = [w.strip("'/").lower() for w in found["subject"].split()]
        verb = found["verb"].lower()
        if _is_person(subject) and (verb.split()[0] in _ACTS or _OMISSION.match(verb)):
            return True
    return False


def _is_person(subject: list[str]) -> bool:
    last = subject[-1] if subject else ""
    if last in CUSTOMERS | ATTACKERS | SYSTEMS or any(
        w in ("kubernetes", "automated", "bot") for w in subject
    ):
        return False
    return last in ROLES or last in TEAMS


rule = Rule(
    code="RCA-002",
    title="A chain of why does not end with a person",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    foreign=True,
)
