"""The guide is true: its commands run in order, and what it shows of their output is there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from howcome.cli.main import main

GUIDE = Path(__file__).parents[2] / "docs" / "guide.md"
_FENCE = re.compile(r"^```(console|markdown below: [^\n]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def steps() -> Iterator[tuple[str, list[str]]]:
    """(command, lines of output that are shown); a text to write has the command `below: HEADING`."""
    for fence in _FENCE.finditer(GUIDE.read_text(encoding="utf-8")):
        if fence[1] != "console":
            yield fence[1].removeprefix("markdown "), fence[2].splitlines()
            continue
        for part in fence[2].split("$ ")[1:]:
            command, *shown = part.splitlines()
            yield command, shown


def is_shown(line: str, output: list[str]) -> bool:
    """Whether a line of the output holds the parts of `line` between its `…`, in this order."""
    pattern = ".*".join(re.escape(p.strip()) for p in line.split("…"))
    return any(re.search(pattern, said) for said in output)


def test_the_guide_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for command, shown in steps():
        if command.startswith("below: "):
            write_below(Path("review.md"), command.removeprefix("below: "), shown)
            continue
        words = shlex.split(command)
        if words[0] == "mv":
            Path(words[1]).rename(words[2])
            continue
        assert words[0] == "howcome", command
        status = main(words[1:])
        out, err = capfd.readouterr()
        output = [*err.splitlines(), *out.splitlines()]
        refused = any(line.startswith("howcome: ") and "not understood" not in line for line in shown)
        assert status == 2 if refused else status in (0, 1), (command, err)
        for line in shown:
            assert is_shown(line, output), f"{command}\ndoes not say:\n{line}\nbut:\n{chr(10).join(output)}"


def write_below(path: Path, heading: str, lines: list[str]) -> None:
    """What the reader of the guide types into the document."""
    text = path.read_text(encoding="utf-8")
    at = text.index(f"## {heading}\n") + len(f"## {heading}\n")
    path.write_text(text[:at] + "\n" + "\n".join(lines) + "\n" + text[at:], encoding="utf-8")


def test_it_has_steps() -> None:
    assert len(list(steps())) > 20
