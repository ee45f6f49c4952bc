"""The impact says where it ended: regions, plans, versions or functions, and what was not affected.

Why
    What stayed up shows which walls hold. And a reader who was not affected can stop reading.

Example
    - **Failed requests:** 182 340 of 1.9 M (9.6 %)

Better
    - **Failed requests:** 182 340 of 1.9 M (9.6 %)
    - **Not affected:** search and login; the other two regions have pools of their own

When to ignore
    Everything was affected; a line that says so is enough.

Source
    Microsoft, Azure post-incident reviews; howcome's own: what reviewers of incident reports keep asking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.impact_rows import not_spoken_of
from howcome.checks.levels import levels
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_SCOPE = pattern(
    r"\b(?:(?:not|un)[ -]?(?:affected|impacted|touched|involved|reached)|(?:all |the )?other (?:\w+ )?(?:services|regions|zones|functions|customers|users|parts|"
    r"systems|apps|sites|clusters|plans|countries|partners|routes)|elsewhere|everything else|everywhere|regions?|zones?|data cent(?:er|re)s?|"
    r"countries|browsers?|ios|android|endpoints|tenants|clusters|shards?|cells?|all (?:services|functions|users|customers|regions)|"
    r"(?:only|one) (?:in|for|on|of)|limited to|worked as usual|kept working)\b",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    yield from not_spoken_of(
        document,
        _SCOPE,
        "the impact does not say where it ended",
        "Which regions, plans, versions or functions, and what was not affected?",
    )


rule = Rule(
    code="IMP-009",
    title="Where the impact ended",
    levels=levels(full="info", standard="info", light=None),
    check=check,
    gap=True,
)
