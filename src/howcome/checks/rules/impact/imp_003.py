"""Affected users are given as a count and as a share of all.

Why
    15 000 accounts may be all of them or one in a hundred. Neither number alone can be judged.

Example
    - **Affected users:** 14 800

Better
    - **Affected users:** 14 800 of 478 000 active ones (3.1 %)

When to ignore
    The whole is not known; then say in the line why.

Source
    PagerDuty, incident response guide; Atlassian, incident management handbook.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.impact_rows import PEOPLE, says_none, says_unknown
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, section_span
from howcome.checks.profiles import is_foreign
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.checks.vague import VAGUE_PEOPLE
from howcome.document import Document, Severity
from howcome.document.grammar import Impact
from howcome.text import Span
from howcome.text.pattern import pattern

_NAMED = pattern(
    rf"(?:(?:affected|impacted|active|unique|paying|blocked)\s)*{PEOPLE}(?:\s(?:affected|impacted|blocked))?\Z",
    re.IGNORECASE,
)
#: Whom a document may count besides: they stand for users where they are the ones who were harmed.
_OTHERS = (
    r"(?:people|employers?|employees?|companies|guests?|buyers?|readers?|riders?|drivers?|shops?|schools?|hospitals?|practices|partners?|"
    r"staff|colleagues?|developers?|engineers?|researchers?|agents?|citizens?|households?|viewers?|listeners?|authors?)"
)
_COUNTED = pattern(
    rf"\d[^.;\n]{{0,40}}\b(?:{PEOPLE}|{_OTHERS})\b|\b(?:no|nobody|all|every|none of the|each)\b[^.;\n]{{0,20}}\b(?:{PEOPLE}|{_OTHERS}|was|were)\b",
    re.IGNORECASE,
)
_ROW = pattern(rf"\b(?:{PEOPLE}|{_OTHERS})\b", re.IGNORECASE)
#: Rows about those who worked on it, and about what reached support, count no harm.
_AT_WORK = pattern(
    r"\b(?:work|responders?|on-?call|effort|person-hours|paged|support|tickets|questions|complaints|money|revenue|costs?|refunds|"
    r"contracts?|not affected|unaffected)\b",
    re.IGNORECASE,
)
_ALL = pattern(r"\W*(?:all|every(?:body|one)?)\b", re.IGNORECASE)
_QUESTION = "How many, out of how many?"
_MISSING: dict[str, Severity] = {"full": "warning", "standard": "info", "security": "warning"}


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "impact"):
        return
    said: set[int] = set()
    for item in document.impact:
        message = _message(item)
        if message:
            said.add(item.line)
            yield Hit(item_span(item), f"“{item.name}” {message}", _QUESTION)
    for sentence in prose_of(document).sentences("impact"):
        found = VAGUE_PEOPLE.search(sentence.text)
        if found and not re.search(r"\d", sentence.text):
            start = sentence.span.start
            if document.source.line_at(start) in said:
                continue
            span = Span(start + found.start(), start + found.end())
            said.add(document.source.line_at(start))
            yield Hit(span, f"“{' '.join(found.group().split())}” gives no number", _QUESTION)
    if not said and document.impact and not _speaks_of_people(document):
        yield Hit(
            section_span(document, "impact"),
            "the impact does not say how many users were affected",
            _QUESTION + " If nobody was: say so, and how that was found.",
            levels=_MISSING,
        )


def _speaks_of_people(document: Document) -> bool:
    """Whether a row or a sentence counts those who were harmed, or says that nobody was; where nobody could be, that is enough."""
    if is_foreign(document) or document.head.category in ("near-miss", "drill"):
        return True
    rows = {i.line for i in document.impact}
    for item in document.impact:
        if _AT_WORK.search(item.name or ""):
            continue
        if _ROW.search(f"{item.name or ''} {item.unit or ''}") or _COUNTED.search(item.text or ""):
            return True
    return any(
        _COUNTED.search(s.text)
        for s in prose_of(document).sentences("impact")
        if document.source.line_at(s.span.start) not in rows
    )


def _message(item: Impact) -> str | None:
    """What a row about people does not say."""
    words = item.text or ""
    if not item.name or not _NAMED.match(item.name.strip()) or not words:
        return None
    if _ALL.match(words) or says_none(item) or says_unknown(item) or words.endswith(":"):
        return None
    quantity = item.quantity
    if quantity.value and quantity.share is None and quantity.of is None and quantity.unit != "min":
        return "gives a count and no share"
    if quantity.value is None and quantity.share:
        return "gives a share and no count"
    if quantity.value is None and quantity.share is None and not re.search(r"\d", words):
        return "gives neither a count nor a share"
    return None


rule = Rule(
    code="IMP-003",
    title="Users as a count and a share",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
)
