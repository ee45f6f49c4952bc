"""A measure says how and when it is verified.

Why
    A measure that was carried out and never tried is a hope. A drill, a test with an injected fault, or a query on a
    fixed day turns it into knowledge.

Example
    - Roll the limit out (expects: "no release starts more than 40 workers")

Better
    - Roll the limit out (expects: "…"; verify: 2027-01-15; how: a release with 61 workers is tried in the sandbox)

When to ignore
    The outcome is seen every day by everybody.

Source
    Institute for Healthcare Improvement, RCA2; howcome's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.outcomes import is_observable
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.checks.zero_incidents import zero_incidents
from howcome.document import Document
from howcome.document.grammar import Measure
from howcome.text.pattern import pattern

#: The way stands in the words themselves.
_WAY = pattern(
    r"\b(?:measured|tested|test|drill(?:s|ed)?|game day|injected?|injection|quer(?:y|ied)|audit(?:ed)?|compared?|counted|checked|"
    r"on purpose|sampled?|verified|monitored|tried|simulat\w+|rehears\w+)\b",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "measures"):
        return
    measures = [m for m in document.measures if m.text]
    undated = [m for m in measures if not _said(m, "verify")]
    # Without an outcome, or with a blurred one, there is nothing to verify yet: PRV-001, -002 and -009 speak.
    wayless = [m for m in measures if _said(m, "verify") and not _has_way(m) and _has_outcome(m)]
    yield from _once(
        undated,
        "no day on which it is verified",
        "When is the outcome verified, and how (`verify: …; how: …`)?",
    )
    yield from _once(
        wayless, "no way in which it is verified", "By which drill, test or query is it verified (`how: …`)?"
    )


def _once(measures: list[Measure], what: str, question: str) -> Iterator[Hit]:
    if not measures:
        return
    words = "this measure has" if len(measures) == 1 else f"{len(measures)} measures have"
    where = "" if len(measures) == 1 else f" ({lines_of(measures)})"
    yield Hit(item_span(measures[0]), f"{words} {what}{where}", question)


def _said(measure: Measure, name: str) -> bool:
    cell = measure.cells.get(name)
    return bool(cell and cell.raw.strip(" -–?"))


def _has_outcome(measure: Measure) -> bool:
    outcome = measure.expects or ""
    return bool(outcome) and is_observable(outcome) and not zero_incidents(outcome)


def _has_way(measure: Measure) -> bool:
    return _said(measure, "how") or bool(_WAY.search(f"{measure.text or ''} {measure.expects or ''}"))


rule = Rule(
    code="PRV-003",
    title="A measure says how it is verified",
    levels=levels(full="warning", standard="info"),
    check=check,
    gap=True,
)
