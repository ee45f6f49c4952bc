"""An accepted risk has a reason, somebody who accepts it, and an end.

Why
    Not to act is a decision like any other, and a fair one, when somebody made it, wrote down why, and looks at it
    again. Without an end it is accepted for ever, by nobody.

Example
    - A rollback keeps its approval

Better
    - A rollback keeps its approval (owner: Ines; by: 2027-03-01; reason: "two quarters of work for one event in two years")

When to ignore
    The risk is kept in your register of risks; link it.

Source
    PagerDuty, postmortem guide.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.open_actions import day_of_beginning
from howcome.checks.places import item_span, lines_of, listed
from howcome.checks.references import unknown_references
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Risk

_ASKED = {"reason": "no reason", "owner": "nobody who accepts it", "by": "no end"}
_QUESTION = "Why is not acting fine, who accepts that, and until when (`owner: …; by: …; reason: …`)?"


def check(document: Document) -> Iterator[Hit]:
    lacking = [(r, names) for r in document.risks if r.text and (names := _missing(document, r))]
    if len(lacking) > 3:
        items = [risk for risk, _ in lacking]
        words = f"{len(lacking)} accepted risks have no reason, owner or end ({lines_of(items)})"
        yield Hit(item_span(items[0]), words, _QUESTION)
    else:
        for risk, missing in lacking:
            words = listed([_ASKED[name] for name in missing])
            yield Hit(item_span(risk), f"this accepted risk has {words}", _QUESTION)
    began = day_of_beginning(document)
    for risk in document.risks:
        for name, span in unknown_references(document, risk, "addresses"):
            yield Hit(
                span,
                f"this risk leaves “{name}” unanswered, and nothing has that id",
                "Is it spelled otherwise?",
            )
        if began and risk.by and risk.by < began:
            words = f"this risk is accepted until {risk.by}, and the incident was on {began}"
            yield Hit(risk.cells["by"].span, words, "Which date is meant?")


def _missing(document: Document, risk: Risk) -> list[str]:
    if "http" in document.source[risk.body]:
        return []
    return [n for n in _ASKED if not (cell := risk.cells.get(n)) or not cell.raw.strip(" -–?")]


rule = Rule(
    code="PRV-008",
    title="An accepted risk has a reason, an owner and an end",
    levels=levels(full="error", standard="warning", light="info"),
    check=check,
    gap=True,
)
