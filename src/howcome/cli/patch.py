"""A change of a file as a patch that `patch -p0` and `git apply -p0` take. Owns the form alone; changes no file."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PLAIN = re.compile(r"[^\s\"\\\x00-\x1f\x7f]+\Z")
_NO_END = "\\ No newline at end of file\n"


def patch_of(path: str, before: str, after: str) -> str:
    """The unified diff from one text of a file to another; empty where they are the same.

    Lines end with a line feed and nothing else, as for all tools that read patches: a carriage return stays in its line.
    """
    from difflib import unified_diff

    name = _name(path)
    lines = unified_diff(_lines(before), _lines(after), name, name)
    return "".join(_ended(line) for line in lines)


def _lines(text: str) -> list[str]:
    return re.findall(r"[^\n]*\n|[^\n]+\Z", text)


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n{_NO_END}"


def _name(path: str) -> str:
    """A path as it stands in a patch: with a tab behind a space, in quotes with escapes where it holds control characters."""
    if _PLAIN.match(path):
        return path
    if re.search(r"[\"\\\x00-\x1f\x7f]", path):
        return '"' + "".join(_escaped(path)) + '"'
    return f"{path}\t"


def _escaped(path: str) -> Iterator[str]:
    for letter in path:
        if letter in '"\\':
            yield f"\\{letter}"
        elif letter < " " or letter == "\x7f":
            yield f"\\{ord(letter):03o}"
        else:
            yield letter
