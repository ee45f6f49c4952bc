"""A file's text as editors hold it, and back: browsers know one line end and no bytes that are no UTF-8.

`to_file(previous, to_editor(previous)) == previous` for any text. Lines that nobody touched keep their own line
end; new ones get the one that the file uses most.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from howcome.errors import InputError
from howcome.text import Source

_LINE_END = re.compile(r"\r\n?|\n")
#: Bytes that are no UTF-8 (lone surrogates in a `Source`, PEP 383) travel as private characters.
_PRIVATE = 0x10F700
_TO_PRIVATE = {0xDC00 + byte: _PRIVATE + byte for byte in range(0x80, 0x100)}
_FROM_PRIVATE = {private: surrogate for surrogate, private in _TO_PRIVATE.items()}
_ANY_PRIVATE = re.compile(f"[{chr(_PRIVATE + 0x80)}-{chr(_PRIVATE + 0xFF)}]")


class NotEditable(InputError):
    """The text cannot be held by an editor without losing what stands in it."""


def to_editor(source: Source) -> str:
    """The text with LF line ends and without lone surrogates. Raises `NotEditable`."""
    text = source.text
    if source.undecodable:
        if _ANY_PRIVATE.search(text):
            raise NotEditable("the file mixes bytes that are no UTF-8 with private characters")
        text = text.translate(_TO_PRIVATE)
    return _LINE_END.sub("\n", text) if "\r" in text else text


def to_file(previous: Source, text: str) -> Source:
    """What `text` is on disk, where `previous` stands there now."""
    if "\r" in previous.text:
        text = _with_line_ends(previous, text)
    # Also where the last of them was just deleted: an editor's undo brings it back as a private character.
    if _ANY_PRIVATE.search(text) and not _ANY_PRIVATE.search(previous.text):
        text = text.translate(_FROM_PRIVATE)
    return Source(text)


def _with_line_ends(previous: Source, text: str) -> str:
    ends = [m.group() for m in _LINE_END.finditer(previous.text)]
    before = to_editor(previous).split("\n")
    after = text.split("\n")
    if len(set(ends)) == 1:
        return ends[0].join(after)
    usual = previous.newline
    chosen = [usual] * len(after)
    for i, k, count in _kept_lines(before, after):
        for offset in range(count):
            if i + offset < len(ends):
                chosen[k + offset] = ends[i + offset]
    chosen[-1] = ""
    return "".join(line + end for line, end in zip(after, chosen, strict=True))


def _kept_lines(before: list[str], after: list[str]) -> Iterator[tuple[int, int, int]]:
    """Lines that were there before: where, where now, how many. One that only changed counts as the same."""
    most = min(len(before), len(after))
    head = next((n for n in range(most) if before[n] != after[n]), most)
    tail = next((n for n in range(most - head) if before[-1 - n] != after[-1 - n]), most - head)
    yield 0, 0, head
    yield len(before) - tail, len(after) - tail, tail
    # What is left is what somebody has just typed; compared whole, a long text would take seconds.
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag in ("equal", "replace"):
            yield head + i, head + k, min(j - i, m - k)
