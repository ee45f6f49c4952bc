"""What should have been done, said in the passive: "should have been tested", "could have been prevented". Owns this form."""

from __future__ import annotations

import re

from howcome.text.pattern import pattern

from .found import Found
from .sentence import Reading
from .words import words

_MODALS = frozenset(("should", "ought", "could", "shouldn't", "must"))
_FORM = pattern(
    r"(?:should|ought|could|must|shouldn't)(?: not| never| really| at least| easily| have| to| also| long ago| well| "
    r"probably| readily| simply| just)* have (?:\w+ )?been ((?:\w+ly )?[\w-]+)"
)
_UNDER_A_CONDITION = pattern(r"\s*(?:with|by|if|in case)\b")
_CAREFUL = words("careful")
_RASH = words("rash")
_COULD = frozenset(("prevented", "avoided", "caught", "foreseen", "spotted", "stopped"))
_WARNINGS = ("alert", "alarm", "page")
#: How many words the form takes, and how many behind it still belong to it.
_LENGTH, _REACH = 10, 14


def what_should_have_been(reading: Reading, at: int) -> Found | None:
    """What stands at a modal verb, if it says what should have been done, or what not."""
    low = reading.low
    if low[at] not in _MODALS or "been" not in reading.set or at + 2 >= len(low):
        return None
    form = _FORM.match(" ".join(low[at : at + _LENGTH]))
    if form is None or not set(low[max(0, at - 3) : at]).isdisjoint(_WARNINGS):
        return None
    end = at + len(form.group().split())
    by_people = any(a.role == "agent" and a.is_human for a in reading.actors)
    if "by" in low[at : at + _REACH]:
        if not by_people:
            return None
    else:
        by_people = False
        if low[at] in ("could", "should") and _UNDER_A_CONDITION.match(
            reading.behind(min(end, len(low)) - 1)
        ):
            return None
    if _is_a_reproach(low[at], form, by_people):
        return Found("B04i", "counterfactual", *reading.span(at, end))
    return None


def _is_a_reproach(modal: str, form: re.Match[str], by_people: bool) -> bool:
    done = form[1].split()[-1]
    if modal == "could":
        return done in _COULD
    negated = " not " in form.group() or " never " in form.group() or modal.endswith("n't")
    return by_people or done in _CAREFUL or (negated and done in _RASH)
