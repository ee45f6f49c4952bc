"""Where a key stands in a TOML text, so that what is wrong can be shown with its line.

The standard reader tells no lines. Here lines are only looked at when something is wrong: a key below its table's heading.
Text in three quotes is not told from keys, so that a line is a help and never a fact to rely on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from howcome.text.pattern import pattern

_HEADING = pattern(r"\s*(\[\[?)\s*([^\[\]#]+?)\s*\]\]?\s*(?:#.*)?\Z")
_KEY = pattern(r"""\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=""")
_PART = pattern(r""""([^"]*)"|'([^']*)'|([^\s."']+)""")
#: A key, or the number of a table in an array of tables.
Path = tuple[str | int, ...]


def line_of(text: str, path: Sequence[str | int], value: object = None) -> int:
    """The line (from 1) of the key at a path, or of the nearest one above it that is found; 1 where none is.

    `path` names tables and keys, and tables in arrays by number. A `value` is looked for from that line on.
    """
    wanted = tuple(path)
    best, line = -1, 1
    for found, number in _places(text):
        shared = 0
        while shared < min(len(found), len(wanted)) and found[shared] == wanted[shared]:
            shared += 1
        if shared == len(found) and shared > best:
            best, line = shared, number
    return _line_of_value(text, line, value) if isinstance(value, str) else line


def line_at(text: str, number: int) -> str:
    """The words of a line, counted from 1."""
    lines = text.split("\n")
    return lines[number - 1].strip() if 0 < number <= len(lines) else ""


def _line_of_value(text: str, line: int, value: str) -> int:
    lines = text.split("\n")
    for number in range(line - 1, min(len(lines), line + 200)):
        if value and value in lines[number]:
            return number + 1
    return line


def _places(text: str) -> Iterator[tuple[Path, int]]:
    """Every heading and key with its path and line."""
    above: Path = ()
    arrays: Counter[Path] = Counter()
    for number, words in enumerate(text.split("\n"), start=1):
        if heading := _HEADING.match(words):
            above = _parts(heading[2])
            if heading[1] == "[[":
                arrays[above] += 1
                above = (*above, arrays[above] - 1)
            elif above[:1] and arrays[above[:-1]]:
                above = (*above[:-1], arrays[above[:-1]] - 1, above[-1])
            yield above, number
        elif key := _KEY.match(words):
            yield (*above, *_parts(key[1])), number


def _parts(words: str) -> Path:
    return tuple(a or b or c for a, b, c in _PART.findall(words))
