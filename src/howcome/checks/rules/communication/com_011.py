"""A message while the incident goes on says when the next one comes.

Why
    Who does not know when to look again asks support, or leaves. A time for the next update, kept also when there is
    nothing new, and the word that it is the last one, save both.

Example
    - [x] **Customers:** we are investigating errors in checkout (channel: status page)

Better
    - [x] **Customers:** we are investigating errors in checkout; next update at 16:30 UTC (channel: status page)

When to ignore
    The status page adds the time of the next update by itself.

Source
    howcome's own: the practice of public status pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.audiences import outward_texts
from howcome.checks.levels import levels
from howcome.checks.places import listed
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text import Span
from howcome.text.pattern import pattern

_GOES_ON = pattern(
    r"\b(?:we (?:are |'re |still |continue to |currently )*(?:investigat(?:e|ing)|look(?:ing)? into|work(?:ing)? on|monitor(?:ing)?|restor(?:e|ing))"
    r"|(?:is|are) (?:still |currently |being |under )*(?:investigat(?:ed|ing|ion)|ongoing|degraded|unavailable|affected)|we(?:'ve| have) identified"
    r"|^\W*investigating\b)",
    re.IGNORECASE,
)
_NEXT = pattern(
    r"\b(?:next (?:update|message|news)|updates? (?:at|by|in|every|within|follows?|will follow|here)|"
    r"(?:tell|inform|update|let) you (?:\w+ )?(?:at|by|when|again|as soon|know)|final|last update|again at|by \d\d:\d\d|"
    r"within (?:the |an |\d))\b|(?:update|again|more)[^.]{0,30}\d\d:\d\d",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    open_ended = [
        span for span, words in outward_texts(document) if _GOES_ON.search(words) and not _NEXT.search(words)
    ]
    if open_ended:
        one = len(open_ended) == 1
        where = "" if one else f" (lines {listed([_line(document, span) for span in open_ended[:8]])})"
        words = "this message says" if one else f"{len(open_ended)} messages say"
        yield Hit(
            open_ended[0],
            f"{words} that it goes on, and not when the next update comes{where}",
            "When do readers hear again, and whom can they ask until then?",
        )


def _line(document: Document, span: Span) -> str:
    return str(document.source.line_at(span.start))


rule = Rule(
    code="COM-011",
    title="A message says when the next one comes",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
