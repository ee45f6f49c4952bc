"""Somebody looks at this again, on a day.

Why
    Whether the actions helped shows after weeks. Without a name and a date the look back is the first thing that the
    next incident pushes aside.

Example
    - Look at the limit again

Better
    - Look at the limit again, with the sale behind us (owner: Dana; by: 2027-02-01)

When to ignore
    The review is in everybody's calendar, and this document names it.

Source
    Institute for Healthcare Improvement, RCA2; NASA, mishap investigation procedures.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.open_actions import day_of_beginning
from howcome.checks.places import is_present, item_span, lines_of, listed, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document

_ASKED = {"owner": "nobody who holds it", "by": "no date"}
_WHO = "Who looks at it again, and when (`owner: …; by: …`)?"


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "improvement"):
        return
    reviews = [r for r in document.reviews if r.text]
    lacking = [r for r in reviews if any(not r.cells.get(n) for n in _ASKED)]
    if len(lacking) > 1 or len(lacking) == len(reviews):
        lacking = [r for r in lacking if not r.done]  # what was held needs less, unless all others say it
    if not reviews:
        yield Hit(section_span(document, "improvement"), "nobody looks at this again on a day", _WHO)
    elif lacking:
        missing = [words for name, words in _ASKED.items() if any(not r.cells.get(name) for r in lacking)]
        words = "this look back has" if len(lacking) == 1 else f"{len(lacking)} looks back have"
        where = "" if len(lacking) == 1 else f" ({lines_of(lacking)})"
        yield Hit(
            item_span(lacking[0]),
            f"{words} {listed(missing, 'and' if len(lacking) == 1 else 'or')}{where}",
            _WHO,
        )
    began = day_of_beginning(document)
    for review in reviews:
        if began and review.by and review.by < began:
            words = f"this is looked at on {review.by}, and the incident was on {began}"
            yield Hit(review.cells["by"].span, words, "Which date is meant?")


rule = Rule(
    code="CIM-005",
    title="Somebody looks at this again, on a day",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    gap=True,
    dimension="timeliness",
)
