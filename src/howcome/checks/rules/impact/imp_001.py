"""Every line of the impact has a number with its unit, or says "none" with how that was checked, or "unknown" with who finds out by when.

Why
    "No data was lost" and "nobody looked" read the same without the way it was checked. 340 of what?

Example
    - **Lost orders:** none
    - **Latency:** 340
    - **Revenue:** unknown

Better
    - **Lost orders:** none (method: "ledger compared with the order table, 2.1 M rows")
    - **Latency:** 340 ms instead of 80 ms
    - **Revenue:** unknown (owner: Teun; by: 2026-12-01)

When to ignore
    The line is a heading for lines below it, or words explain more than a number could.

Source
    PagerDuty, incident response guide; Atlassian, incident management handbook; the ten parts of a
    postmortem (docs/format.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from howcome.checks.impact_rows import CURRENCY, PEOPLE, says_none, says_unknown
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, lines_of, section_span
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.checks.vague import begins_vaguely
from howcome.document import Document
from howcome.document.grammar import Impact
from howcome.text.pattern import pattern

_CHECKED = pattern(
    r"\b(?:check\w*|verif\w*|compar\w*|confirm\w*|audit\w*|count\w*|because|since|as (?:the|no|all)|so that|while|according|"
    r"measured|query|queried|logs?|replay\w*|reconcil\w*|scan\w*|test\w*|by)\b|[;:(–—](?!\s?(?:\d|as above|exposed))|\. \w",
    re.IGNORECASE,
)
_ASKED = pattern(r"\d{4}-\d\d-\d\d|\^q|because|since", re.IGNORECASE)
_MEASURED = pattern(
    r"(?:(?:full[- ]equivalent|equivalent|weighted|partial|full|total|added|additional|mean|median|p\d\d|peak|longest|average|maximum|max)\s)?(?:latency|delays?|duration|downtime|wait(?:ing time)?|"
    r"response time|lag|backlog age|data transferred|bandwidth)(?:\s\(?p\d\d\)?)?\Z",
    re.IGNORECASE,
)
_PEOPLE_ALONE = pattern(
    rf"(?:(?:affected|impacted|active|unique|paying|blocked)\s)*{PEOPLE}(?:\s(?:affected|impacted))?\Z", re.I
)
#: Rows that say where or what, and not how much.
_NO_MEASURE = pattern(
    r"(?:(?:not |un)?(?:affected|impacted)(?:\s(?:services?|systems?|components?|regions?|environments?|functions?|products?|areas?))?|scope|"
    r"severity|priority|services?|systems?|components?|regions?|environments?|functions?|where|who|what|description|notes?|status|"
    r"sla|contracts?|agreements?|authority|authorities|symptoms?|workaround)\Z",
    re.IGNORECASE,
)
_MOST = 3


class _Gap(NamedTuple):
    """What a line misses, said of one and of many, with the question."""

    one: str
    many: str
    question: str


_NOT_CHECKED = _Gap(
    "says none, but not how that was checked",
    "say none, but not how that was checked",
    "How do we know? What was compared or counted?",
)
_NO_NUMBER = _Gap(
    "has no number", "have no number", "How many, out of how many, and where does the number come from?"
)
_NO_UNIT = _Gap(
    "has a number without a unit", "have numbers without a unit", "340 of what: ms, seconds, requests?"
)
_NOBODY = _Gap(
    "is not known, and nobody is named who finds out",
    "are not known, and nobody is named who finds out",
    "Who finds out, and by when?",
)
_NO_OWNER = _Gap(
    "is not known, and it is not said who finds out",
    "are not known, and it is not said who finds out",
    "Who finds out?",
)
_NO_DATE = _Gap(
    "is not known, and it is not said by when",
    "are not known, and it is not said by when",
    "By when is it known?",
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "impact"):
        return
    missing: dict[_Gap, list[Impact]] = {}
    for item in document.impact:
        gap = _gap(item)
        if gap:
            missing.setdefault(gap, []).append(item)
    for gap, rows in missing.items():
        if len(rows) > _MOST:
            message = f"{len(rows)} lines of the impact {gap.many} ({lines_of(rows)})"
            yield Hit(item_span(rows[0]), message, gap.question)
            continue
        for item in rows:
            name = f"“{item.name}”" if item.name else "this line"
            yield Hit(item_span(item), f"{name} {gap.one}", gap.question)
    if not document.impact and not _has_number(document):
        yield Hit(section_span(document, "impact"), "the impact holds no number", _NO_NUMBER.question)


def _gap(item: Impact) -> _Gap | None:
    words = item.text or ""
    if not words or words.endswith(":"):
        return None
    if says_unknown(item):
        return _open_gap(item, words)
    quantity = item.quantity
    if says_none(item):
        return (
            None if item.method or item.evidence or quantity.value or _CHECKED.search(words) else _NOT_CHECKED
        )
    if quantity.value is None and quantity.share is None and not re.search(r"\d", words):
        # A word in place of the number is IMP-004's, and the number of people IMP-003's.
        named = (item.name or "").strip()
        if begins_vaguely(words) or _PEOPLE_ALONE.match(named) or _NO_MEASURE.match(named):
            return None
        return _NO_NUMBER
    bare = re.fullmatch(r"\W*\d[\d ,.'’\u00a0\u202f]*\W*", words)
    if bare and not item.unit and _MEASURED.match((item.name or "").strip()) and not CURRENCY.search(words):
        return _NO_UNIT
    return None


def _open_gap(item: Impact, words: str) -> _Gap | None:
    """What a line that says "unknown" does not say: who finds out, by when, or why nobody can."""
    if _ASKED.search(words) or (item.owner and item.by):
        return None
    if item.owner:
        return _NO_DATE
    return _NO_OWNER if item.by else _NOBODY


def _has_number(document: Document) -> bool:
    """Whether the prose, a table or a chart of the impact holds any number."""
    if any(re.search(r"\d", s.text) for s in prose_of(document).sentences("impact")):
        return True
    kinds = ("fence", "table", "quote")
    return any(p.section == "impact" and p.block.kind in kinds for p in document.placed)


rule = Rule(
    code="IMP-001",
    title="The impact is stated in numbers",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
)
