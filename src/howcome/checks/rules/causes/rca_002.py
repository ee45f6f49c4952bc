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

from howcome.checks.blame.subjects import kind_of, subject_before
from howcome.checks.causes import is_trigger, leaves
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_ACTS = frozenset(
    """
    typed ran executed deployed deleted removed dropped pushed merged changed edited entered selected clicked approved
    forgot missed ignored overlooked skipped bypassed disabled misconfigured misread misunderstood mistyped broke caused
    restarted stopped killed applied committed released set configured neglected introduced overwrote rotated
    revoked upgraded rebooted unplugged wiped rushed disregarded copied pasted triggered switched decided chose waited
    used opened closed sent wrote updated modified reverted turned created added moved renamed installed enabled started
    miscalculated misjudged mixed confused panicked shipped force-pushed truncated granted accepted hurried
    """.split()  # noqa: SIM905
)
#: What "we" must have done before it is about people and not about our systems.
_OWN_ACTS = frozenset(
    """
    forgot missed ignored overlooked skipped neglected misconfigured misread rushed disregarded
    """.split()  # noqa: SIM905
)
_NOT_THEIRS = r"know|see|have|receive|get|understand|hear|feel|need|expect|exist|support|include|allow|provide|own|exceed|return|start"
_OMISSION = pattern(
    rf"(?:failed to|did(?: not|n['’]t)|neglected to|forgot to)\s(?!(?:{_NOT_THEIRS})\b)\w", re.IGNORECASE
)
_STATE = pattern(
    r"(?:was|were)\s(?:(?:too|very|so|in a|under)\s)?(?:careless|tired|distracted|inattentive|inexperienced|hasty|hurry|"
    r"overconfident|complacent|unfamiliar)\b"
    r"|made\s(?:an?|the|some)\s(?:\w+\s)?(?:mistakes?|errors?|typo|slip|wrong\s\w+)\b"
    r"|lacked\s(?:\w+\s)?(?:experience|attention|knowledge|training|discipline|care|diligence|skills?)\b",
    re.IGNORECASE,
)
_ADVERBS = pattern(
    r"(?:accidentally|mistakenly|inadvertently|wrongly|erroneously|manually|incorrectly|prematurely|then|had|also|just|simply|"
    r"both|all)\Z",
    re.IGNORECASE,
)
_OWN_OMISSION = pattern(
    r"(?:failed to|did(?: not|n['’]t)|neglected to|forgot to)\s(?:properly\s|fully\s|\w+ly\s)?(?:test|check|verify|read|follow|review|escalate|tell|communicate|"
    r"update|document|renew|configure|consider|plan|think|run|announce|inform|notify|validate|ask|look|investigate|prioriti[sz]e|coordinate)\b",
    re.IGNORECASE,
)
_PASSIVE = pattern(
    r"\b(?:was|were|got|had been)\s(?:\w+ly\s)?(?P<verb>\w+)\s[^.;,]{0,60}?\bby\s(?:(?:the|an?|our|one of (?:the|our))\s)?"
    r"(?P<who>(?:[\w'-]+\s){0,3}[\w'-]+)\W*\Z",
    re.IGNORECASE,
)
_PARTICIPLES = frozenset(
    """
    run written chosen taken made forgotten overwritten broken misread
    """.split()  # noqa: SIM905
)
_LEAD = pattern(r"\W*(?:because\s)?", re.IGNORECASE)
_WORD = pattern(r"[^\W_][\w'’-]*")
#: What stands between somebody and the verb, and says only when or where they work.
_ON_DUTY = pattern(
    r"\s(?:on (?:duty|call|shift|site|watch)|in charge|at (?:the )?(?:desk|console|keyboard|night)|in the (?:office|rota|team))\s*\Z",
    re.IGNORECASE,
)
_NOBODY = frozenset({"nobody", "no-one", "none", "noone"})
_LONGEST_SUBJECT = 6


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "causes"):
        return
    people: frozenset[str] | None = None
    for cause in leaves(document):
        people = _people(document) if people is None else people
        if not is_trigger(cause) and is_act(cause.text or "", people):
            yield Hit(
                item_span(cause),
                "this chain of why ends with what somebody did",
                "What did it look like to them at that moment, and what let it through? One more why below.",
            )


def is_act(words: str, people: frozenset[str] = frozenset()) -> bool:
    """Whether a cause begins with a person or a team and what they did (or did not do)."""
    words = words[_LEAD.match(words).end() :][:300]  # type: ignore[union-attr]
    found = list(_WORD.finditer(words))
    for number in range(1, min(len(found), _LONGEST_SUBJECT + 2)):
        before, at = words[: found[number].start()], found[number]
        if re.search(r"[.;:,(–—]\s*\Z", before):
            return False
        subject = [m.group().lower() for m in found[:number]]
        while len(subject) > 1 and _ADVERBS.match(subject[-1]):
            subject.pop()
        kind = _kind(before, subject, words[found[0].start() : found[0].end()], people)
        if kind and _is_deed(words, at, kind):
            return True
    passive = _PASSIVE.search(words)
    return bool(
        passive
        and (passive["verb"].lower() in _ACTS or passive["verb"].lower() in _PARTICIPLES)
        and _is_somebody(passive["who"].lower().split())
    )


def _kind(before: str, subject: list[str], first: str, people: frozenset[str]) -> str | None:
    if subject[-1] in _NOBODY or subject[-2:] == ["no", "one"]:
        return None  # RCA-011 asks whose task it was
    if first[:1].isupper() and first.removesuffix("'s") in people and len(subject) <= 2:
        return "person"
    on_duty = _ON_DUTY.search(before)
    if on_duty:
        before = before[: on_duty.start()]
        subject = [m.group().lower() for m in _WORD.finditer(before)] or subject
    kind = kind_of(subject[-1], subject[-2] if len(subject) > 1 else "") or subject_before(before)
    return kind if kind in ("person", "team", "self") else None


def _is_deed(words: str, verb: re.Match[str], kind: str) -> bool:
    rest = words[verb.start() :]
    if kind == "self":
        return verb.group().lower() in _OWN_ACTS or bool(_OWN_OMISSION.match(rest))
    return verb.group().lower() in _ACTS or bool(_OMISSION.match(rest) or _STATE.match(rest))


def _is_somebody(subject: list[str]) -> bool:
    kind = kind_of(subject[-1], subject[-2] if len(subject) > 1 else "") if subject else None
    return kind in ("person", "team") and subject[-1] not in _NOBODY


def _people(document: Document) -> frozenset[str]:
    """The names that the head and the owners of actions give, word by word."""
    said = [document.head.owner, document.head.facilitator, *(a.owner for a in document.actions)]
    said += [cell.raw for cell in document.front_matter.maps.get("roles", {}).values()]
    words = {w for name in said for w in _WORD.findall(name or "")}
    return frozenset(w for w in words if w[:1].isupper() and len(w) > 2 and not kind_of(w.lower()))


rule = Rule(
    code="RCA-002",
    title="A chain of why does not end with a person",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    foreign=True,
)
