"""Counts, wholes, shares, parts and windows of the impact agree with each other and with the timeline.

Why
    "3 % (14 of 100)" makes a reader doubt all other numbers. It is cheap to compute, so it is computed.

Example
    - **Failed requests:** 182 340 of 1.9 M (8.6 %)

Better
    - **Failed requests:** 182 340 of 1.9 M (9.6 %)

When to ignore
    The share is of another whole than the one beside it; then name both.

Source
    howcome's own: the arithmetic of the impact (docs/format.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from howcome.analysis.durations import spell
from howcome.checks.arithmetic import ratios, wrong_rests, wrong_totals
from howcome.checks.impact_rows import BUDGET, EQUIVALENT, FAILING, title_of, window_of
from howcome.checks.levels import levels
from howcome.checks.places import item_span
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Impact
from howcome.document.quantity import write_number
from howcome.text import Span
from howcome.text.pattern import pattern

_WHICH = "Which of the numbers is right?"
_NO_PART = pattern(
    r"\b(?:allowed|budget|limit\w*|planned|usual|normal\w*|expected|goal|target|capacity|quota|objective|instead)\b",
    re.IGNORECASE,
)
_SHARED = pattern(
    r"\b(?:fail\w*|affected|error rate|availability|unavailab\w*|lost|share of|success rate|impacted)\b",
    re.IGNORECASE,
)
#: Rows about the time before, with which the incident is compared.
_USUAL = pattern(r"\b(?:usual\w*|normal\w*|baseline|before|earlier|previous|latent|dormant)\b", re.IGNORECASE)
_WHOLE_LENGTH = pattern(r"\b(?:duration|length|downtime)\b", re.IGNORECASE)


def check(document: Document) -> Iterator[Hit]:
    wrong: set[int] = set()
    for span, hit in _shares(document):
        wrong.add(document.source.line_at(span.start))
        yield hit
    rows = [i for i in document.impact if i.line not in wrong and not BUDGET.search(i.name or "")]
    for item in rows:
        impossible = _more_than_all(item)
        if impossible:
            wrong.add(item.line)
            yield impossible
    yield from _sums([i for i in rows if i.line not in wrong])
    yield from _windows(document, rows)


def _shares(document: Document) -> Iterator[tuple[Span, Hit]]:
    """`14 of 100 (3 %)`, in rows, tables and prose of the impact."""
    for sentence in prose_of(document).sentences("impact"):
        if " of " not in sentence.text:
            continue
        for ratio in ratios(sentence.text):
            if not ratio.agrees:
                span = Span(sentence.span.start + ratio.start, sentence.span.start + ratio.end)
                yield (
                    span,
                    Hit(
                        span,
                        f"{write_number(ratio.part)} of {write_number(ratio.whole)} are {ratio.computed:.3g} %, not {ratio.share:g} %",
                        _WHICH,
                    ),
                )


def _more_than_all(item: Impact) -> Hit | None:
    quantity, words = item.quantity, f"{item.name or ''} {item.text or ''}"
    if quantity.value and quantity.of and quantity.value > quantity.of and not _NO_PART.search(words):
        return Hit(
            item_span(item),
            f"{title_of(item)} counts {write_number(quantity.value)} of {write_number(quantity.of)}",
            _WHICH,
        )
    if quantity.unit == "%" and quantity.value and quantity.value > 100 and _SHARED.search(item.name or ""):
        return Hit(item_span(item), f"{title_of(item)} is {quantity.value:g} %, more than all", _WHICH)
    return None


def _sums(rows: list[Impact]) -> Iterator[Hit]:
    """Parts that do not add up to their whole."""
    for total in wrong_totals(rows):
        parts = " and ".join(title_of(p) for p in total.parts)
        yield Hit(
            item_span(total.whole),
            f"{title_of(total.whole)} says {write_number(total.stated)}; {parts} make {write_number(total.summed)}",
            _WHICH,
        )
        return
    for rest in wrong_rests(rows, FAILING):
        parts = " and ".join(title_of(p) for p in rest.parts)
        yield Hit(
            item_span(rest.whole),
            f"{parts} make {write_number(rest.summed)}, not {write_number(rest.stated)}",
            _WHICH,
        )


def _windows(document: Document, rows: list[Impact]) -> Iterator[Hit]:
    """Windows that end before they begin, lie outside of the incident, or are not as long as the row says."""
    times = document.marked
    first = min((times[m] for m in ("introduced", "trigger", "impact-started") if m in times), default=None)
    last = max((times[m] for m in ("mitigated", "impact-ended", "resolved") if m in times), default=None)
    coarse = any(document.times[m].certainty == "date-only" for m in times)
    slack = timedelta(days=1) if coarse else timedelta(minutes=1)
    for item in rows:
        window = window_of(item)
        if window is None:
            continue
        cell = item.cells["window"]
        if window.end < window.start:
            yield Hit(
                cell.span,
                f"the window of {title_of(item)} ends before it begins",
                "Which of the two times is right?",
            )
            continue
        room = timedelta(days=1) if window.date_only else slack
        outside = _outside(window.start, window.end, first, last, room)
        harm = times.get("impact-started")
        if (
            not outside
            and harm
            and window.end <= harm
            and not _USUAL.search(f"{item.name or ''} {item.text or ''}")
        ):
            outside = "ends before the first harm"
        if outside:
            yield Hit(
                cell.span,
                f"the window of {title_of(item)} {outside}",
                "Is it the window, or a mark of the timeline? If both are right: what does the number cover?",
            )
        elif (
            _is_as_long(item)
            and not window.date_only
            and abs(window.seconds - (item.quantity.value or 0) * 60) > 60
        ):
            if "impact-started" in times and _WHOLE_LENGTH.search(item.name or ""):
                continue  # DOC-008 compares it with the marks
            yield Hit(
                item_span(item),
                f"{title_of(item)} says {spell((item.quantity.value or 0) * 60)}, its window is {spell(window.seconds)} long",
                _WHICH,
            )


def _is_as_long(item: Impact) -> bool:
    """Whether a row's number is the length of its own window."""
    return (
        item.quantity.unit == "min"
        and bool(_WHOLE_LENGTH.search(item.name or ""))
        and not EQUIVALENT.search(item.name or "")
    )


def _outside(
    start: datetime, end: datetime, first: datetime | None, last: datetime | None, room: timedelta
) -> str | None:
    if first and start < first - room:
        return "begins before the incident does"
    if last and end > last + room:
        return "ends after the incident was resolved"
    if first and end < first - room:
        return "ends before the incident begins"
    return None


rule = Rule(
    code="IMP-011",
    title="The numbers agree",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    foreign=True,
    dimension="evidence",
)
