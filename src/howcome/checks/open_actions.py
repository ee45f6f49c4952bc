"""Which actions are still commitments, by when they can be due, and how a missing field of several is said once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from howcome.document import Document
from howcome.document.grammar import DONE_STATES, DROPPED_STATES, Action

from .places import item_span, lines_of
from .profiles import is_foreign
from .rule import Hit
from .suppression import suppressions

#: Words for it in trackers and in tables of other templates.
_FINISHED = (
    "closed", "complete", "completed", "finished", "fixed", "resolved", "merged", "shipped", "deployed", "implemented",
    "released", "cancelled", "canceled", "rejected", "wontfix", "won't do", "won't fix", "not planned", "obsolete",
)  # fmt: skip
_OVER = (*DONE_STATES, *DROPPED_STATES, *_FINISHED)
#: Days after the incident by which an action of a priority is usually done.
_DAYS = {0: 15, 1: 30, 2: 60, 3: 90}
#: What is due later than this needs steps on the way.
FARTHEST_DAYS = 90


def open_actions(document: Document) -> list[Action]:
    """Actions with words that are neither done nor given up."""
    return [a for a in document.actions if a.text and not a.done and _words(a.state) not in _OVER]


def _words(state: str | None) -> str:
    """A state without emoji and emphasis: "✅ Complete" → "complete"."""
    return re.sub(r"\A[^\w]+|[^\w]+\Z", "", (state or "").split("(")[0]).lower()


def kept_actions(document: Document) -> list[Action]:
    """Actions with words that were not given up, done or not."""
    return [a for a in document.actions if a.text and (a.state or "").strip().lower() not in DROPPED_STATES]


def is_done(action: Action) -> bool:
    """Whether an action says that it is done, in its box or in its state."""
    state = (action.state or "").strip().lower()
    return state in (*DONE_STATES, "closed") or (action.done and state not in DROPPED_STATES)


def day_of_beginning(document: Document) -> date | None:
    """The day on which the incident began: the earliest of its marks, else the head's date."""
    marks = ("trigger", "impact-started", "detected", "declared")
    days = [m.time.date() for k, m in document.times.items() if k in marks and m.time]
    return min(days) if days else document.head.date


def day_of_end(document: Document) -> date | None:
    """The day on which the incident was over; where no mark says so, the day on which it began."""
    for mark in ("resolved", "impact-ended", "mitigated"):
        moment = document.times.get(mark)
        if moment and moment.time:
            return moment.time.date()
    return day_of_beginning(document)


def odd_one_out(document: Document, field: str, fewest: int) -> list[Action]:
    """The one finished action that lacks a field which all others (at least `fewest`) have.

    What is done needs less; but where everything else says it, this one lost it.
    """
    if is_foreign(document):
        return []
    actions = kept_actions(document)
    lacking = [a for a in actions if not (cell := a.cells.get(field)) or not cell.raw.strip()]
    if len(lacking) != 1 or len(actions) - 1 < fewest or not is_done(lacking[0]):
        return []
    return lacking


def rank_of(priority: str | None) -> int | None:
    """0 for P0, 1 for `P1` or `prio 1`; None for other words."""
    found = re.fullmatch(r"(?:p|prio(?:rity)?)[\s-]?([0-9])", (priority or "").strip(), re.IGNORECASE)
    return int(found[1]) if found else None


def days_of_priority(priority: str | None) -> int | None:
    """Within how many days an action of this priority is usually done."""
    rank = rank_of(priority)
    return None if rank is None else _DAYS.get(rank)


def latest_days(priority: str | None) -> int:
    """Days after the incident that still fit a priority; half as much again as usual is no reason to ask."""
    usual = days_of_priority(priority)
    return usual * 3 // 2 if usual else FARTHEST_DAYS


def without(document: Document, actions: Sequence[Action], what: str, question: str) -> Iterator[Hit]:
    """One hit for all actions that miss something, at the first of them.

    An action with a comment that silences something stands for itself, so that its comment speaks for no other.
    """
    comments = suppressions(document)
    apart: list[Action] = []
    together: list[Action] = []
    for action in actions:
        has_comment = any(item_span(action).start in c.scope for c in comments)
        (apart if has_comment else together).append(action)
    if len(together) > 1:
        words = f"{len(together)} actions have {what} ({lines_of(together)})"
        yield Hit(item_span(together[0]), words, question)
        together = []
    for action in (*together, *apart):
        yield Hit(item_span(action), f"this action has {what}", question)
