"""The timeline of a longer incident keeps a dead end.

Why
    Hardly any response of more than an hour goes straight to the cure. A tidy line from alert to fix teaches
    that the answer was obvious; the hypothesis that was ruled out teaches how to rule it out sooner.

Example
    An incident of two hours in which each step helps

Better
    - 2026-11-20 14:24Z Ruled out: search carries the same load without errors (kind: metric)

When to ignore
    There was no dead end. That is worth a lesson of its own.

Source
    Etsy, Debriefing Facilitation Guide; Jeli, Howie guide to post-incident reviews.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from howcome.checks.incident_times import lasted
from howcome.checks.levels import levels
from howcome.checks.places import is_present, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_LONG = timedelta(minutes=60)
_DEAD_END = pattern(
    r"\b(?:rul(?:e|es|ed|ing) out|suspect\w*|hypothes[ie]s|disproved?|refut\w*|not the (?:cause|problem|reason)|"
    r"(?:no|without|little) (?:effect|change|success|improvement|result|luck)|nothing (?:changes|changed|helps)|"
    r"(?:do(?:es)?|did|has|have) ?n[o']t (?:\w+ )?(?:help\w*|work\w*|change\w*|fix\w*|start\w*|touch\w*|stop\w*|end\w*|move\w*)|"
    r"still (?:fail\w*|down|there|errors?|slow|high|not)|fail(?:s|ed)? (?:again|too|as well|once more)|worse|in vain|unsuccessful\w*|"
    r"(?:attempts?|tr(?:y|ies)|restart\w*|rollback|revert\w*|fail-?over|deploy\w*|build|script|command|patch|fix|migration|switch\w*|"
    r"import|restore|job|which|this|that|it)\b[^.;,]{0,40}\b(?:fails?|failed|cannot|could not|can not|stalls?|is rejected|times? out)|"
    r"(?:come|comes|came) back|against (?:an?|the)|return(?:s|ed)? after|abandon\w*|gives? up|gave up|dead end|"
    r"unrelated|(?:the |a )?wrong (?:track|place|guess|hypothesis|idea|path|direction|dashboard|graph|service|cluster|host|suspicion)|"
    r"(?:was|is|were|turn\w* out) (?:to be )?(?:wrong|false|misleading)|red herring|false (?:lead|trail|alarm)|first (?:thought|idea))\b",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    duration = lasted(document)
    if duration is None or duration <= _LONG or len(document.timeline) < 6:
        return
    if not is_present(document, "timeline") or any(c.status == "refuted" for c in document.causes):
        return
    detected = document.marked.get("detected")
    response = [
        e.text or ""
        for e in document.timeline
        if e.moment and e.moment.time and (detected is None or e.moment.time >= detected)
    ]
    if not any(_DEAD_END.search(words) for words in response):
        yield Hit(
            section_span(document, "timeline"),
            "in this response every step leads straight on",
            "What was suspected and ruled out, or tried without effect?",
        )


rule = Rule(
    code="TL-015",
    title="Dead ends are kept",
    levels=levels(full="info", standard=None, light=None),
    check=check,
    gap=True,
)
