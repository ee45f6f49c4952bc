"""What luck held up is answered by an action, or accepted as a risk.

Why
    Luck is not a control. What did not happen by chance is the harm of the next incident, and costs nothing
    to look at now.

Example
    ### Where we got lucky
    - The sale began two days later ^l4u8c

Better
    - [ ] Test the release at twice the load of a sale ^a9t2m (addresses: l4u8c)

When to ignore
    Nothing can be done about it and nobody has to accept it: the weather was fine.

Source
    Google, Site Reliability Engineering, chapter 15; howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

from collections.abc import Iterator

from howcome.checks.lesson_groups import answered_ids, is_answered, lessons_in
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, lines_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "lessons") or not (document.actions or document.risks):
        return
    answered = answered_ids(document)
    loose = [lesson for lesson in lessons_in(document, "lucky") if not is_answered(lesson, answered)]
    if not loose:
        return
    message = (
        "no action or accepted risk answers this luck"
        if len(loose) == 1
        else f"{len(loose)} lucky circumstances are answered by no action or accepted risk ({lines_of(loose)})"
    )
    yield Hit(
        item_span(loose[0]),
        message,
        "What holds if luck does not? Which action covers it (`addresses: …`), or who accepts the risk until when?",
    )


rule = Rule(
    code="LES-007",
    title="Luck is answered",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    gap=True,
)
