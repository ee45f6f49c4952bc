"""An expected outcome can be measured.

Why
    "Fewer incidents" is true of any quiet month. A number, from what to what, or an event that a test can bring
    about, shows whether the measure had its effect.

Example
    - Roll the limit out (expects: fewer incidents)

Better
    - Roll the limit out (expects: "time to detect: 41 min before, at most 5 min in the drills of the second quarter")

When to ignore
    The outcome is an agreement or a decision, and whether it was made is plain.

Source
    Institute for Healthcare Improvement, RCA2; AWS, correction of errors.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.outcomes import is_observable
from howcome.checks.places import is_present
from howcome.checks.rule import Hit, Rule
from howcome.checks.zero_incidents import zero_incidents
from howcome.document import Document


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "measures"):
        return
    for measure in document.measures:
        cell, outcome = measure.cells.get("expects"), (measure.expects or "").strip(" -–?")
        if cell and outcome and not is_observable(outcome) and not zero_incidents(outcome):
            yield Hit(
                cell.span,
                f"“{outcome[:60]}” cannot be measured",
                "Which number changes, from what to what, and by when is it looked at?",
            )


rule = Rule(
    code="PRV-002",
    title="An expected outcome can be measured",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
