"""Log excerpts are short; the whole log is a file.

Why
    Forty lines are read, eight hundred are scrolled past, and with them whatever stands below. The lines that matter
    carry the story, the file beside it carries the rest.

Example
    A block of 300 lines of log in the middle of the timeline

Better
    Twelve lines, with "…" where others were left out, and `logs/checkout.log` in the evidence list

When to ignore
    The block is a program or a configuration that others will copy.

Source
    howcome's own: forty lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from howcome.checks.levels import levels
from howcome.checks.places import listed
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.text import Span
from howcome.text.pattern import pattern

_MOST_LINES = 40
#: A line of a log begins with a time, a level, a prompt or the name of a machine's part.
_LOG_LINE = pattern(
    r"[^\w\n]{0,4}(?:\d{4}[-/]\d\d[-/]\d\d|\d\d:\d\d:\d\d|\w{3} +\d{1,2} \d\d:\d\d|\d{10,13}\b|(?:level|ts|time)=|\{\"|"
    r"(?:TRACE|DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL|[IWEF]\d{4})\b|\tat |\s+at [\w.$]+\()",
    re.IGNORECASE,
)


def check(document: Document) -> Iterator[Hit]:
    long: list[tuple[Span, int]] = []
    for block in document.blocks:
        if block.kind == "fence":
            lines = document.source[block.span].rstrip().split("\n")[1:-1]
            if len(lines) > _MOST_LINES and sum(bool(_LOG_LINE.match(line)) for line in lines) * 3 > len(
                lines
            ):
                first = document.source.line_span(document.source.line_at(block.span.start))
                long.append((first, len(lines)))
    if not long:
        return
    most = max(count for _, count in long)
    words = f"this excerpt of a log has {most} lines"
    if len(long) > 1:
        places = listed([str(document.source.line_at(span.start)) for span, _ in long[:8]])
        words = f"{len(long)} excerpts of logs have more than {_MOST_LINES} lines (lines {places}; the longest has {most})"
    yield Hit(
        long[0][0], words, "Which lines tell the story, and could the rest be a file in the evidence list?"
    )


rule = Rule(
    code="APP-007",
    title="Log excerpts are short",
    levels=levels(full="warning", standard="info", light="info"),
    check=check,
)
