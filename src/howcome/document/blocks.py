"""Splits a text into blocks that join back to it byte for byte.

Owns the coarse structure of Markdown: headings, list items, tables, fences, comments, paragraphs. One
pass over the lines, no backtracking, any text. Refuses to know sections or fields. Where Markdown is
ambiguous the reading is the simple one: what matters is where a block stands, not how it would print.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from howcome.text import Source, Span
from howcome.text.pattern import pattern

BlockKind = Literal[
    "front-matter", "heading", "item", "table", "fence", "comment", "quote", "rule", "paragraph", "blank"
]


class Block(NamedTuple):
    """One block. `span` covers its lines with their line ends; all spans together are the text.

    `content` is where the block's own text stands: a heading without its marks, an item without its
    bullet (to the end of its last line of text). `level` is a heading's level or an item's indent.
    """

    kind: BlockKind
    span: Span
    content: Span
    level: int = 0


_LINE = pattern(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+\Z")
_ITEM = pattern(r"([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+|(?=[\r\n]|\Z))")
_HEADING = pattern(r" {0,3}(#{1,6})(?:[ \t]+|(?=[\r\n]|\Z))")
_RULE = pattern(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})(?:[\r\n]|\Z)")
_SETEXT = pattern(r" {0,3}(=+|-{2,})[ \t]*(?:[\r\n]|\Z)")
#: A line of backticks that closes what it opens is code in a sentence, as CommonMark says.
_FENCE = pattern(r"[ \t]*(`{3,}(?=[^`\r\n]*(?:[\r\n]|\Z))|~{3,})")
_DELIMITER_ROW = pattern(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*(?:[\r\n]|\Z)")


def split(source: Source) -> list[Block]:
    """The blocks of a text, in order: `"".join(source[b.span] for b in split(source)) == source.text`."""
    return _Splitter(source.text).run()


def is_closed_fence(text: str) -> bool:
    """Whether the text of a fence block ends with the mark that it begins with."""
    lines = [m.group().strip() for m in _LINE.finditer(text.strip())]
    mark = lines[0][:3]
    return len(lines) > 1 and lines[-1].startswith(mark) and not lines[-1].strip(mark[0])


def indent_of(white: str) -> int:
    """Columns of leading white space; a tab goes to the next multiple of four."""
    return len(white.expandtabs(4))


class _Splitter:
    """State of the one pass: the lines, and where the block under way began."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = [m.span() for m in _LINE.finditer(text)]
        self.at = 0
        self.blocks: list[Block] = []

    def run(self) -> list[Block]:
        if self.text.startswith(("---", "\ufeff---", "+++")):
            self.front_matter()
        while self.at < len(self.lines):
            self.block()
        return self.blocks

    def add(
        self, kind: BlockKind, first: int, last: int, content: Span | None = None, level: int = 0
    ) -> None:
        """The block of lines `first` up to `last` (exclusive); goes on after it."""
        span = Span(self.lines[first][0], self.lines[last - 1][1])
        self.blocks.append(Block(kind, span, content or span, level))
        self.at = last

    def line(self, number: int) -> str:
        start, end = self.lines[number]
        return self.text[start:end]

    def front_matter(self) -> None:
        fence = self.line(0).lstrip("\ufeff").rstrip()
        if fence not in ("---", "+++"):
            return
        for number in range(1, len(self.lines)):
            if self.line(number).rstrip() in (fence, "..." if fence == "---" else fence):
                content = Span(self.lines[0][1], self.lines[number][0])
                return self.add("front-matter", 0, number + 1, content)

    def block(self) -> None:
        first = self.at
        line = self.line(first)
        bare = line.strip()
        if not bare:
            last = first + 1
            while last < len(self.lines) and not self.line(last).strip():
                last += 1
            return self.add("blank", first, last)
        lead = bare[0]
        if lead == "#" and (heading := _HEADING.match(line)):
            return self.heading(first, heading)
        if lead in "`~" and (fence := _FENCE.match(line)):
            return self.fence(first, fence.group(1))
        if lead == "<" and bare.startswith("<!--"):
            return self.comment(first)
        if lead in "-*_" and _RULE.match(line):
            return self.add("rule", first, first + 1)
        if (lead in "-*+" or lead.isdigit()) and (item := _ITEM.match(line)):
            return self.item(first, item)
        if lead == ">":
            return self.quote(first)
        if "|" in bare and first + 1 < len(self.lines) and _DELIMITER_ROW.match(self.line(first + 1)):
            return self.table(first)
        return self.paragraph(first)

    def heading(self, first: int, found: re.Match[str]) -> None:
        start = self.lines[first][0]
        content = re.sub(r"(?:[ \t]+#+)?[ \t\r\n]*\Z", "", self.line(first)[found.end() :])
        begin = start + found.end()
        self.add("heading", first, first + 1, Span(begin, begin + len(content)), len(found.group(1)))

    def fence(self, first: int, mark: str) -> None:
        last = first + 1
        while last < len(self.lines):
            bare = self.line(last).strip()
            last += 1
            if bare.startswith(mark) and not bare.strip(mark[0]):
                break
        self.add("fence", first, last)

    def comment(self, first: int) -> None:
        start = self.lines[first][0]
        end = self.text.find("-->", start)
        last = first + 1
        if end >= 0:
            while last < len(self.lines) and self.lines[last - 1][1] < end + 3:
                last += 1
            rest = self.text[end + 3 : self.lines[last - 1][1]].strip()
            if rest and not rest.startswith("<!--"):
                return self.paragraph(first)
        self.add("comment", first, last)

    def quote(self, first: int) -> None:
        last = first + 1
        while last < len(self.lines) and self.line(last).lstrip().startswith(">"):
            last += 1
        self.add("quote", first, last)

    def table(self, first: int) -> None:
        last = first + 2
        while last < len(self.lines) and "|" in self.line(last) and self.line(last).strip():
            last += 1
        self.add("table", first, last)

    def item(self, first: int, found: re.Match[str]) -> None:
        """An item with the lines that continue its first paragraph; what is nested follows as blocks."""
        last = first + 1
        while last < len(self.lines) and not self.interrupts(last):
            last += 1
        begin = self.lines[first][0] + found.end()
        content = Span(begin, max(begin, self.end_of_text(last - 1)))
        self.add("item", first, last, content, indent_of(found.group(1)))

    def paragraph(self, first: int) -> None:
        last = first + 1
        while last < len(self.lines) and not self.interrupts(last):
            setext = _SETEXT.match(self.line(last))
            if setext:
                content = Span(self.lines[first][0], self.end_of_text(last - 1))
                return self.add("heading", first, last + 1, content, 1 if setext.group(1)[0] == "=" else 2)
            if (
                "|" in self.line(last)
                and last + 1 < len(self.lines)
                and _DELIMITER_ROW.match(self.line(last + 1))
            ):
                break
            last += 1
        else:
            if last < len(self.lines) and _SETEXT.match(self.line(last)):
                content = Span(self.lines[first][0], self.end_of_text(last - 1))
                level = 1 if self.line(last).lstrip().startswith("=") else 2
                return self.add("heading", first, last + 1, content, level)
        self.add("paragraph", first, last, Span(self.lines[first][0], self.end_of_text(last - 1)))

    def interrupts(self, number: int) -> bool:
        """Whether a line ends the paragraph (or item) before it."""
        line = self.line(number)
        bare = line.lstrip()
        if not bare.strip():
            return True
        lead = bare[0]
        if lead in "-*+":
            return bool(_ITEM.match(line) or _RULE.match(line))
        if lead == "#":
            return _HEADING.match(line) is not None
        if lead.isdigit():
            item = _ITEM.match(line)
            return item is not None and (item.group(2)[:-1] == "1" or self.follows_item())
        if lead in "`~":
            return _FENCE.match(line) is not None
        return lead == ">" or bare.startswith("<!--") or (lead == "_" and _RULE.match(line) is not None)

    def follows_item(self) -> bool:
        """Whether the block under way is itself a list item, so that any number may continue the list."""
        return _ITEM.match(self.line(self.at)) is not None

    def end_of_text(self, number: int) -> int:
        """Where line `number` ends without trailing white space."""
        start, end = self.lines[number]
        return start + len(self.text[start:end].rstrip())
