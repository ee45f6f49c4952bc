"""A number that stands in two places is the same in both.

Why
    Each contradiction costs trust in all other numbers. What can be computed from the marks of the timeline
    should be computed, and what stands in the impact should be repeated as it is.

Example
    Summary: 8.6 % of the checkout requests failed, from 14:02 to 14:46 UTC

    - 2026-11-20 14:36Z [impact-ended] Error rate below 0.2 %
    - **Failed requests:** 182 340 of 1.9 M (9.6 %)

Better
    Summary: 9.6 % of the checkout requests failed, from 14:02 to 14:36 UTC

When to ignore
    The two numbers measure different things; then name in each sentence what it measures.

Source
    Google, Site Reliability Engineering, chapter 15; howcome's own: what is compared with what.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from howcome.analysis.durations import order_problems, spell
from howcome.checks.figures import (
    Figure,
    agrees,
    contradicted,
    counted_impact,
    figures,
    numbers_outside,
    wrong_ratios,
)
from howcome.checks.incident_times import counted_marks
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, title_span
from howcome.checks.profiles import is_foreign
from howcome.checks.prose import Sentence, prose_of
from howcome.checks.rule import Hit, Rule
from howcome.checks.stated import (
    Expected,
    Stated,
    disagrees,
    expected_duration,
    lengths,
    same,
    spelled,
    stated_durations,
)
from howcome.checks.stated_times import doubtful_days, doubtful_times
from howcome.document import Document
from howcome.text import Span
from howcome.text.pattern import pattern

_LONGEST = 60
_WHICH = "Which of the two is right?"
_DURATION_NAME = pattern(
    r"(?:(?:total|overall|full) )?(?:duration|length)(?: of (?:the )?(?:impact|incident|outage|disruption|harm))?"
    r"|(?:impact|incident|outage|total|disruption) (?:duration|length|time)",
    re.IGNORECASE,
)
_WHY_LASTED = pattern(
    r"\bwhy did (?:[\w-]{1,20} ){1,4}(?:last|take)(?: for)? (?=\d|an?\b|half\b|\w+ (?:min|hour))", re.I
)
#: "71 minutes once it was known" begins elsewhere.
_COUNTED_FROM = pattern(r"\b(?:once|after|from|since|until|before|more|longer)\b", re.IGNORECASE)
_TIME_TO = pattern(
    r"\btime to (?P<end>detect|notify|acknowledge|declare|diagnose|mitigate|resolve)\w*(?:\W{1,4}(?:was |is |of )?|\s(?:was|is|of)\s)",
    re.IGNORECASE,
)
_ENDS = {
    "detect": "detected", "notify": "notified", "acknowledge": "acknowledged", "declare": "declared",
    "diagnose": "diagnosed", "mitigate": "mitigated", "resolve": "resolved",
}  # fmt: skip
_STARTS = ("impact-started", "trigger", "detected", "notified", "declared")


def check(document: Document) -> Iterator[Hit]:
    expected = expected_duration(document)
    yield from _durations(document, expected)
    yield from _times_to(document)
    if is_foreign(document):
        return
    if not _summary_disagrees(document, expected) and not order_problems(counted_marks(document)):
        yield from _clock_times(document)
    found = [*_figures(document)]
    yield from found
    yield from _ratios(document, {document.source.line_at(hit.span.start) for hit in found})


def _durations(document: Document, expected: Expected | None) -> Iterator[Hit]:
    """How long it lasted, outside of the summary (rule SUM-005 compares that one with the marks)."""
    summary = [d for s in _sentences(document, "incident-summary") for d in stated_durations(s.text)]
    for where, span, stated in _stated_elsewhere(document):
        if any(same(stated, other) for other in summary):
            continue
        if expected and disagrees(stated, expected):
            message = f"{where} says {stated.words}; the timeline's marks give {spelled(expected)}"
            yield Hit(span, message, _WHICH)
        elif not expected and summary and where != "the question":
            yield Hit(span, f"{where} says {stated.words}, the summary {summary[0].words}", _WHICH)


def _stated_elsewhere(document: Document) -> Iterator[tuple[str, Span, Stated]]:
    for stated in stated_durations(document.title or ""):
        # "3-hour outage": titles round.
        rounded = replace(stated, rounded=stated.rounded or stated.seconds % 3600 == 0)
        yield "the title", title_span(document), rounded
    for item in document.impact:
        if item.name and _DURATION_NAME.fullmatch(item.name.strip()):
            first = next(lengths(item.text or ""), None)
            if first:
                yield f"“{item.name}”", item_span(item), first
    for cause in document.causes:
        asked = _WHY_LASTED.search(cause.text or "")
        rest = (cause.text or "")[asked.end() :] if asked else ""
        first = next(lengths(rest), None)
        if first and first.start == 0 and not _COUNTED_FROM.search(rest):
            yield "the question", item_span(cause), first


def _times_to(document: Document) -> Iterator[Hit]:
    """Times to detect, to mitigate … as the marks give them, whatever they are counted from."""
    marks = counted_marks(document)
    for section in ("incident-summary", "impact", "causes", "lessons", "improvement"):
        for sentence in _sentences(document, section):
            for found in _TIME_TO.finditer(sentence.text):
                end = marks.get(_ENDS[found["end"].lower()])
                stated = next(lengths(sentence.text[found.end() :]), None)
                given = [(end - marks[m]).total_seconds() for m in _STARTS if m in marks] if end else []
                if not given or stated is None or stated.start > 3:
                    continue
                bound = max(60.0, stated.seconds * 0.1 if stated.rounded else 0.0)
                if all(abs(stated.seconds - seconds) > bound for seconds in given):
                    yield Hit(
                        _span(sentence, found.start(), found.end() + stated.end),
                        f"this says {stated.words}; the timeline's marks give {spell(given[0])}",
                        _WHICH,
                    )


def _summary_disagrees(document: Document, expected: Expected | None) -> bool:
    """Whether the summary's duration contradicts the marks: then SUM-005 asks which is right, times included."""
    return expected is not None and any(
        disagrees(stated, expected)
        for sentence in _sentences(document, "incident-summary")
        for stated in stated_durations(sentence.text)
    )


