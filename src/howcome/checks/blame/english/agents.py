"""A deed in the passive with the person behind "by": "was not checked by the reviewer", "a slip by Dana". Owns this form."""

from __future__ import annotations

from collections.abc import Iterator

from .actors import Actor
from .found import Found, category_of, tells_why
from .phrases import phrases
from .quoted import is_denied
from .reasons import is_excused
from .sentence import Reading
from .words import words

_NEGATIONS = frozenset(("not", "never", "n't", "wasn't", "weren't", "without"))
_LEFT_UNDONE = words("left-undone")
_NO_OMISSION = words("not-omissions")
_UNDONE = words("diligence", "participles")
_PARTICIPLES = words("participles")
_ERROR_NOUNS = words("error-nouns")
_SLIPS = words("slips")
_SLIPS_BY = _SLIPS | {"oversight", "mis-click", "misclick"}
_JUDGEMENT_VERBS = words("judgement-verbs")
_HARM_VERBS = words("harm-verbs")
_MILD_HARM = words("mild-harm-verbs")
_HARMFUL = words("harm-nouns", "error-adverbs")
_FAULTY = words("harm-nouns", "error-nouns", "faults")
_MADE_BY = words("made-by") - words("relief-verbs")
_ANOTHER = frozenset(("another", "second", "other", "third"))
_HARMED = (["plunged"], ["disabled"], ["destroyed"], ["suspended"])


def agents(reading: Reading) -> Iterator[Found]:
    """All persons and groups behind "by"."""
    if reading.place.section == "timeline":
        return
    for actor in reading.actors:
        if actor.role == "agent" and actor.is_human and actor.first >= 2:
            found = _done_by(reading, actor)
            if found and not is_excused(reading, actor, actor.first):
                yield found


def _done_by(reading: Reading, actor: Actor) -> Found | None:
    """What was done by somebody, or left undone."""
    low = reading.low
    deed = low[actor.first - 2]
    before = low[max(0, actor.first - 7) : actor.first - 1]
    start, end = reading.span(actor.first - 2, actor.last + 1)
    if _is_left_undone(deed, before):
        if not _ANOTHER.isdisjoint(low[actor.first : actor.last]):
            return None
        return Found("B06", category_of(actor, "counterfactual"), start, end)
    if deed in _ERROR_NOUNS and not is_denied(reading.text, start):
        category = "human-error" if deed in _SLIPS_BY else "person-as-cause"
        return Found("B08", category_of(actor, category), start, end)
    if deed in _JUDGEMENT_VERBS:
        return Found("B11", category_of(actor, "normative"), start, end)
    if _is_harm(reading, actor, deed, before):
        return Found("B08", category_of(actor, "person-as-cause"), start, end)
    if _is_a_deed_that_harmed(reading, actor, deed):
        category = "human-error" if "mistyped" in before or deed in _SLIPS else "person-as-cause"
        return Found("B08", category_of(actor, category), *reading.span(actor.first - 2, actor.last + 2))
    if actor.named and deed in _MADE_BY and not reading.set.isdisjoint(_FAULTY):
        return Found("B13", "named-individual", start, end)
    return None


def _is_left_undone(deed: str, before: list[str]) -> bool:
    """Not checked by, ignored by."""
    if deed in _NO_OMISSION or not (deed in _UNDONE or deed.endswith("ed")):
        return False
    return deed in _LEFT_UNDONE or not _NEGATIONS.isdisjoint(before)


def _is_harm(reading: Reading, actor: Actor, deed: str, before: list[str]) -> bool:
    """Broken by, or deleted by where the sentence tells of harm."""
    if actor.kind == "self" or deed not in _HARM_VERBS or "not" in before or "never" in before:
        return False
    return (
        deed not in _MILD_HARM or not reading.set.isdisjoint(_HARMFUL) or reading.first("effect") is not None
    )


def _is_a_deed_that_harmed(reading: Reading, actor: Actor, deed: str) -> bool:
    """A change by somebody, and what it broke."""
    if deed in _PARTICIPLES or deed.endswith("ed") or not tells_why(reading):
        return False
    told = reading.low[actor.last + 1 : actor.last + 6]
    return told[:1] in _HARMED or phrases("deed-harmed").match(" ".join(told)) is not None
