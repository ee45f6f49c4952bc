"""A severe incident asks three times why: why it began, why it was not known sooner, why it lasted.

Why
    Whoever asks only how it began finds what to prevent, and misses what to see sooner and what to make
    shorter. The three questions lead to three kinds of actions. And a list of nothing but programs leaves
    out how work, tools and knowledge let it through.

Example
    - Why did orders fail? (root: began)
      - …

Better
    - Why did orders fail? (root: began)
      - …
    - Why was it not known sooner? (root: not-known-sooner)
      - …
    - Why did it last 34 minutes? (root: lasted)
      - …

When to ignore
    One of them has no answer, since it was known and over at once; a cause that says so is an answer.

Source
    PagerDuty, postmortem guide; howcome's own: the three roots of the graph of whys (docs/format.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.causes import asks, children, is_refuted, leaves, roots, status_of
from howcome.checks.detection import is_late, speaks_of_detection
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, listed, section_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Cause
from howcome.text.pattern import pattern

_QUESTIONS = {
    "began": ("why it began", "How did it become possible?"),
    "not-known-sooner": (
        "why it was not known sooner",
        "What could have told us earlier, and why did it not?",
    ),
    "lasted": ("why it lasted", "What made it last, or reach as far as it did?"),
}
#: Anything about how work is done, seen or agreed; and what comes from outside.
_BEYOND_CODE = pattern(
    r"\b(?:review\w*|approv\w*|run ?books?|plans?|planned|process\w*|tests?|tested|testing|alerts?|alerting|alarms?|pag(?:e|es|ed|er)|"
    r"dashboards?|graphs?|document\w*|releases?|deploy\w*|roll(?:ed)?[ -]?(?:out|back)\w*|teams?|owners?|owned|on[- ]call|rota|support|"
    r"providers?|vendors?|partners?|contracts?|train\w*|lists?|calendars?|tools?|console|guides?|announce\w*|nobody|no one|people|"
    r"customers?|users?|known|know|knew|written|says?|shows?|shown|names?|told|asks?|looks?|search\w*|checks?|checked|polic\w+|default\w*|"
    r"monitor\w*|canary|staging|stages?|audit\w*|drill\w*|command|manual\w*|by hand|settings?|configur\w*|reads?|watch\w*|log(?:s|ged)?)\b",
    re.IGNORECASE,
)
_MANY = 3


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "causes") or not document.causes:
        return
    below = children(document)
    asked = {
        kind: root for root in reversed(roots(document)) if (kind := asks(root)) and not is_refuted(root)
    }
    if not asked:
        return  # a list of factors, and no graph of whys
    missing = [kind for kind in _QUESTIONS if kind not in asked and not _is_elsewhere(document, kind)]
    if missing:
        yield Hit(
            section_span(document, "causes"),
            f"the analysis does not ask {listed([_QUESTIONS[m][0] for m in missing], 'or')}",
            " ".join(_QUESTIONS[m][1] for m in missing),
        )
    for kind in ("not-known-sooner", "lasted"):
        root = asked.get(kind)
        if (
            root
            and not below.get(id(root))
            and not _answers_itself(root)
            and not _is_elsewhere(document, kind)
        ):
            yield Hit(item_span(root), "this why has no answer", _QUESTIONS[kind][1])
    ends = leaves(document)
    if len(ends) >= _MANY and not any(_BEYOND_CODE.search(c.text or "") for c in ends):
        yield Hit(
            section_span(document, "causes"),
            "all causes are about the program itself",
            "What in the way of working, in tools or in what people could know let it through?",
        )


def _answers_itself(root: Cause) -> bool:
    return not (root.text or "").rstrip().endswith("?") or status_of(root) == "unknown"


def _is_elsewhere(document: Document, kind: str) -> bool:
    """Detection that was late is RCA-014's."""
    return kind == "not-known-sooner" and is_late(document) and not speaks_of_detection(document)


rule = Rule(
    code="RCA-013",
    title="The three questions are asked",
    levels=levels(full="warning", standard="info", light=None),
    check=check,
    gap=True,
)
