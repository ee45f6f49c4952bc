"""The impact says what happened to data: lost, changed, doubled, exposed, late, or nothing.

Why
    Lost or exposed data outlasts the outage. A reader who finds no word about it has to ask.

Example
    - **Failed requests:** 182 340 of 1.9 M

Better
    - **Failed requests:** 182 340 of 1.9 M
    - **Data:** none lost or doubled (method: "ledger compared with the order table")

When to ignore
    The service keeps no data at all; one line that says so is better.

Source
    Google, Site Reliability Engineering, chapter 15.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import is_present, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document

_DATA = re.compile(
    r"\b(?:data|records?|rows?|integrity|backups?|stateless)\b"
    r"|\b(?:lost|loss|losses|corrupt\w*|duplicat\w*|doubled|expos\w*|leak\w*|stale|overwritten|inconsisten\w*|deleted)\b",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "impact"):
        return
    words = [document.source[s.span] for s in document.sections if s.key == "impact"]
    words += [i.text or "" for i in document.impact]
    if not any(_DATA.search(w) for w in words):
        yield Hit(
            section_span(document, "impact"),
            "the impact does not say what happened to data",
            "Was data lost, changed, doubled, delayed or shown to the wrong people? How was that checked?",
        )


rule = Rule(
    code="IMP-005",
    title="The effect on data is explicit",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
)
