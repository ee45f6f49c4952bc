"""Comments that silence a finding, with a reason: `<!-- howcome: ignore TL-004 because … -->`.

At the end of a line a comment concerns that line; on a line of its own it concerns the block below, and right
below the head also the head, which is YAML and holds no such comments. Owns how they are read and which findings
they cover; says nothing itself (rules SUP-001 and SUP-002 do).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from howcome.document import Document
from howcome.document.blocks import Block
from howcome.text import Span

_OPENING = re.compile(r"<!--\s{0,20}howcome:\s{0,20}ignore\b")
_LONGEST = 2000
_SAID = re.compile(r"\s*(?P<codes>[A-Za-z]+-?\d+(?:\s*,\s*[A-Za-z]+-?\d+)*)\s*(?P<rest>.*)\Z", re.DOTALL)
_REASON = re.compile(r"because\b\W*\w", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Suppression:
    """One comment: where it stands, which codes it names, what it covers, and whether it says why."""

    span: Span
    codes: tuple[str, ...]
    scope: Span
    reasoned: bool

    def covers(self, code: str, span: Span) -> bool:
        """Whether it silences a finding of this code at this place."""
        return self.reasoned and code in self.codes and self.scope.start <= span.start < self.scope.end


def suppressions(document: Document) -> list[Suppression]:
    """All such comments of a document, in order; those inside of code are text, not comments."""
    text = document.source.text
    if not _OPENING.search(text):
        return []
    found: list[Suppression] = []
    for number, block in enumerate(document.blocks):
        if block.kind in ("fence", "front-matter", "blank"):
            continue
        for span, words in _comments(text, block):
            said = _SAID.match(words)
            codes = tuple(c.strip().upper() for c in said["codes"].split(",")) if said else ()
            reasoned = bool(said and _REASON.match(said["rest"]))
            found.append(Suppression(span, codes, _scope(document, number, span), reasoned))
    return found


def _comments(text: str, block: Block) -> Iterator[tuple[Span, str]]:
    for opening in _OPENING.finditer(text, *block.span):
        end = text.find("-->", opening.end(), opening.end() + _LONGEST)
        line_start = max(text.rfind("\n", 0, opening.start()) + 1, opening.start() - _LONGEST)
        if end >= 0 and text.count("`", line_start, opening.start()) % 2 == 0:
            yield Span(opening.start(), end + 3), text[opening.end() : end]


def _scope(document: Document, number: int, span: Span) -> Span:
    """The line that a comment ends, or the block below a comment that stands alone (and the head above it)."""
    source = document.source
    line = source.line_at(span.start)
    bounds = source.line_span(line)
    if source.text[bounds.start : span.start].strip(" \t>"):
        return Span(bounds.start, bounds.end + 1)
    own = document.blocks[number]
    below = document.blocks[number + 1 :] if own.kind == "comment" else ()
    head = _head_above(document, number) if own.kind == "comment" else None
    if not below and head is None:
        return Span(span.end, own.span.end + 1) if own.span.end > span.end else Span(span.end, span.end)
    for block in below:
        if block.kind not in ("blank", "comment"):
            return Span(block.span.start if head is None else head, block.span.end)
    return Span(span.end if head is None else head, span.end)


def _head_above(document: Document, number: int) -> int | None:
    """Where the head begins, if nothing stands between it and this block; else None."""
    for block in reversed(document.blocks[:number]):
        if block.kind == "front-matter":
            return block.span.start
        if block.kind not in ("blank", "comment"):
            break
    return None
