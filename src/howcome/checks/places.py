"""Where a finding about a whole section or document stands, and small words for lists and counts."""

from __future__ import annotations

from collections.abc import Sequence

from howcome.document import Document
from howcome.document.items import Item
from howcome.text import Span
from howcome.text.pattern import pattern

_QUESTION = pattern(r"\s*<!--\s*\?")


def title_span(document: Document) -> Span:
    """The title: the first heading of level 1, else the head's title, else the first line with words."""
    for block in document.blocks:
        if block.kind == "heading" and block.level == 1 and block.content.length:
            return block.content
    cell = document.head.cells.get("title")
    if cell:
        return cell.span
    for block in document.blocks:
        if block.kind not in ("blank", "front-matter"):
            return document.source.line_span(document.source.line_at(block.span.start))
    return document.source.line_span(1)


def section_span(document: Document, key: str) -> Span:
    """The heading of a section; the title where it has none."""
    for section in document.sections:
        if section.key == key:
            return section.heading.content
    return title_span(document)


def item_span(item: Item) -> Span:
    """The words of an item, else its whole body."""
    cell = item.cells.get("text")
    return cell.span if cell else item.body


def asked_headings(document: Document) -> frozenset[Span]:
    """The headings of sections that say something and still hold guiding questions."""
    return frozenset(
        section.heading.content
        for section in document.sections
        if is_present(document, section.key)
        and any(b.kind == "comment" and _QUESTION.match(document.source[b.span]) for b in section.blocks)
    )


def is_present(document: Document, key: str) -> bool:
    """Whether a section says something; rules about it are silent where it does not (DOC-001 speaks)."""
    return document.states[key] == "present"


def listed(words: Sequence[str], last: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def lines_of(items: Sequence[Item], most: int = 8) -> str:
    """`line 4`, `lines 4, 7 and 9`, `lines 4, 7, … (12 in all)`."""
    numbers = [str(i.line) for i in items]
    if len(numbers) == 1:
        return f"line {numbers[0]}"
    if len(numbers) > most:
        return f"lines {', '.join(numbers[:most])} … ({len(numbers)} in all)"
    return f"lines {listed(numbers)}"
