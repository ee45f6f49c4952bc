"""The impact says what happened to data: lost, changed, doubled, exposed, late, or nothing.

Why
    Lost or exposed data outlasts the outage. A reader who finds no word about it has to ask; and one who reads
    that records were lost wants to know whether they came back.

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

from howcome.checks.impact_rows import says_none, title_of
from howcome.checks.levels import levels
from howcome.checks.places import is_present, item_span, section_span
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.grammar import Impact
from howcome.text.pattern import pattern

_DATA = pattern(
    r"\b(?:data|records?|rows?|integrity|stateless)\b"
    r"|\b(?:lost|loss|losses|corrupt\w*|duplicat\w*|doubled|(?:sent|stored|written|made|created) twice|expos\w*|leak\w*|stale|overwritten|inconsisten\w*|deleted)\b",
    re.IGNORECASE,
)
#: What speaks of secrets, money, traffic or measuring, and not of what happened to what is stored.
_OTHER = pattern(
    r"\b(?:personal|payment|card|health|cardholder) data\b[^.;\n]{0,200}|\bdata (?:cent(?:er|re)s?|plane|scientists?|team)\b"
    r"|\b(?:lost|loss of|lost in) (?:revenue|sales|income|money|turnover|earnings|time|trust|traffic|connectivity|connections?|"
    r"access|power|quorum|visibility|service)\b|\b(?:revenue|sales|income|money|packet|time)s? (?:was |were )?(?:lost|loss)\b",
    re.IGNORECASE,
)
_HARMED = pattern(
    r"\b(?:lost|corrupt\w*|duplicat\w*|doubled|overwritten|deleted|inconsistent)\b", re.IGNORECASE
)
_SETTLED = pattern(
    r"\b(?:restor\w*|recover\w*|revers\w*|cancel\w*|correct\w*|repair\w*|replay\w*|re-?sent|refund\w*|(?:given|paid|put|brought) back|"
    r"set free|merg\w*|clean\w*|remov\w*|rebuil\w*|backfill\w*|fixed|cannot|can not|not possible|permanent\w*|irrecoverabl\w*|"
    r"unrecoverable|for good|none|no longer|again|as above|undid|undone|compensat\w*|void|written off)\b",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    if not is_present(document, "impact"):
        return
    words = [s.text for s in prose_of(document).sentences("impact")]
    words += [f"{i.name or ''}: {i.text or ''}" for i in document.impact]
    if not any(_DATA.search(_OTHER.sub(" ", w)) for w in words):
        yield Hit(
            section_span(document, "impact"),
            "the impact does not say what happened to data",
            "Was data lost, changed, doubled, delayed or shown to the wrong people? How was that checked?",
        )
    elif not any(_SETTLED.search(w) for w in words):
        harmed = next((i for i in document.impact if _is_harmed(i)), None)
        if harmed:
            yield Hit(
                item_span(harmed),
                f"{title_of(harmed)} does not say whether it could be put right",
                "Was it restored, reversed or corrected, by when, and how was that checked? If it cannot be: who knows?",
                levels={"full": "warning", "standard": "info", "security": "warning"},
            )


def _is_harmed(item: Impact) -> bool:
    """Whether a row counts records that were harmed."""
    named = f"{item.name or ''}: {item.text or ''}"
    about_data = _HARMED.search(_OTHER.sub(" ", named))
    return bool(
        about_data and item.quantity.value and not says_none(item) and not re.search(r"\bno\b|\bnot\b", named)
    )


rule = Rule(
    code="IMP-005",
    title="The effect on data is explicit",
    levels=levels(full="error", standard="error", light="info"),
    check=check,
    gap=True,
)
