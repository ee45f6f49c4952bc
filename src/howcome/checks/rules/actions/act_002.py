"""An action that looks into something says what comes out of it.

Why
    "Investigate", "improve" and "ensure" have no end of their own: half a year later nobody can say whether
    it is done. A page, a decision or a number gives it one, and a limit keeps the search from growing.

Example
    - [ ] Investigate monitoring of the queue

Better
    - [ ] Write one page on alerting by queue age, and decide (at most two days) (owner: Mina; due: 2026-03-12)

When to ignore
    The outcome stands in the ticket, and everybody who reads this can open it.

Source
    Lunney, Lueder, Beyer, Postmortem Action Items, ;login: 2017; PagerDuty, postmortem guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.open_actions import is_done, kept_actions
from howcome.checks.outcomes import has_number
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.profiles import is_foreign
from howcome.checks.rule import Hit, Rule
from howcome.checks.verbs import ABSOLUTE, weak_verb
from howcome.document import Document
from howcome.document.grammar import Action
from howcome.text.pattern import pattern

_DELIVERABLE = pattern(
    r"\b(?:decision|decide|report|proposal|propose|rfc|adr|design doc(?:ument)?|one page|page on|write[- ]?up|write down|prototype|list of|"
    r"a list|table|estimate|recommendation|plan (?:for|to|that)|time-?box\w*|until|so that|such that|alert (?:on|when|for)|"
    r"by (?:adding|removing|limiting|rejecting|moving|splitting|replacing|setting|writing|using|making|testing|running))\b",
    re.IGNORECASE,
)
#: A search ends with an answer; what a system does afterwards is the end of another action.
_SEARCHES = pattern(r"investigate|look|explore|research|consider|think|discuss|study", re.IGNORECASE)
_FOUND = pattern(
    r"\b(?:deci\w+|answer\w*|report\w*|list\w*|table|page|known|written|wrote|document\w*|number\w*|estimate\w*|proposal|chosen|choice|"
    r"agreed|minutes|plan|rfc|adr|issue|ticket|tickets|cause|reason|explained|reproduced|measured|finding\w*|result\w*|shared|presented)\b",
    re.IGNORECASE,
)
_TICKET = pattern(r"https?://|(?<!\w)#\d|\b[A-Z]{2,8}-\d|\bissue created", re.IGNORECASE)
_WHAT = "What comes out of it (a decision, a page, a number), and how much time may it take?"


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "actions"):
        return
    found = [(a, verb) for a in kept_actions(document) if (verb := _unbounded(a))]
    if is_foreign(document):  # there the outcome often stands in the ticket that is linked
        found = [(a, verb) for a, verb in found if not _TICKET.search(document.source[a.body])]
    if len(found) > 3:
        actions = [action for action, _ in found]
        verbs = sorted({verb.lower() for _, verb in found})[:4]
        words = f"{len(found)} actions have no end of their own ({', '.join(verbs)}; {lines_of(actions)})"
        yield Hit(item_span(actions[0]), words, _WHAT)
        return
    for action, verb in found:
        outcome = "came" if is_done(action) else "comes"
        words = f"“{verb}” has no end of its own, and nothing says what {outcome} out"
        yield Hit(item_span(action), words, _WHAT)


def _unbounded(action: Action) -> str | None:
    """The weak verb of an action that states neither a deliverable nor a number."""
    words = action.text or ""
    verb = weak_verb(words)
    if not verb or ABSOLUTE.search(words):  # what is promised for ever is ACT-020's
        return None
    if action.done_when and not (_SEARCHES.match(verb) and not _FOUND.search(action.done_when)):
        return None
    if is_done(action) and action.evidence:
        return None
    return None if _DELIVERABLE.search(words) or has_number(words) else verb


rule = Rule(
    code="ACT-002",
    title="An open-ended action says what comes out of it",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    foreign=True,
)
