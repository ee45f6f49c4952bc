"""Every chain of causes is answered by an action, or accepted as a risk.

Why
    A cause without an answer is found again in the next incident. Not acting can be right, when somebody
    decided it and said until when.

Example
    - Nothing limits the number of workers ^w81bd

Better
    - [ ] Limit workers per release ^a7kq2 (addresses: w81bd)

    or, under "Accepted risks":

    - Workers stay without a limit until the new scheduler is there (addresses: w81bd; by: 2027-03-01)

When to ignore
    The cause lies outside of what you can change, and the document says so. A cause that says what worked, or
    one that was refuted, is not asked for an answer.

Source
    NASA, NPR 8621.1.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.causes import chain, factors, is_settled
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Cause

_FACTORS = {"contributing", "systemic"}
_QUESTION = "Which action answers it (`addresses: …`), or is it a risk that somebody accepts?"


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "causes") or not (document.actions or document.risks):
        return
    answered = {ref for action in document.actions for ref in action.addresses}
    answered |= {ref for risk in document.risks for ref in risk.addresses}
    for cause in document.causes:
        if cause.id in answered:
            answered |= set(cause.also)
    open_ends = [c for c in factors(document) if is_settled(c) and not _is_answered(document, c, answered)]
    if not open_ends:
        return
    if not answered:
        yield Hit(
            item_span(open_ends[0]),
            f"no action says which cause it answers ({lines_of(open_ends)})",
            _QUESTION,
        )
    elif len(open_ends) > 3:
        yield Hit(
            item_span(open_ends[0]),
            f"{len(open_ends)} causes are not answered ({lines_of(open_ends)})",
            _QUESTION,
        )
    else:
        yield from (
            Hit(item_span(c), "no action or accepted risk answers this cause", _QUESTION) for c in open_ends
        )


def _is_answered(document: Document, cause: Cause, answered: set[str]) -> bool:
    """Whether it is answered, or something above it; what is labelled as a factor has to be answered itself.

    Where nothing answers labelled ends anywhere, the document answers what stands above them.
    """
    chained = chain(document, cause)
    if cause.id and _FACTORS & set(cause.labels) and _answers_factors(document, answered):
        chained = chained[:1]
    return any(c.id in answered or set(c.also) & answered for c in chained)


def _answers_factors(document: Document, answered: set[str]) -> bool:
    labelled = [c for c in factors(document) if c.id and _FACTORS & set(c.labels)]
    return 2 * sum(c.id in answered for c in labelled) >= len(labelled)


rule = Rule(
    code="RCA-016",
    title="Every cause is answered",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
)
