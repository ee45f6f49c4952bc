"""How long `howcome check` takes for one document of 10 KB, as a whole command."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.support.process import howcome, several
from benchmarks.support.process import run as run_process
from benchmarks.support.rows import Row, at_most, skipped
from benchmarks.support.texts import postmortem

_LIMIT = 400


def run(size: int = 10_000, runs: int = 9) -> list[Row]:
    """Milliseconds and peak memory of the command."""
    if run_process(howcome("check", "--help")).status:
        return [skipped("`howcome check` of one document", "the command is missing")]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "postmortem.md")
        path.write_text(postmortem(size), encoding="utf-8")
        took = several(howcome("check", str(path), "--format", "json"), runs, good=(0, 1))
        kilobytes = path.stat().st_size / 1000
    return [
        at_most(f"`howcome check` of one document of {kilobytes:.0f} KB", took.seconds * 1000, "ms", _LIMIT),
        Row("its peak memory", took.peak, "MiB"),
    ]