def _clock_times(document: Document) -> Iterator[Hit]:
    """Days and clock times of the incident that no entry has."""
    found: dict[str, Hit] = {}
    for sentence in _sentences(document, "incident-summary"):
        for stated in (*doubtful_days(document, sentence.text), *doubtful_times(document, sentence.text)):
            hit = Hit(
                _span(sentence, stated.start, stated.end),
                f"the summary says {stated.words}, which the timeline does not say",
                "Which of the two is right, or which entry is missing?",
            )
            found.setdefault(stated.words, hit)
    yield from found.values()


def _figures(document: Document) -> Iterator[Hit]:
    """Amounts of something that the impact counts too, with another number."""
    counted = counted_impact(document)
    if not counted or not is_present(document, "impact"):
        return
    elsewhere: list[Figure] | None = None
    said: set[str] = set()
    for sentence in _sentences(document, "incident-summary"):
        for figure in figures(sentence.text):
            other = contradicted(figure, counted)
            if other is None or figure.words in said:
                continue
            elsewhere = numbers_outside(document, "incident-summary") if elsewhere is None else elsewhere
            if any(f.is_share == figure.is_share and agrees(figure, f.value) for f in elsewhere):
                continue
            said.add(figure.words)
            name = f"“{other.item.name}”" if other.item.name else "the impact"
            yield Hit(
                _span(sentence, figure.start, figure.end),
                f"the summary says {figure.words}; {name} in line {other.item.line} says {_short(other.item.text or '')}",
                "Which of the two is right, or what does each of them count?",
            )


def _ratios(document: Document, said: set[int]) -> Iterator[Hit]:
    """Shares that are not the part of the whole beside them; not where one of the three is in doubt already."""
    for section in ("incident-summary", "causes", "lessons"):
        for sentence in _sentences(document, section):
            for ratio in wrong_ratios(sentence.text):
                span = _span(sentence, ratio.share.start, ratio.share.end)
                if document.source.line_at(span.start) not in said:
                    message = f"this says {ratio.share.words}; the two numbers before it give {ratio.computed:.3g} %"
                    yield Hit(span, message, "Which of the three is right?")


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[:_LONGEST].rstrip() + " …"


def _sentences(document: Document, section: str) -> Iterator[Sentence]:
    return prose_of(document).sentences(section) if is_present(document, section) else iter(())


def _span(sentence: Sentence, start: int, end: int) -> Span:
    return Span(sentence.span.start + start, sentence.span.start + end)


rule = Rule(
    code="DOC-008",
    title="The same number everywhere",
    levels=levels(full="warning", standard="warning", light="info"),
    check=check,
    foreign=True,
    dimension="evidence",
)
