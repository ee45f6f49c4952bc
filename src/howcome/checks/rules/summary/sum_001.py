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
from datetime import timedelta

from howcome.checks.incident_times import counted_marks
from howcome.checks.levels import levels
from howcome.checks.places import is_present, listed, section_span
from howcome.checks.rule import Hit, Rule
from howcome.checks.stated import lengths
from howcome.checks.stated_times import times_near
from howcome.document import Document
from howcome.text.pattern import pattern

_CLOCK = pattern(r"\b\d{1,2}:\d\d\b|\b\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
_DAY = pattern(
    r"\b\d{4}-\d\d-\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b",
    re.IGNORECASE,
)
#: A day that SUM-006 asks about.
_RELATIVE_DAY = pattern(
    r"\b(?:yesterday|today|tonight|(?:last|this|the other) \w+|\w{3,6}day|the \d{1,2}(?:st|nd|rd|th))\b",
    re.IGNORECASE,
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
#: What brought the end; that it ended at some time, or was raised in severity, says nothing of it.
_END = pattern(
    r"\b(?:resolv\w+|restor\w+|recover\w*|roll(?:ed|s|ing)?[ -]?back|reverts?|reverted|reverting|mitigat\w*|contain(?:ed|s|ment)|repaired|"
    r"replac\w+|restart\w*|workaround|patched|rotated|turned off|switched (?:off|back|to|over)|disabl\w+|fix(?:ed|es)?|healthy|renewed|"
    r"normal|clear(?:ed|ing|s)|returned to|back to|work(?:s|ed|ing)? again|brought back|ongoing|"
    r"(?:answers?|answered|opened|ran|runs|came|up) again|"
    r"still (?:there|open|down|failing|ongoing|running|unresolved|under|being|not|happen\w*|present|affect\w*)|"
    r"all (?:is|are|was|were|of them)|(?:is|are|was|were) (?:back|over|gone|closed|undone|withdrawn|taken (?:out|back|away))|"
    r"ends? (?:it|when|with|by|after|once)|ending (?:it|the)|ended (?:it|the|th(?:is|at)|both)|"
    r"ended\b[^.;\n]{0,40}\b(?:when|after|once|with|by|because|as soon as|through)|"
    r"stopp(?:ed|ing)(?: (?:it|the|this|that|both|all)|[^.;\n]{0,40}\b(?:when|after|once|with|because|as soon as))|(?:was|were) stopped|"
    r"(?:remov|add|rais|increas|clos|correct)(?:ed|ing) (?:it|an?|the|this|that|its|our|more|all|both|off)|"
    r"(?:was|were) (?:removed|added|raised|increased|corrected)(?! (?:to|from) SEV| on \d{4}-\d\d-\d\d(?! at))|until (?-i:[a-z]))",
    re.IGNORECASE,
)
_BEGINNING = ("impact-started", "detected", "declared")
_ENDING = ("mitigated", "impact-ended", "resolved")
#: A summary may round a time to the quarter of an hour, of short incidents to less.
_NEAR = timedelta(minutes=15)
_LONG = 86400
#: What ended a drill is its plan; in a near miss nothing had to end.
_WITHOUT_END = ("drill", "near-miss")


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
    elif not asked and _other_times_only(document, words):
        asked.append(("from when to when it lasted", "When did it begin and end, or how long did it last?"))
    if clocks and not _ZONE.search(words) and document.zone_said is None:
        asked.append(("in which time zone", "Whose clock is that?"))
    if not _END.search(words) and document.head.category not in _WITHOUT_END:
        asked.append(("how it ended", "What ended it, or is it still there?"))
    if asked:
        yield Hit(
            section_span(document, "incident-summary"),
            f"the summary does not say {listed([a for a, _ in asked], 'or')}",
            " ".join(q for _, q in asked),
        )


def _other_times_only(document: Document, words: str) -> bool:
    """Whether the marks give beginning and end, and the summary neither both of them nor how long it was."""
    marks = counted_marks(document)
    start = marks.get("impact-started")
    spans = [(marks[end] - start).total_seconds() for end in _ENDING if start and end in marks]
    if not spans or max(spans) > _LONG or min(spans) <= 0:
        return False
    for one in lengths(words):
        if any(abs(one.seconds - span) <= max(300, 0.15 * max(one.seconds, span)) for span in spans):
            return False
    near = min(_NEAR, timedelta(seconds=max(spans) / 4))
    return not all(times_near(document, words, ends, near) for ends in (_BEGINNING, _ENDING))


rule = Rule(
    code="SUM-001",
    title="The summary says when, how long and how it ended",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
)
