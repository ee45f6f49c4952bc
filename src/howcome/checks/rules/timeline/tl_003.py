"""The timeline marks the moments from which all durations are computed.

Why
    Time to detect, to mitigate and to resolve come from marks. Where one is missing, the number is missing,
    and the next person to compare incidents guesses it.

Example
    - 2026-11-20 14:36Z Error rate below 0.2 %

Better
    - 2026-11-20 14:36Z [mitigated, impact-ended] Error rate below 0.2 %

When to ignore
    The moment did not exist, for example because the incident was never declared. Say so in the timeline.

Source
    Amazon Web Services, Incident Manager, analysis; Jeli, post-incident reviews.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, listed, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document

_QUESTIONS = {
    "impact-started": "When was the first user harmed?",
    "detected": "Which signal came first, and when?",
    "acknowledged": "When did somebody take the page?",
    "declared": "When was it called an incident?",
    "mitigated": "When was the harm contained?",
    "resolved": "When was it called over?",
}


def check(document: Document) -> Iterator[Hit]:
    if not document.timeline or not is_present(document, "timeline"):
        return
    known = {*document.times, *(mark for entry in document.timeline for mark in entry.labels)}
    missing = [mark for mark in _asked(document, known) if mark not in known]
    if missing:
        yield Hit(
            section_span(document, "timeline"),
            f"no entry is marked {listed([f'[{mark}]' for mark in missing], 'or')}",
            " ".join(_QUESTIONS[mark] for mark in missing),
        )


def _asked(document: Document, known: set[str]) -> Iterator[str]:
    """The marks that such an incident has."""
    harmless = (document.head.category or "") in ("near-miss", "drill")
    small = "declared" not in known and (document.head.severity or "").strip()[-1:] in ("3", "4", "5")
    for mark in _QUESTIONS:
        if mark == "impact-started" and harmless:
            continue
        if mark == "declared" and (small or harmless):
            continue
        if mark == "acknowledged" and not _was_paged(document, known):
            continue
        yield mark


def _was_paged(document: Document, known: set[str]) -> bool:
    return "notified" in known or any((e.event or "").strip().lower() == "page" for e in document.timeline)


rule = Rule(
    code="TL-003",
    title="The moments of the incident are marked",
    levels=levels(full="error", standard="warning", light="info"),
    check=check,
    gap=True,
    dimension="completeness",
)
