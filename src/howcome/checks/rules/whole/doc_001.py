"""Each of the ten sections says something, in the usual order, or says why it does not apply.

Why
    A section that is missing is the gap that readers notice last. Saying "not applicable because …" is a
    decision that others can question; silence is none. A draft that has just been begun is told once what it still
    lacks.

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
from collections.abc import Iterator, Sequence
from itertools import pairwise

from howcome.checks.levels import QUIET, levels
from howcome.checks.places import listed, section_span, title_span
from howcome.checks.profiles import is_draft, is_foreign
from howcome.checks.rule import Hit, Rule
from howcome.document import Document, Severity
from howcome.document.sections import SECTIONS, SectionKind
from howcome.text.pattern import pattern

_NEEDED_IN_LIGHT = ("incident-summary", "timeline", "causes", "lessons")
#: A draft that lacks more than so many sections has just been begun; one finding says what is missing.
_MANY = 3
_BARE = pattern(r"\W*(?:not applicable|n/a)\W*\Z", re.IGNORECASE)


def check(document: Document) -> Iterator[Hit]:
    if is_foreign(document):
        yield from _in_other_template(document)
        return
    unwritten = [kind for kind in SECTIONS if document.states[kind.key] in ("empty", "absent")]
    has_just_begun = len(unwritten) > _MANY and is_draft(document)
    if has_just_begun:
        yield _begun(document, unwritten)
    for kind in SECTIONS:
        state = document.states[kind.key]
        span = section_span(document, kind.key)
        light = _light(kind)
        if kind in unwritten and not has_just_begun:
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


def _begun(document: Document, unwritten: Sequence[SectionKind]) -> Hit:
    """What a draft that has just been begun still needs, at once; its first question is where to go on."""
    titles = [kind.title for kind in unwritten]
    words = (
        "none of the ten sections is written yet"
        if len(titles) == len(SECTIONS)
        else f"{len(titles)} sections are not written yet: {listed(titles)}"
    )
    light: Severity = "warning" if any(_light(kind) == "warning" for kind in unwritten) else "info"
    return Hit(
        title_span(document),
        words,
        unwritten[0].questions[0],
        levels={"light": light, "near-miss": light},
    )


def _light(kind: SectionKind) -> Severity:
    return "warning" if kind.key in _NEEDED_IN_LIGHT else "info"


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
