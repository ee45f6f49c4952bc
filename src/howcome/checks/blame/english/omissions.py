"""What people left undone: forgot, failed to, did not check. Owns which words say so, and where they are mere facts.

"The reviewer did not notice" describes what was missing and not what was there; in a timeline it may be just that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.text.pattern import pattern

from .actors import Actor
from .found import Found, category_of, tells_why
from .phrases import phrases
from .predicates import Predicate
from .quoted import is_denied
from .reasons import is_excused
from .said import is_nobody
from .sentence import Reading
from .words import words

_OMISSION_VERBS = words("omission-verbs")
_OMITS_SOMETHING = _OMISSION_VERBS - words("omissions-of-body")
_NOT_OMITTED = words("not-omitted")
_DILIGENCE = words("diligence")
_PERCEPTION = words("perception") - {"notice", "noticed"}
_OWN_OMISSIONS = words("own-omissions")
_ANSWERING = words("answering-verbs")
_FAILS = frozenset(("failed", "fails", "fail", "failing"))
_WAITS = frozenset(("waited", "hesitated", "dithered"))
_DELAYS = words("delays")
_DECIDES = frozenset(("chose", "decided", "opted", "preferred"))
_REFUSES = frozenset(("refused", "declined", "hesitated"))
_LEFT_ALONE = words("left-alone")
_BEFORE_THE_MISSING = words("before-the-missing")
_HARMLESS_WITHOUT = words("harmless-without")
_SAFEGUARDS = words("safeguards")
#: What may stand before a verb without a subject: a time or a number, and a label.
_LABEL = pattern(
    r"\W*(?:\d[\d:.]*\s*\w?\s*[-–:]?\s*)?(?:root cause|cause|rca|why \d|because)?\W*", re.IGNORECASE
)
#: How far from a phrase the person stands whom it is about, in characters.
_NEAR = 60


def code_of(reading: Reading, predicate: Predicate) -> str:
    """The rule that an omission belongs to, by its verb."""
    verb = reading.low[predicate.verb]
    return "B02" if verb in _OMISSION_VERBS else "B03" if verb.startswith("fail") else "B06"


def omits(reading: Reading, predicate: Predicate) -> bool:
    """Whether a predicate says that its actor left something undone."""
    low, actor = reading.low, predicate.actor
    verb, tail = low[predicate.verb], low[predicate.verb + 1 : predicate.end]
    if verb in _FAILS and tail[:1] == ["to"]:
        return not predicate.negated
    if predicate.passive or predicate.copula:
        return False
    in_timeline = reading.place.section == "timeline"
    if verb in _WAITS and not in_timeline and not _DELAYS.isdisjoint(tail):
        return True
    nobody = is_nobody(reading, actor) or low[max(0, actor.last - 1)] in ("no", "none", "neither")
    if verb in _OMITS_SOMETHING:
        return bool(tail) and not (predicate.negated or nobody) and _NOT_OMITTED.isdisjoint(tail[:3])
    if nobody:
        return verb in _DILIGENCE and not in_timeline and not predicate.negated
    if predicate.negated:
        return verb in _DILIGENCE and not in_timeline and not _is_a_mere_fact(verb, actor.kind)
    if _does_nothing(verb, tail):
        return True
    return actor.kind != "self" and "without" in tail and _lacks_care(low, predicate.verb)


def _is_a_mere_fact(verb: str, kind: str) -> bool:
    """Whether "did not" with a verb reproaches nobody: "we did not use it", "they did not see it"."""
    if verb in _PERCEPTION:
        return True
    return (kind == "self" and verb in _OWN_OMISSIONS) or (kind == "team" and verb in _ANSWERING)


def _does_nothing(verb: str, tail: list[str]) -> bool:
    """Idioms of leaving undone: did nothing, took no action, slept through, chose not to, refused to."""
    first, two = tail[:1], tail[:2]
    if verb == "did" and first == ["nothing"]:
        return True
    if verb in ("did", "took", "takes") and two in (["nothing"], ["no", "action"], ["nothing", "about"]):
        return True
    if verb in ("slept", "sleeps"):
        return first == ["through"]
    if verb == "left":
        return not _LEFT_ALONE.isdisjoint(tail)
    if verb == "blew":
        return first == ["off"]
    return (verb in _DECIDES and two == ["not", "to"]) or (verb in _REFUSES and first == ["to"])


def _lacks_care(low: list[str], verb: int) -> bool:
    """Whether something careful is missing behind "without": without asking, without a review."""
    at = low.index("without", verb) + 1
    behind = low[at : at + 3]
    if not behind:
        return False
    first = behind[1] if behind[0] in _BEFORE_THE_MISSING and len(behind) > 1 else behind[0]
    return (first.endswith("ing") and first not in _HARMLESS_WITHOUT) or not _SAFEGUARDS.isdisjoint(behind)


# What phrases say beside the plain verb


def left_undone(reading: Reading) -> Iterator[Found]:
    """A person beside a phrase that says that something was left undone."""
    if not tells_why(reading):
        return
    for found in reading.find("left-undone"):
        actor = _somebody_near(reading, found.start())
        if actor is None or is_denied(reading.text, found.start()) or is_excused(reading, actor, actor.last):
            continue
        first, last = reading.span(actor.first, actor.last + 1)
        start, end = min(found.start(), first), max(found.end(), last)
        yield Found("B06", category_of(actor, "counterfactual"), start, end)
        return


def _somebody_near(reading: Reading, place: int) -> Actor | None:
    people = (a for a in reading.actors if a.kind in ("person", "team") and a.role != "possessive")
    return next((a for a in people if abs(reading.start(a.first) - place) < _NEAR), None)


def ignoring(reading: Reading) -> Iterator[Found]:
    """At the beginning: ignoring the alert, the engineer …"""
    found = reading.first("ignoring")
    if (
        not found
        or found.start() != reading.begin
        or not any(a.is_human and a.role == "subject" for a in reading.actors)
    ):
        return
    if not phrases("reason").search(reading.text[found.end() :]):
        yield Found("B02", "counterfactual", 0, found.end())


def forgot_to(reading: Reading) -> Iterator[Found]:
    """A cause that begins with the verb: "Forgot to renew it.", "Why 3: forgot to ask"."""
    found = next((f for f in reading.find("forgot-to") if _LABEL.fullmatch(reading.text, 0, f.start())), None)
    if found and reading.place.section != "timeline":
        yield Found("B02", "counterfactual", 0, found.end())


def did_not_check(reading: Reading) -> Iterator[Found]:
    """An answer that begins with the verb: "Did not check the list"."""
    found = reading.first("did-not-check")
    if found and found.start() == reading.begin and reading.place.section != "timeline":
        yield Found("B02", "counterfactual", 0, found.end())


def nobody_did(reading: Reading) -> Iterator[Found]:
    """Nobody checked, none of us asked."""
    found = reading.first("nobody-did")
    if not found or phrases("reason").search(reading.text[found.end() :]) or reading.first("exoneration"):
        return
    yield Found("B06", "counterfactual", *found.span())
