"""No action asks people to remember, or to be more careful.

Why
    Care is what people already gave. A reminder fades within weeks and leaves with those who heard it; a
    change to the tool stays.

Example
    - [ ] Remind engineers to check the cluster before they delete

Better
    - [ ] Make the delete command ask for the cluster's name

When to ignore
    Training is the deliverable itself, with its content and its date, for everybody who will do the work.

Source
    VA National Center for Patient Safety, action hierarchy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.blame.subjects import subject_after
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document

_LEAD = re.compile(
    r"\W*(?:(?:please|we (?:will|should|need to|must)|to|need to|should|must|everyone (?:should|must))\s)*",
    re.I,
)
_DIRECTED = re.compile(
    r"(?:remind|retrain|re-train|train|coach|tell|warn|educate|instruct|lecture|talk to|speak (?:to|with))\b",
    re.I,
)
_CARE = re.compile(
    r"(?:be (?:more |extra )?(?:careful|attentive|vigilant|mindful|diligent)|pay (?:more |better |closer )?attention|"
    r"take (?:more |better |extra )care|double-?check\b(?!\s(?:mode|step in|lock))|reprimand|discipline\b|exercise (?:more )?caution|"
    r"try harder|remember to)\b",
    re.IGNORECASE,
)
_AUTOMATIC = re.compile(r"\b(?:automatically|automatic|bot|cron|script|in ci|pipeline|tool)\b", re.IGNORECASE)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "actions"):
        return
    for action in document.actions:
        words = action.text or ""
        lead = _LEAD.match(words)
        at = lead.end() if lead else 0
        directed = _DIRECTED.match(words, at)
        about_people = directed and subject_after(words[directed.end() :]) in ("person", "team", "self")
        if (about_people or _CARE.match(words, at)) and not _AUTOMATIC.search(words):
            yield Hit(
                item_span(action),
                "this action asks people to remember or to take care; that fades",
                "What could the tool, the check or the default do, so that nobody has to remember?",
            )


rule = Rule(
    code="ACT-011",
    title="Actions change the system, not people's memory",
    levels=levels(full="warning", standard="warning", light="info"),
    check=check,
    category="punitive-or-weak-action",
    foreign=True,
)
