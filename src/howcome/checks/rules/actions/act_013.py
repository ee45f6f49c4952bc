"""There are as many actions as will be done, and none only with a reason.

Why
    A list of two dozen is done from the easy end, and the one that counts drowns. A report without any action may
    be right, when somebody wrote down why nothing is to change.

Example
    24 actions, and none has a priority

Better
    Seven actions in order; five ideas below "Options considered", each with the reason why not

When to ignore
    The list collects what several teams do, and each has its own order.

Source
    PagerDuty, postmortem guide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.open_actions import kept_actions
from howcome.checks.places import is_present, section_span
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_MOST = 10
_NONE = pattern(
    r"\A\W*(?:none|nothing|no (?:further |follow-up |new )?(?:actions?|action items?|follow-?ups?|changes?)\b)",
    re.IGNORECASE,
)
_REASON = pattern(
    r"\b(?:because|since|as|reason|so that|already|covered|accept(?:ed|s)?|due to|instead|therefore|costs?)\b|:",
    re.I,
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "actions"):
        return
    actions = kept_actions(document)
    if len(actions) > _MOST and sum(bool(a.priority) for a in actions) * 2 < len(actions):
        yield Hit(
            section_span(document, "actions"),
            f"{len(actions)} actions, and no order among them",
            "Which will be done first, and from which on would you rather say no (with a reason)?",
        )
    if all(not _NONE.match(a.text or "") for a in actions) and (actions or document.risks):
        return
    sentences = list(prose_of(document).sentences("actions"))
    said = " ".join(s.text for s in sentences)
    if sentences and _NONE.match(sentences[0].text) and not _REASON.search(said):
        yield Hit(
            sentences[0].span,
            "there is no action, and no reason stands here",
            "Why is nothing to change, and who accepts that it may come again?",
        )


rule = Rule(
    code="ACT-013",
    title="As many actions as will be done",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
