"""The summary says when it began, on which day and clock, how long it lasted and how it ended.

Why
    Most readers stop after the summary. They should know by then what users saw, from when to when, and
    whether it is over.

Example
    There was trouble with payments. Some people noticed.

Better
    On 2026-11-20 from 14:02 to 14:36 UTC card payments failed for 9.6 % of requests. A rollback ended it.

When to ignore
    The end is not known yet because the incident is still running: then say so, which is an end too.

Source
    Atlassian, incident management handbook; the ten parts of a postmortem (docs/format.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, listed, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_CLOCK = pattern(r"\b\d{1,2}:\d\d\b|\b\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
_DAY = pattern(
    r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b",
    re.IGNORECASE,
)
#: A day that SUM-006 asks about.
_RELATIVE_DAY = pattern(
    r"\b(?:yesterday|today|tonight|(?:last|this|the other) \w+|\w{3,6}day)\b", re.IGNORECASE
)
_LENGTH = pattern(
    r"\b(?:\d+(?:\.\d+)?|an?|half an|one|two|three|four|five|six|seven|eight|nine|ten)[\s-]?"
    r"(?:d|days?|h|hrs?|hours?|m|mins?|minutes?|s|seconds?|weeks?|months?)\b",
    re.IGNORECASE,
)
_ZONE = pattern(
    r"(?<=\d)\s?(?:Z|UTC|GMT|[A-Z]{2,4}T|[+-]\d\d:?\d\d)\b|\b(?:UTC|GMT|[A-Z]{1,4}T|[A-Z][a-z]+/[A-Z]\w+|local time|"
    r"[A-Z]\w+ time)\b"
)
_END = pattern(
    r"\b(?:end(?:ed|s)?|resol\w+|restor\w+|recover\w*|roll(?:ed|ing)?[ -]?back|rollback|revert\w*|fix\w*|mitigat\w*|contain\w*|"
    r"stopp?\w*|ongoing|still|normal|back to|until|healthy|repaired|replaced|restart\w*|remov\w+|disabl\w+|closed|over|"
    r"added|raised|increased|clear\w*|returned to|workaround|patched|rotated|turned off|switched)\b",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    words = document.summary
    if not words or not is_present(document, "incident-summary"):
        return
    clocks = len(_CLOCK.findall(words))
    asked = []
    if not (clocks or _DAY.search(words)):
        asked.append(("when it began", "From when did users notice it?"))
    elif not (_DAY.search(words) or _RELATIVE_DAY.search(words)):
        asked.append(("on which day", "Which day was it, as YYYY-MM-DD?"))
    if clocks < 2 and not _LENGTH.search(words):
        asked.append(("how long it lasted", "How long did it last?"))
    if clocks and not _ZONE.search(words) and document.zone_said is None:
        asked.append(("in which time zone", "Whose clock is that?"))
    if not _END.search(words):
        asked.append(("how it ended", "What ended it, or is it still there?"))
    if asked:
        yield Hit(
            section_span(document, "incident-summary"),
            f"the summary does not say {listed([a for a, _ in asked], 'or')}",
            " ".join(q for _, q in asked),
        )


rule = Rule(
    code="SUM-001",
    title="The summary says when, how long and how it ended",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
)
