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
from collections.abc import Iterator, Sequence

from howcome.checks.blame.subjects import subject_after
from howcome.checks.levels import levels
from howcome.checks.places import item_span
from howcome.checks.rule import Hit, Rule
from howcome.checks.strength import one_step_stronger
from howcome.checks.suppression import suppressions
from howcome.document import Document, Finding
from howcome.text.pattern import pattern

_LEAD = pattern(
    r"\W*(?:(?:please|we (?:will|should|need to|must)|to|need to|should|must|everyone (?:should|must))\s)*",
    re.I,
)
_DIRECTED = pattern(
    r"(?:remind|retrain|re-train|train|coach|tell|warn|educate|instruct|lecture|talk to|speak (?:to|with)|e-?mail|brief)\b",
    re.I,
)
_CARE = pattern(
    r"(?:be (?:more |extra )?(?:careful|attentive|vigilant|mindful|diligent)|pay (?:more |better |closer )?attention|"
    r"take (?:more |better |extra )care|double-?check\b(?!\s(?:mode|step in|lock))|reprimand|discipline\b|exercise (?:more )?caution|"
    r"try harder|remember to)\b",
    re.IGNORECASE,
)
_AUTOMATIC = pattern(r"\b(?:automatically|automatic|bot|cron|script|in ci|pipeline|tool)\b", re.IGNORECASE)


#: Speaks about the same words in any text; one finding is enough.
_SAME_WORDS = "B16"


def conclude(document: Document, findings: Sequence[Finding]) -> Iterator[Hit]:
    said = [f.span for f in findings if f.code == _SAME_WORDS]
    # What was silenced there with a reason is silenced here too.
    silenced = [c.scope for c in suppressions(document) if c.reasoned and _SAME_WORDS in c.codes]
    for item in (*document.actions, *document.measures):
        words = item.text or ""
        if not _asks_people(words) or any(item.span.start <= s.start < item.span.end for s in said):
            continue
        if any(scope.start <= item.span.start < scope.end for scope in silenced):
            continue
        kind = "action" if item.kind == "action" else "measure"
        yield Hit(
            item_span(item),
            f"this {kind} asks people to remember or to take care; that fades",
            one_step_stronger(words),
        )


def _asks_people(words: str) -> bool:
    lead = _LEAD.match(words)
    at = lead.end() if lead else 0
    directed = _DIRECTED.match(words, at)
    about_people = directed and subject_after(words[directed.end() :]) in ("person", "team", "self")
    return bool(about_people or _CARE.match(words, at)) and not _AUTOMATIC.search(words)


rule = Rule(
    code="ACT-011",
    title="Actions change the system, not people's memory",
    levels=levels(full="warning", standard="warning", light="info"),
    conclude=conclude,
    category="punitive-or-weak-action",
    foreign=True,
)
