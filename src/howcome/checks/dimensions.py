"""The seven dimensions of a review: what is open in each, as findings and questions.

Owns how findings are brought together. Refuses to be a score: there is no number for a document, a person or a team, and no order
among documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from howcome.document import Finding, Severity

from .families import DIMENSIONS, Dimension, family_of
from .registry import rules_of
from .settings import PLAIN, Settings

State = Literal["clear", "open questions", "needs work"]
STATES: tuple[State, ...] = ("needs work", "open questions", "clear")

#: What each dimension asks of a document.
MEANINGS: dict[Dimension, str] = {
    "completeness": "Is everything said that a reader needs?",
    "evidence": "Is it stated where each fact comes from, and do the facts agree?",
    "blamelessness": "Does the text ask about conditions, and not about who is to blame?",
    "depth": "Does the analysis reach conditions that hold beyond this incident?",
    "action quality": "Will somebody deliver something that changes the system, and can it be checked?",
    "communication": "Does everybody hear what concerns them, in words for them?",
    "timeliness": "Does it all happen in time?",
}
_MOST_QUESTIONS = 3
_WEIGHT: dict[Severity, int] = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True, slots=True)
class Open:
    """What is open in one dimension. `questions` are the first few findings to answer, the heaviest first."""

    dimension: Dimension
    errors: int
    warnings: int
    infos: int
    questions: tuple[Finding, ...]

    @property
    def state(self) -> State:
        """A plain word: errors need work, warnings are open questions; what is only info is clear."""
        return "needs work" if self.errors else "open questions" if self.warnings else "clear"


def by_dimension(findings: Sequence[Finding], settings: Settings = PLAIN) -> tuple[Open, ...]:
    """What is open in each of the seven dimensions, in their usual order."""
    placed = {rule.code: rule.belongs_to for rule in rules_of(settings)}
    found: dict[Dimension, list[Finding]] = {dimension: [] for dimension in DIMENSIONS}
    for finding in findings:
        found[placed.get(finding.code) or family_of(finding.code).dimension].append(finding)
    return tuple(_open(dimension, inside) for dimension, inside in found.items())


def _open(dimension: Dimension, findings: Sequence[Finding]) -> Open:
    counts = Counter(f.severity for f in findings)
    heavy = sorted((f for f in findings if f.severity != "info"), key=lambda f: _WEIGHT[f.severity])
    questions: dict[str, Finding] = {}
    for finding in heavy:
        questions.setdefault(finding.suggestion or finding.message, finding)
    return Open(
        dimension,
        counts["error"],
        counts["warning"],
        counts["info"],
        tuple(questions.values())[:_MOST_QUESTIONS],
    )


def states(documents: Iterable[Sequence[Open]]) -> dict[Dimension, Counter[State]]:
    """How many documents are in which state, by dimension."""
    found: dict[Dimension, Counter[State]] = {dimension: Counter() for dimension in DIMENSIONS}
    for opens in documents:
        for one in opens:
            found[one.dimension][one.state] += 1
    return found
