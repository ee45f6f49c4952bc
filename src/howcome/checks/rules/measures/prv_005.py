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
from howcome.checks.open_actions import day_of_end, is_done, kept_actions, latest_days, open_actions, rank_of
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Action
from howcome.text.pattern import pattern

_INTERIM = pattern(
    r"\b(?:until (?!\d)|meanwhile|in the meantime|interim|for now|temporar(?:y|ily)|work-?arounds?|stop-?gap|by hand till|"
    r"freeze|frozen|as long as|in the mean time)",
    re.IGNORECASE,
)
#: What may happen until then is the risk, and not what holds it back.
_RESIDUAL = pattern(
    r"\b(?:can|could|may|might) (?:still|again|be)\b|\bstill (?:possible|open|there|be)\b", re.IGNORECASE
)
_SECTIONS = ("incident-summary", "actions", "measures", "impact", "communication")
_EVERY = "*"
_REPAIRS = ("repair", "mitigate")
#: What is not repaired while one of these is open: that it comes again, or that nobody would know.
_EXPOSED = ("prevent", "detect")
#: A fortnight is the time in which one gets to it. About a date beyond what the priority asks, ACT-004 speaks.
_SOON_DAYS = 14


def check(document: Document) -> Iterator[Hit]:
    ended = day_of_end(document)
    if not is_present(document, "actions") or ended is None:
        return
    covered = _covered(document)
    urgent = [
        a
        for a in open_actions(document)
        if rank_of(a.priority) in (0, 1)
        and _kind(a) in _EXPOSED
        and a.due
        and _SOON_DAYS < (a.due - ended).days <= latest_days(a.priority)
        and not covered & {*a.addresses, *((_EVERY,) if _kind(a) == "prevent" else ())}
    ]
    if urgent and not _says_interim(document):
        words = "this urgent action is" if len(urgent) == 1 else f"{len(urgent)} urgent actions are"
        where = "" if len(urgent) == 1 else f" ({lines_of(urgent)})"
        yield Hit(
            item_span(urgent[0]),
            f"{words} open, and nothing says what holds until then{where}",
            "What keeps it from happening again until then: a freeze, a check by hand, a smaller limit? Or who accepts it?",
        )


def _kind(action: Action) -> str:
    return (action.type or "prevent").strip().lower()


def _covered(document: Document) -> set[str]:
    """Causes for which something is done or whose risk is accepted; `_EVERY` where a repair is done."""
    found = {name for risk in document.risks for name in risk.addresses}
    for action in kept_actions(document):
        if is_done(action):
            found.update(action.addresses)
            if (action.type or "").strip().lower() in _REPAIRS:
                found.add(_EVERY)
    return found


def _says_interim(document: Document) -> bool:
    """Whether a sentence says what holds for now; accepted risks speak for their own causes alone."""
    risks = [risk.span for risk in document.risks]
    text = document.source.text
    return any(
        not any(risk.start <= found.start() < risk.end for risk in risks)
        for section in document.sections
        if section.key in _SECTIONS
        for found in _INTERIM.finditer(text, section.span.start, section.span.end)
        if not _RESIDUAL.search(text[max(0, found.start() - 100) : found.start()].rpartition(". ")[2])
    )


rule = Rule(
    code="PRV-005",
    title="Something holds until the urgent action is done",
    levels=levels(full="warning", standard="info"),
    check=check,
    gap=True,
)
