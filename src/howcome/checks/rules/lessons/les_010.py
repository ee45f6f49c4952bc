"""No lesson is a sentence that is true after every incident.

Why
    "Communication is key" was true before. It takes the place of what this incident, and no other, has shown.

Example
    - Testing is important

Better
    - The test data has one tenant; faults that split tenants cannot show in it

When to ignore
    The sentence introduces the facts that follow it.

Source
    howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_TOPIC = (
    r"(?:good |proper |clear |better |regular |early |timely |thorough |automated )?(?:communication|testing|tests|monitoring|alerting|"
    r"documentation|backups?|planning|preparation|teamwork|team work|collaboration|observability|logging|automation|reviews?|code reviews?|"
    r"redundancy|security|quality|training|processes|process|runbooks|transparency|vigilance)"
)
_PLATITUDE = pattern(
    rf"\W*(?:{_TOPIC}(?:\sand\s{_TOPIC})?\s(?:is|are)\s(?:the\s|very\s|so\s|really\s|always\s|extremely\s)?(?:key|important|essential|crucial|critical|"
    r"vital|everything|necessary|needed|paramount|a must|invaluable)"
    rf"|(?:always\s)?(?:test|monitor|document|communicate|plan|automate|verify|double-check)\s(?:more|better|everything|always|early|often|more often)"
    rf"|(?:more|better)\s{_TOPIC}(?:\sand\s(?:more\s|better\s)?{_TOPIC})?(?:\s(?:is|are)\s(?:needed|required))?"
    rf"|{_TOPIC}\smatters?|(?:we\s)?(?:need|needed)\s(?:more|better)\s{_TOPIC}"
    r"|(?:always\s)?(?:have|keep|make)\s(?:good\s)?backups|never deploy on (?:a )?fridays?|expect the unexpected|it'?s always dns|"
    r"(?:murphy'?s law|things (?:can|will) go wrong|shit happens|mistakes happen|nobody is perfect)[^.]{0,20})\W*\Z",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "lessons"):
        return
    for lesson in document.lessons:
        if _PLATITUDE.match(lesson.text or ""):
            yield Hit(
                item_span(lesson),
                f"“{(lesson.text or '').strip(' .!')}” is true after every incident",
                "What has this incident shown about it that was not known before?",
            )


rule = Rule(
    code="LES-010",
    title="Lessons say something new",
    levels=levels(full="info", standard="info", light="info"),
    check=check,
    foreign=True,
)
