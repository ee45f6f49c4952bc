"""No sentence about what people should or could have done.

Why
    It argues against an event that did not happen, with knowledge that nobody had then. What people saw,
    and why their choice made sense, is what can be learned from.

Example
    The on-call should have rolled back at 14:10.

Better
    At 14:10 the graphs showed recovery. The on-call chose the rollback at 14:31, when errors came back.

When to ignore
    The sentence speaks about a design that would have helped; say it about the system: "a limit would stop
    the second worker".

Source
    Dekker, The Field Guide to Understanding Human Error; PagerDuty, postmortem guide.
"""

from __future__ import annotations

import re

from howcome.checks.blame.people_named import ends_with_a_name
from howcome.checks.blame.subjects import subject_before
from howcome.checks.levels import QUIET, Levels, levels
from howcome.checks.rule import Candidate, Hit, Rule
from howcome.document import Document

_PARTICIPLE = re.compile(
    r"\s+(?:(?:also|at least|just|simply|never|immediately|first|then|probably|easily|\w+ly)\s+)?(?P<word>[a-z]+(?:-[a-z]+)?)\b",
    re.IGNORECASE,
)
_IRREGULAR = frozenset(
    """
    seen known done run told gone caught found read kept held made put set left taken thought sent paid
    chosen built brought understood begun spoken written given asked sought shut cut let spotted had got
    gotten come said
    """.split()  # noqa: SIM905
)
_NOUNS = frozenset("red need seed speed feed bed unlimited limited detailed shared".split())  # noqa: SIM905
_OF_SYSTEMS = frozenset(
    """
    returned fired failed resulted existed triggered timed expired scaled matched recovered appeared arrived
    applied propagated been
    """.split()  # noqa: SIM905
)
_ASSUMED = re.compile(
    r"\b(?:assum\w+|as if|whether|what|how|anything|nothing|unclear if)\b[^.;]{0,30}$", re.IGNORECASE
)
_THEY = re.compile(r"\bthey\W*(?:\w+ly\s*)?$", re.IGNORECASE)
_QUESTION = "What did they see and know at that moment, and what made their choice reasonable?"


def judge(candidate: Candidate, document: Document) -> Hit | None:
    participle = _PARTICIPLE.match(candidate.after)
    verb = participle["word"].lower() if participle else ""
    if not (verb.endswith(("ed", "en")) or verb in _IRREGULAR) or verb in _NOUNS or verb == "been":
        return None
    they = bool(_THEY.search(candidate.before))
    subject = "person" if they and verb not in _OF_SYSTEMS else subject_before(candidate.before)
    if subject is None and ends_with_a_name(document, candidate.before):
        subject = "person"
    if subject == "self":
        if candidate.sentence.section in ("lessons", "actions", "measures", "improvement"):
            return None
        return _hit(candidate, document, QUIET)
    if subject not in ("person", "team") or _ASSUMED.search(candidate.before[:-1]):
        return None
    if candidate.word in ("could not have", "couldn't have"):
        return None
    return _hit(candidate, document, {})


def _hit(candidate: Candidate, document: Document, levels: Levels) -> Hit:
    words = " ".join(document.source[candidate.span].split())
    return Hit(candidate.span, f"“{words}” speaks about what did not happen", _QUESTION, levels=levels)


rule = Rule(
    code="B04",
    title="No “should have” about people",
    levels=levels(full="warning", standard="warning", light="info"),
    triggers=(
        "should have", "should've", "should not have", "shouldn't have", "could have", "could've", "could not have",
        "couldn't have", "ought to have", "ought not to have", "needed to have", "might have",
    ),
    judge=judge,
    category="counterfactual",
    foreign=True,
)  # fmt: skip
