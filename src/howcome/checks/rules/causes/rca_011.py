"""What nobody did is a cause only where it was somebody's task, and the text says where that stands.

Why
    After every incident there are a thousand things that nobody did. One of them explains something if a
    rota, a review or a rule asked for it; then that is what can be changed.

Example
    - Nobody scaled the pool

Better
    - The monthly capacity review does not list pools, so that nobody scaled this one

When to ignore
    The task follows from what everybody knows in your company; one clause that says so helps newcomers.

Source
    VA National Center for Patient Safety, five rules of causation (rule 5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.causes import leaves
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_NOBODY = pattern(
    r"\W*(?:because\s)?(?:nobody|no[ -]one|none of (?:us|the \w+))(?:\son call|\sin the \w+|\sof the \w+|\selse)?\s(?:had\s|ever\s)*"
    r"(?P<verb>\w+)\b(?P<rest>[^\n]*)",
    re.IGNORECASE,
)
#: What people could not know, see or hold is a condition and no omission.
_NO_DEED = frozenset(
    """
    knew know known saw seen sees noticed realised realized understood had has have was is were could can heard expected
    owns owned receives received watches needs needed
    """.split()  # noqa: SIM905
)
_DUTY = pattern(
    r"\b(?:because|since|as|so that|although|even though|despite|run ?books?|policy|policies|reviews?|rota|rotation|responsib\w+|"
    r"owners?|owned|procedures?|checklists?|expected|agreed|agreement|guides?|guidelines?|documented|asks?|asked|duty|task|"
    r"monthly|weekly|daily|yearly|quarterly|each (?:month|week|day|quarter)|every (?:month|week|day|quarter)|rule|contract|"
    r"process|ticket|plan|when|while|until|told|tells|shows?|reminds?)\b|[:;–—(]",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "causes"):
        return
    for cause in leaves(document):
        found = _NOBODY.match(cause.text or "")
        if found and found["verb"].lower() not in _NO_DEED and not _DUTY.search(found["rest"]):
            yield Hit(
                item_span(cause),
                "this cause says what nobody did, and not whose task it was",
                "Which rota, review or rule asked for it, or why did none? That may be the cause.",
            )


rule = Rule(
    code="RCA-011",
    title="An omission needs a duty",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
    foreign=True,
)
