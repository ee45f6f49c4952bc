"""The error budget is stated with its target, its window, what was used and what is left, and it adds up.

Why
    The share of the budget is the one number by which incidents of different services can be compared, and
    it decides whether the next release waits. It is a quotient, so it can be computed again.

Example
    - **Error budget:** we broke our SLO

Better
    - **Error budget of checkout:** 33.7 % used, 41 % left (method: "61 300 failed of 182 000 allowed at 99.9 %
      in 28 days")

When to ignore
    The service has no objective. A severe incident (SEV-0 to SEV-2) is asked for it all the same, as a note: a line
    that says so ends the question.

Source
    The Site Reliability Workbook, chapter 2 and chapter 5.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.budget_stated import StatedBudget, stated_budget, wrong_sum
from howcome.checks.impact_rows import BUDGET, not_spoken_of, says_none, says_unknown, speaks_of, title_of
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, listed, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document

_QUIET = {"full": "info", "standard": "info", "security": "info"}


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "impact"):
        return
    rows = [
        i for i in document.impact if BUDGET.search(i.name or "") and not says_unknown(i) and not says_none(i)
    ]
    for item in rows:
        stated = stated_budget(item)
        wrong = wrong_sum(stated)
        if wrong:
            yield Hit(
                item_span(item),
                f"{title_of(item)} does not add up: {wrong}",
                "Which of the numbers is right?",
            )
            continue
        missing = _missing(stated)
        if missing:
            yield Hit(
                item_span(item),
                f"{title_of(item)} does not say {listed(missing, 'or')}",
                "At which target, over which window, how much was used, and how much is left?",
                levels={"full": "warning", "standard": "info", "security": "info"},
            )
    if rows or speaks_of(document, BUDGET):
        return
    if not BUDGET.search(_elsewhere(document)):
        if document.head.category in (None, "incident"):
            yield from not_spoken_of(
                document,
                BUDGET,
                "the impact does not say how much of an error budget was used",
                "Failed events by allowed ones: which share of the budget? If there is no objective: say so.",
            )
    else:
        yield Hit(
            section_span(document, "impact"),
            "the document speaks of an objective, and the impact does not say how much of its budget was used",
            "Failed events by allowed ones: which share of the budget, and how much is left?",
            levels=_QUIET,  # type: ignore[arg-type]
        )


def _missing(stated: StatedBudget) -> list[str]:
    missing = []
    if stated.target is None:
        missing.append("the target")
    if stated.window is None:
        missing.append("the window")
    if stated.used is None:
        missing.append("which share was used")
    elif stated.used < 100 and stated.left is None:
        missing.append("how much is left")
    return missing


def _elsewhere(document: Document) -> str:
    """The words of all other items: what is planned or learned speaks of an objective that there is."""
    return "\n".join(i.text or "" for i in (*document.timeline, *document.causes, *document.lessons)) + (
        document.summary or ""
    )


rule = Rule(
    code="IMP-006",
    title="The error budget adds up",
    levels=levels(full="error", standard="warning", light="info"),
    check=check,
    gap=True,
)
