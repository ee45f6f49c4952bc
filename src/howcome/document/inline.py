"""Markdown inside of a line: to plain words, and plain words made safe to write. No blocks, no fields."""

from __future__ import annotations

import re

from howcome.text.pattern import pattern

_PIECES = pattern(
    r"\\([!-/:-@\[-`{-~])"  # 1 an escaped mark
    r"|(?<!`)(`{1,6})(?!`)([^`]{1,1000})\2(?!`)"  # 2, 3 code
    r"|!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)"  # 4 link or picture
    r"|\[([^\[\]]+)\]\[[^\[\]]*\]"  # 5 reference link
    r"|<(https?://[^\s<>]+)>"  # 6 address
    r"|(<!--[^>]*-->)"  # 7 comment
    r"|(\*{1,3}|~~)(?=\S)"  # 8 opening emphasis
    r"|(?<=\S)(\*{1,3}|~~)"  # 9 closing emphasis
    r"|(?<![\w\\])(_{1,3})(?=\w)|(?<=[\w.!?)])(_{1,3})(?!\w)"  # 10, 11 emphasis by underscores
)
_WHITE = pattern(r"\s+")
_TO_ESCAPE = pattern(r"[\\`*\[\]~]|<(?=[A-Za-z/!?])|_+|(?<=\s)\^(?=[A-Za-z0-9])")
# Also what would part the words from a time before them.
_LEADING = pattern(r"([-+#>]|\d{1,9}[.)])(?=\s|$)|[:|]|-(?=>)")


def plain(text: str) -> str:
    """The words of a piece of Markdown, on one line: no emphasis, code marks, link targets or comments."""
    if not any(c in text for c in "\\`*[<_~"):
        return _WHITE.sub(" ", text).strip()
    return _WHITE.sub(" ", _PIECES.sub(_words, text)).strip()


def _words(found: re.Match[str]) -> str:
    escaped, _, code, link, reference, address = found.groups()[:6]
    for piece in (escaped, code, address):
        if piece is not None:
            return piece
    for piece in (link, reference):
        if piece is not None:
            return plain(piece)
    return ""


def escape(words: str) -> str:
    """Markdown that shows exactly `words`, on one line: `plain(escape(words)) == " ".join(words.split())`."""
    line = _WHITE.sub(" ", words).strip()
    line = _TO_ESCAPE.sub(_escaped, line)
    return (
        _LEADING.sub(lambda m: m.group()[:-1] + "\\" + m.group()[-1], line) if _LEADING.match(line) else line
    )


def _escaped(found: re.Match[str]) -> str:
    """A mark with a backslash; underscores inside of a word are no emphasis and stay."""
    mark, line = found.group(), found.string
    before, after = line[found.start() - 1 : found.start()], line[found.end() : found.end() + 1]
    if mark[0] == "_" and before.isalnum() and after.isalnum():
        return mark
    return "".join("\\" + c for c in mark)
