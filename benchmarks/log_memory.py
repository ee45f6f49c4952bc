"""Whether memory grows with the size of a log: `howcome events` over logs of two sizes and two spans."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.support.logs import Line, access, json_line, write
from benchmarks.support.process import Ran, howcome
from benchmarks.support.process import run as run_process
from benchmarks.support.rows import Row, at_most

_RATIO = 1.2
_HOUR = 1.0
_WEEK = 7 * 24.0


def run(small: int = 20_000_000, large: int = 80_000_000) -> list[Row]:
    """Peaks, their ratio and the speed for both kinds of log; sizes in bytes. The first run only warms up."""
    _events(access, 10_000, _HOUR)
    return [
        row
        for title, line in (("access log", access), ("JSON lines", json_line))
        for row in _kind(title, line, small, large)
    ]


def _kind(title: str, line: Line, small: int, large: int) -> list[Row]:
    few, many = (f"{title}, {size / 1e6:g} MB" for size in (small, large))
    short = [_events(line, size, _HOUR) for size in (small, large)]
    long = [_events(line, size, _WEEK) for size in (small, large)]
    return [
        Row(f"{few} of an hour: peak", short[0].peak, "MiB"),
        Row(f"{many} of an hour: peak", short[1].peak, "MiB"),
        at_most(f"{title}: more lines in the same hour", short[1].peak / short[0].peak, "×", _RATIO),
        Row(f"{few} of a week: peak", long[0].peak, "MiB"),
        Row(f"{many} of a week: peak", long[1].peak, "MiB"),
        at_most(f"{title}: more lines in the same week", long[1].peak / long[0].peak, "×", _RATIO),
        at_most(f"{title}: a week beside an hour", long[1].peak / short[1].peak, "×", _RATIO),
        Row(f"{many} of an hour: speed", large / 1e6 / short[1].seconds, "MB/s"),
    ]


def _events(line: Line, size: int, hours: float) -> Ran:
    with tempfile.TemporaryDirectory() as folder:
        path = write(Path(folder, "search.log"), line, size, hours)
        took = run_process(howcome("events", str(path), "--format", "jsonl"))
    if took.status:
        raise RuntimeError(f"`howcome events` ended {took.status}")
    return took
