"""The strokes by which a text is damaged: fields and items taken out, changed or added. Knows no rule.

Each function gives the whole text after the stroke. None of them keeps ids, sums or references in order:
whoever damages a text chooses a place where nothing else breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from howcome.document import Document
from howcome.document.blocks import Block
from howcome.document.change import set_field
from howcome.document.grammar import Cause
from howcome.document.items import Item
from howcome.text import Edit, Span, apply


def edited(document: Document, *edits: Edit) -> str:
    """The text after these edits."""
    return apply(document.source, edits).text


def replaced(document: Document, span: Span, words: str) -> str:
    """The text with other words at a place."""
    return edited(document, Edit(span, words))


def without_field(document: Document, item: Item, *names: str) -> str:
    """The text in which an item lacks these fields, as far as it had them."""
    ref = "head" if item is document.head else f":{item.line}"
    for name in names:
        if name in item.cells:
            text = apply(document.source, set_field(document, ref, name, "")).text
            document = Document.parse(text, document.stem)
    return document.source.text


def with_field(document: Document, item: Item, name: str, words: str) -> str:
    """The text in which a field has this value, whether it can be read or not; added where there was none."""
    cell = item.cells.get(name)
    if cell:
        return replaced(document, cell.span, words)
    if item.trailing.length:
        return edited(
            document, Edit(Span(item.trailing.end - 1, item.trailing.end - 1), f"; {name}: {words}")
        )
    return replaced(document, item.trailing, f" ({name}: {words})")


def with_words(document: Document, item: Item, words: str, *dropped: str) -> str:
    """The text in which an item says something else, without the fields that spoke of the old words."""
    cell = item.cells["text"]
    text = replaced(document, cell.span, words)
    if not dropped:
        return text
    changed = Document.parse(text, document.stem)
    same = next(i for i in changed.items if i.line == item.line)
    return without_field(changed, same, *dropped)


def without_items(document: Document, items: Iterable[Item]) -> str:
    """The text without the lines of these items."""
    return edited(document, *(Edit(_lines(document, i), "") for i in items))


def without_branch(document: Document, cause: Cause) -> str:
    """The text without a why and all that stands below it."""
    return without_items(document, branch(document, cause))


def branch(document: Document, cause: Cause) -> list[Cause]:
    """A why and all that stands below it."""
    found: list[Cause] = []
    for other in document.causes:
        if other is cause or (found and other.depth > cause.depth):
            found.append(other)
        elif found:
            break
    return found


def leaves(document: Document) -> list[Cause]:
    """The whys below which nothing stands, except the questions at the top."""
    above = {id(parent) for _, parent in document.parents() if parent}
    return [c for c in document.causes if id(c) not in above and c.depth]


def _lines(document: Document, item: Item) -> Span:
    end = item.span.end
    while end < len(document.source) and document.source.text[end - 1 : end] != "\n":
        end += 1
    return Span(item.span.start, end)


def below_item(document: Document, item: Item, line: str) -> str:
    """The text with one more line below an item."""
    end = _lines(document, item).end
    return edited(document, Edit(Span(end, end), line + "\n"))


def above_item(document: Document, item: Item, line: str) -> str:
    """The text with one more line above an item."""
    return edited(document, Edit(Span(item.span.start, item.span.start), line + "\n"))


def child_of(document: Document, cause: Cause, words: str, fields: str = "status: confirmed") -> str:
    """The text with one more why below another, shown by the evidence of that one."""
    evidence = ", ".join(cause.evidence)
    cited = f"; evidence: {evidence}" if evidence else ""
    indent = " " * (cause.span.length - len(document.source[cause.span].lstrip()) + 2)
    line = f"{indent}- {words} ({fields}{cited})"
    return below_item(document, cause, line)


def paragraphs_of(document: Document, key: str) -> Iterator[Block]:
    """The paragraphs of a section."""
    for placed in document.placed:
        if placed.section == key and placed.block.kind == "paragraph":
            yield placed.block


def with_sentence(document: Document, key: str, words: str) -> Iterator[str]:
    """The text with a sentence at the end of a section's first paragraph, or as a paragraph of its own."""
    block = next(paragraphs_of(document, key), None)
    if block:
        at = block.content.end
        while document.source.text[at - 1].isspace():
            at -= 1
        yield edited(document, Edit(Span(at, at), f" {words}"))
        return
    yield from with_paragraph(document, key, words)


def with_paragraph(document: Document, key: str, words: str) -> Iterator[str]:
    """The text with a paragraph right below the heading of a section."""
    for section in document.sections:
        if section.key == key:
            at = section.heading.span.end
            yield edited(document, Edit(Span(at, at), f"\n{words}\n"))
            return


def section_body(document: Document, key: str) -> Span | None:
    """What stands below the heading of a section, up to the next one."""
    for section in document.sections:
        if section.key == key and section.blocks:
            return Span(section.heading.span.end, section.blocks[-1].span.end)
    return None


def within(document: Document, span: Span, pattern: str, words: str) -> Iterator[str]:
    """The text with the first match of a pattern inside of a span written differently; nothing without one."""
    found = re.compile(pattern).search(document.source.text, span.start, span.end)
    if found:
        yield replaced(document, Span(*found.span()), found.expand(words))


def everywhere(document: Document, pattern: str, words: str) -> Iterator[str]:
    """The text with all matches of a pattern written differently; nothing without one."""
    text, count = re.subn(pattern, words, document.source.text)
    if count:
        yield text
