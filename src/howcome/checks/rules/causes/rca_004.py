"""The main chain of why is three to eight steps deep, and every question has an answer.

Why
    One why names a symptom. Three or four lead to a condition that can be changed. Beyond eight, the answers
    are true of everything ("software has bugs") and change nothing.

Example
    - Why did orders fail?
      - The pool ran out

Better
    - Why did orders fail?
      - The pool ran out
        - Nothing limits how many workers a release may start

When to ignore
    The first answer is already a condition that can be changed.

Source
    Card, The problem with 5 whys, BMJ Quality & Safety 2017; howcome's own: what reviewers of incident
    reports keep asking.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.causes import asks, chain, is_question, is_refuted, leaves, status_of
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span
from howcome.checks.profiles import is_draft
from howcome.checks.rule import Hit, Rule
from howcome.document import Document

_SHALLOW = 3
_DEEP = 8


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "causes"):
        return
    # A question whose answers were all refuted has been answered.
    asked = {id(parent) for _, parent in document.parents() if parent is not None}
    for cause in document.causes if _is_nested(document) else ():
        if id(cause) in asked or not is_question(cause) or is_refuted(cause) or status_of(cause) == "unknown":
            continue
        # Why it was not known sooner and why it lasted are RCA-013's.
        if cause.depth > 0 or asks(cause) == "began":
            yield Hit(
                item_span(cause),
                "this why has no answer",
                "What is known, and what would tell? If nothing is: `(status: unknown)`.",
            )
    chains = [chain(document, leaf) for leaf in leaves(document)]
    if not chains or not _is_nested(document):
        return
    longest = max(chains, key=len)
    # A draft's candidates are confirmed or refuted first; only then it is worth asking what stands behind one.
    candidates = is_draft(document) and all(status_of(c[0]) in ("hypothesis", "unknown") for c in chains)
    if len(longest) < _SHALLOW and len(document.causes) > 1 and not candidates:
        yield Hit(
            item_span(longest[-1]),
            "no chain of why goes further than one step below its question",
            "How did it come that this was so, and what let it stay? One more why below.",
        )
    elif len(longest) > _DEEP:
        yield Hit(
            item_span(longest[0]),
            f"this chain of why is {len(longest)} steps deep",
            "Which step is the last one that you can change? The chain may end there.",
        )


def _is_nested(document: Document) -> bool:
    return any(c.depth > 0 for c in document.causes)


rule = Rule(
    code="RCA-004",
    title="Whys go deep enough",
    levels=levels(full="warning", standard="info", light=None),
    check=check,
    gap=True,
)
