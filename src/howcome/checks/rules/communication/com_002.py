"""Texts for outside say what happened to the readers, and what is done about it.

Why
    Who was affected asks two things: was that me, and is it over? A text that leaves one of them open brings the
    question back as a ticket.

Example
    - [ ] **Customers:** our platform is trusted by thousands of teams in forty countries (channel: status page)

Better
    - [ ] **Customers:** from 14:02 to 14:36 UTC one order in ten failed. It works again; a limit now keeps it so.

When to ignore
    The rest of the text stands elsewhere; link it.

Source
    PagerDuty, postmortem guide; 18F, incident reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.audiences import outward_texts
from howcome.checks.levels import levels
from howcome.checks.places import listed
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_HAPPENED = pattern(
    r"\b(?:fail\w*|errors?|not|n't|cannot|could|unavailable|down|outages?|slow\w*|delay\w*|late|lost|twice|doubled?|wrong|missing|"
    r"interrupt\w*|degrad\w*|disrupt\w*|affect\w*|stopp?ed|expos\w*|incident|problems?|issues?|trouble|unable|unreachable|"
    r"incomplete|incorrect\w*|restored?|works?|working|waited|opened|read)\b",
    re.IGNORECASE,
)
_DONE = pattern(
    r"\b(?:now|again|fixed|solved|resolved|restored|working|works|works? on|over|ended|closed|changed|roll\w*|repair\w*|mitigat\w*|"
    r"investigat\w*|we (?:are|have|will|also)|will|limits?|keeps?|replaced|added|removed|all (?:is|are|were)|everybody|you (?:will|get|have)|"
    r"since|recover\w*|refund\w*|back|cannot be|can no longer|next update|as usual|no longer|set (?:right|up))\b",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    texts = list(outward_texts(document))
    if not texts or any("http" in words for _, words in texts):
        return
    said = " ".join(words for _, words in texts)
    missing = []
    if not _HAPPENED.search(said):
        missing.append("what happened to the readers")
    if not _DONE.search(said):
        missing.append("what is done about it")
    if missing:
        yield Hit(
            texts[0][0],
            f"the text for outside does not say {listed(missing, 'or')}",
            "What could readers not do, is it over, and what changes?",
        )


rule = Rule(
    code="COM-002",
    title="Texts for outside say what happened and what is done",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    gap=True,
)
