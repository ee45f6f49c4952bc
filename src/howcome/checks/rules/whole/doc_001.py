"""Each of the ten sections says something, in the usual order, or says why it does not apply.

Why
    A section that is missing is the gap that readers notice last. Saying "not applicable because …" is a
    decision that others can question; silence is none.

Example
    ## Lessons Learned

    <!-- ? Where was luck on our side? -->

Better
    ## Lessons Learned

    Not applicable because this was a drill whose lessons stand in the drill's own report.

When to ignore
    Your team keeps a part elsewhere on purpose. Better: keep the heading, and one line that links there.

Source
    Google, Site Reliability Engineering, chapter 15; PagerDuty, incident response guide; the ten parts of
    a postmortem (docs/format.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from howcome.checks.levels import QUIET, levels
from howcome.checks.places import listed, section_span, title_span
from howcome.checks.profiles import is_foreign
from howcome.checks.rule import Hit, Rule
from howcome.document import Document, Severity
from howcome.document.sections import SECTIONS

_NEEDED_IN_LIGHT = ("incident-summary", "timeline", "causes", "lessons")
_BARE = re.compile(r"\W*(?:not applicable|n/a)\W*\Z", re.IGNORECASE)


def check(document: Document) -> Iterator[Hit]:
    if is_foreign(document):
        yield from _in_other_template(document)
        return
    for kind in SECTIONS:
        state = document.states[kind.key]
        span = section_span(document, kind.key)
        light: Severity = "warning" if kind.key in _NEEDED_IN_LIGHT else "info"
        if state in ("empty", "absent"):
            what = "is still empty" if state == "empty" else "is not there yet"
            yield Hit(
                span, f"{kind.title} {what}", kind.questions[0], levels={"light": light, "near-miss": light}
            )
        elif state == "not-applicable" and _says_no_reason(document, kind.key):
            yield Hit(
                span,
                f"{kind.title} does not say why it is not applicable",
                "Why does it not apply here? One sentence is enough: `Not applicable because …`.",
                levels=levels(full="warning", standard="warning", light="info"),
            )
    yield from _out_of_order(document)


def _out_of_order(document: Document) -> Iterator[Hit]:
    """The first section that stands behind one that belongs after it."""
    order = [kind.key for kind in SECTIONS]
    first: dict[str, str] = {}
    for section in document.sections:
        first.setdefault(section.key, section.title)
    for (before, above), (key, title) in pairwise(first.items()):
        if order.index(key) < order.index(before):
            yield Hit(
                section_span(document, key),
                f"{title} stands after {above}; readers expect it before",
                "Is there a reason for another order? The usual one lets a reader stop anywhere.",
                levels=levels(full="warning", standard="info", light="info"),
            )
            return


def _says_no_reason(document: Document, key: str) -> bool:
    for section in document.sections:
        if section.key == key:
            words = [
                document.source[b.content]
                for b in section.blocks
                if b.kind not in ("blank", "comment", "rule")
            ]
            if words and _BARE.match(" ".join(words)):
                return True
    return False


def _in_other_template(document: Document) -> Iterator[Hit]:
    present = [k for k in SECTIONS if document.states[k.key] != "absent"]
    absent = [k.title for k in SECTIONS if document.states[k.key] == "absent"]
    if len(present) >= 3 and absent:
        levels = QUIET
        words = f"no section is recognised as: {listed(absent)}"
        yield Hit(
            title_span(document), words, "Does the text answer these under other headings?", levels=levels
        )


rule = Rule(
    code="DOC-001",
    title="All ten sections say something",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
    foreign=True,
)
