"""Which actions are still commitments, and how a missing field of several of them is said once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from howcome.document import Document
from howcome.document.grammar import DONE_STATES, DROPPED_STATES, Action

from .places import item_span, lines_of
from .rule import Hit

#: Trackers say "closed" for both.
_OVER = (*DONE_STATES, *DROPPED_STATES, "closed")


def open_actions(document: Document) -> list[Action]:
    """Actions with words that are neither done nor given up."""
    return [
        a for a in document.actions if a.text and not a.done and (a.state or "").strip().lower() not in _OVER
    ]


def without(actions: Sequence[Action], what: str, question: str, most: int = 3) -> Iterator[Hit]:
    """One hit for each action that misses something; one for all where they are many."""
    if len(actions) > most:
        yield Hit(
            item_span(actions[0]), f"{len(actions)} actions have {what} ({lines_of(actions)})", question
        )
        return
    for action in actions:
        yield Hit(item_span(action), f"this action has {what}", question)
