"""While an urgent action is open, the document says what holds until then.

Why
    The condition that led to the incident is still there. Until the urgent action is done, something else holds it
    in check, or somebody knows and accepts that nothing does.

Example
    - [ ] Limit workers per release (priority: P1; due: 2027-01-15)

    and nothing about the weeks until then

Better
    Until the limit is there, releases are started with a reviewed number of workers.

When to ignore
    The incident needs a condition that cannot come back before the action is done.

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.open_actions import day_of_end, is_done, kept_actions, open_actions, rank_of
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Action

_INTERIM = re.compile(
    r"\b(?:until (?!\d)|meanwhile|in the meantime|interim|for now|temporar(?:y|ily)|work-?arounds?|stop-?gap|by hand till|"
    r"freeze|frozen|as long as|in the mean time)",
    re.IGNORECASE,
)
_SECTIONS = ("incident-summary", "actions", "measures", "impact", "communication")
_REPAIRS = ("repair", "mitigate")
#: A fortnight is the time in which one gets to it.
_SOON_DAYS = 14


def check(document: Document) -> Iterator[Hit]:
    ended = day_of_end(document)
    if not is_present(document, "actions") or ended is None:
        return
    urgent = [
        a
        for a in open_actions(document)
        if rank_of(a.priority) in (0, 1)
        and (a.type or "prevent").strip().lower() == "prevent"
        and a.due
        and (a.due - ended).days > _SOON_DAYS
        and not _is_covered(document, a)
    ]
    if urgent and not _says_interim(document):
        words = "this urgent action is" if len(urgent) == 1 else f"{len(urgent)} urgent actions are"
        where = "" if len(urgent) == 1 else f" ({lines_of(urgent)})"
        yield Hit(
            item_span(urgent[0]),
            f"{words} open, and nothing says what holds until then{where}",
            "What keeps it from happening again until then: a freeze, a check by hand, a smaller limit? Or who accepts it?",
        )


def _is_covered(document: Document, action: Action) -> bool:
    """Whether another action for the same cause, or a repair, is done, or somebody accepts the risk."""
    causes = set(action.addresses)
    if any(causes & set(r.addresses) for r in document.risks):
        return True
    done = [a for a in kept_actions(document) if is_done(a)]
    return any(causes & set(a.addresses) or (a.type or "").strip().lower() in _REPAIRS for a in done)


def _says_interim(document: Document) -> bool:
    text = document.source.text
    return any(
        _INTERIM.search(text, s.span.start, s.span.end) for s in document.sections if s.key in _SECTIONS
    )


rule = Rule(
    code="PRV-005",
    title="Something holds until the urgent action is done",
    levels=levels(full="warning", standard="info"),
    check=check,
    gap=True,
)
