"""The head's severity is the one that the text gives last.

Why
    Severity decides who is told, which checks hold and what is compared with what. When it was raised during
    the incident and the head was not, or the other way round, all three are wrong.

Example
    severity: SEV-3

    and in the timeline: Raised to SEV-2, as payments are affected

Better
    severity: SEV-2

When to ignore
    The severity was set anew in the review; then an entry of the timeline says so.

Source
    Verica, VOID report; the ten parts of a postmortem (docs/format.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.incident_times import degree_of_severity
from howcome.checks.levels import levels
from howcome.checks.places import is_present
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_SEVERITY = pattern(r"\bsev(?:erity)?[\s-]{0,2}(?:level )?(\d)\b", re.IGNORECASE)
_ASKED_ONLY = pattern(
    r"\b(?:consider\w*|discuss\w*|whether|instead of|not|no|would|could|suggest\w*|ask\w*|if|from)\b", re.I
)


def check(document: Document) -> Iterator[Hit]:
    cell = document.head.cells.get("severity")
    degree = degree_of_severity(document)
    if cell is None or degree is None or not _SEVERITY.match(cell.raw.strip()):
        return
    stated = _stated(document)
    if stated and all(number != degree for number, _ in stated):
        number, where = stated[-1]
        yield Hit(
            cell.span,
            f"the head says {cell.raw.strip()}, and {where} says severity {number}",
            "Which one holds in the end? If it changed, at which times and why?",
        )


def _stated(document: Document) -> list[tuple[int, str]]:
    """Severities that the summary and the timeline state for the incident, with where."""
    found = []
    if is_present(document, "incident-summary"):
        for sentence in prose_of(document).sentences("incident-summary"):
            found += [(int(m[1]), "the summary") for m in _SEVERITY.finditer(sentence.text)]
    for entry in document.timeline:
        words = entry.text or ""
        if not _ASKED_ONLY.search(words):
            found += [(int(m[1]), f"line {entry.line}") for m in _SEVERITY.finditer(words)]
    return found


rule = Rule(
    code="SUM-008",
    title="One severity, and its changes",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
