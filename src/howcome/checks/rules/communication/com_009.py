"""The text for the leadership is short, and says what it asks for.

Why
    Whoever decides reads two hundred words: what it meant for the business, which risk is left, which decision or
    money is needed. The analysis is one link away.

Example
    The whole analysis of causes, in a mail to the board

Better
    - [ ] **Leadership:** 1 706 payments failed. The same can happen until A-7. Decision needed: six weeks for A-7.

When to ignore
    They asked for the whole report.

Source
    Rootly, retrospective templates; howcome's own: two hundred words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.audiences import is_message, texts_for
from howcome.checks.levels import levels
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text.pattern import pattern

_MOST_WORDS = 200
#: A shorter text is a line of the plan and not the text itself.
_FEWEST_WORDS = 40
_ASKS = pattern(
    r"\b(?:decisions?|decided?|approv\w*|fund\w*|budget|money|need(?:s|ed)?|ask(?:s|ed)?|risks?|costs?|invest\w*|priorit\w*|agree\w*|"
    r"no action is needed|weeks?|quarters?|€|\$|EUR|USD)\b|[€$£]",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    for span, words in texts_for(document, "leadership"):
        length = len(words.split())
        if length > _MOST_WORDS:
            yield Hit(
                span,
                f"the text for the leadership has {length} words; {_MOST_WORDS} are read",
                "What did it mean for the business, which risk is left, and what is to be decided?",
            )
        elif length >= _FEWEST_WORDS and is_message(words) and not _ASKS.search(words):
            yield Hit(
                span,
                "the text for the leadership names no risk and asks for nothing",
                "Which risk is left, and which decision or money does it need? If none: say so.",
            )


rule = Rule(
    code="COM-009",
    title="The text for the leadership is short and asks for something",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
