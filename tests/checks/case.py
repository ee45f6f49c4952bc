"""Reads the Markdown cases of rules: an example, and below it the findings that it must give.

A case file is prose. Each fence of ```markdown is followed by a fence of ```findings with one finding a
line (`4: TL-004 "part of the message"`), or the word `nothing`. Behind `findings` may stand `profile=…`,
or `all`: then every rule runs, as by default, instead of only the rule that the file is named after.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "cases"
_FENCE = re.compile(r"^(`{3,})(\w+)([^\n]*)\n(.*?)^\1[ ]*$", re.MULTILINE | re.DOTALL)
_EXPECTED = re.compile(r'(\d+): ([A-Z]+-?\d+[a-z]?) "([^"]*)"\Z')


@dataclass(frozen=True)
class Expected:
    """One finding that must be there: its line, its code, and a part of its message."""

    line: int
    code: str
    words: str


@dataclass(frozen=True)
class Case:
    """One example with its findings; `line` is where it stands in its file."""

    path: Path
    line: int
    text: str
    expected: tuple[Expected, ...]
    profile: str | None
    everything: bool

    @property
    def code(self) -> str:
        return self.path.stem

    def __str__(self) -> str:
        return f"{self.path.name}:{self.line}"


def cases() -> list[Case]:
    """All cases of all files."""
    return [case for path in sorted(FOLDER.glob("*.md")) for case in _cases_of(path)]


def _cases_of(path: Path) -> list[Case]:
    text = path.read_text(encoding="utf-8")
    found: list[Case] = []
    example: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if fence[2] == "markdown":
            example = fence
        elif fence[2] == "findings":
            assert example, f"{path.name}: findings without an example above"
            options = fence[3].split()
            profile = next((o.removeprefix("profile=") for o in options if o.startswith("profile=")), None)
            line = text.count("\n", 0, example.start()) + 1
            found.append(Case(path, line, example[4], _expected(path, fence[4]), profile, "all" in options))
    return found


def _expected(path: Path, lines: str) -> tuple[Expected, ...]:
    if lines.strip() == "nothing":
        return ()
    found = []
    for line in lines.strip().splitlines():
        match = _EXPECTED.match(line)
        assert match, f"{path.name}: not a finding: {line!r}"
        found.append(Expected(int(match[1]), match[2], match[3]))
    return tuple(found)
