"""Every picture has words, and every chart a title, a unit and the whole incident.

Why
    A picture without words says nothing to those who cannot see it, to search, and to whoever reads the text in a
    terminal. A chart without a unit, or one that begins with the incident, leaves open what normal was.

Example
    ![](graph.png)

Better
    ![Errors a minute, 13:30 to 15:30 UTC: 3 before, 412 at 14:10, 4 after 14:36](graph.png)

When to ignore
    The picture is decoration.

Source
    AWS Systems Manager, incident analysis; Web Content Accessibility Guidelines (W3C).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from howcome.checks.levels import levels
from howcome.checks.places import listed
from howcome.checks.profiles import is_draft
from howcome.checks.prose import prose_of
from howcome.checks.rule import Hit, Rule
from howcome.document import Document
from howcome.document.blocks import Block
from howcome.text import Span
from howcome.text.pattern import pattern

_PICTURE = pattern(r"!\[(?P<alt>[^\[\]\n]{0,500})\]\((?P<where>[^()\s]{1,500})[^()\n]{0,200}\)")
#: Words that a tool writes when nobody does.
_NO_WORDS = pattern(
    r"\W*(?:(?:image|img|picture|pic|screen ?shots?|photo|alt(?: text)?|untitled|graph|chart|figure)?[\s_-]*\d{0,14}(?:\.(?:png|jpe?g|gif|svg|webp))?)\W*\Z",
    re.IGNORECASE,
)
_BADGE = pattern(r"badge|shields\.io|\.svg\?|/workflows/", re.IGNORECASE)
_INFO = pattern(
    r"[ \t]*(?:`{3,}|~{3,})[ \t]*howcome-chart\b[^\n]*\n(?P<body>.*?)\n[ \t]*(?:`{3,}|~{3,})[ \t]*\s*\Z",
    re.DOTALL,
)


def check(document: Document) -> Iterator[Hit]:
    text, prose = document.source.text, prose_of(document).text
    wordless: list[Span] = []
    for block in document.blocks:
        if block.kind == "fence":
            yield from _chart(document, block)
        elif block.kind not in ("comment", "blank", "front-matter"):
            wordless += (
                Span(*p.span())
                for p in _PICTURE.finditer(text, *block.span)
                # What is code or a comment is blank in the prose.
                if prose[p.start()] == "!" and _NO_WORDS.match(p["alt"]) and not _BADGE.search(p["where"])
            )
    if wordless:
        words = "this picture has" if len(wordless) == 1 else f"{len(wordless)} pictures have"
        lines = list(dict.fromkeys(str(document.source.line_at(s.start)) for s in wordless[:8]))
        where = "" if len(wordless) == 1 else f" (lines {listed(lines)}{' …' if len(wordless) > 8 else ''})"
        yield Hit(
            wordless[0],
            f"{words} no words for those who cannot see it{where}",
            "What does it show: which number, from when to when, and what is to be seen in it?",
        )


def _chart(document: Document, block: Block) -> Iterator[Hit]:
    found = _INFO.match(document.source[block.span])
    if not found:
        return
    try:
        chart = json.loads(found["body"])
    except ValueError:
        return
    if not isinstance(chart, dict):
        return
    place = Span(block.span.start, min(block.span.end, block.span.start + found.start("body") - 1))
    missing = [name for name in ("title", "unit") if not str(chart.get(name) or "").strip()]
    if is_draft(document):
        missing = []  # a metric seldom states its unit; who publishes it knows
    if missing:
        yield Hit(
            place, f"this chart has no {' and no '.join(missing)}", "What does it show, and in which unit?"
        )
    drawn = _drawn(chart)
    began, ended = document.marked.get("impact-started"), document.marked.get("impact-ended")
    if drawn and began and ended and (drawn[0] >= began or drawn[1] <= ended):
        first, last = (time.astimezone(UTC) for time in drawn)
        yield Hit(
            place,
            f"this chart shows {first:%H:%M} to {last:%H:%M} UTC, and the impact was from {began:%H:%M} to {ended:%H:%M} UTC",
            "Could it begin half an hour before and end half an hour after, so that one sees what normal is?",
        )


def _drawn(chart: dict[str, object]) -> tuple[datetime, datetime] | None:
    """The first and the last time of all points; None where one cannot be read or has no zone."""
    times: list[datetime] = []
    series = chart.get("series")
    for line in series if isinstance(series, list) else []:
        points = line.get("points") if isinstance(line, dict) else None
        for point in (points[0], points[-1]) if isinstance(points, list) and points else ():
            try:
                time = datetime.fromisoformat(str(point[0]).replace("Z", "+00:00"))
            except (ValueError, TypeError, IndexError, KeyError):
                return None
            if time.tzinfo is None:
                return None
            times.append(time)
    return (min(times), max(times)) if times else None


rule = Rule(
    code="APP-003",
    title="Pictures have words, charts have units",
    levels=levels(full="warning", standard="info"),
    check=check,
)
