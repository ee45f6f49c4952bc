"""How long `howcome --help` takes beside a Python that does nothing: two processes, run in turn."""

from __future__ import annotations

import statistics

from benchmarks.support.process import howcome, python
from benchmarks.support.process import run as run_process
from benchmarks.support.rows import Row, at_most

_RATIO = 7


def run(runs: int = 15) -> list[Row]:
    """Medians of both, in milliseconds, and their ratio."""
    bare: list[float] = []
    helped: list[float] = []
    for _ in range(runs + 1):
        bare.append(run_process(python("-c", "pass")).seconds)
        helped.append(run_process(howcome("--help")).seconds)
    nothing, helping = statistics.median(bare[1:]), statistics.median(helped[1:])
    return [
        Row("`python -c pass`", nothing * 1000, "ms"),
        Row("`howcome --help`", helping * 1000, "ms"),
        at_most("`howcome --help` beside `python -c pass`", helping / nothing, "×", _RATIO),
    ]
