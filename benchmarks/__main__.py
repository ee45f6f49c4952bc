"""Runs all benchmarks, or those that are named, and prints a table; always ends 0 once they ran.

A run of all also writes `docs/measurements/latest.md`. A missed target is marked and no error: figures move
with the machine, and a slow machine must not stop anybody's work.
"""

from __future__ import annotations

import contextlib
import io
import os
import platform
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from benchmarks.support.rows import Row, skipped, table

_HERE = Path(__file__).parent
_LATEST = _HERE.parent / "docs" / "measurements" / "latest.md"
_ABOUT = """\
# Measurements

Written by `make bench`; do not edit. **The figures move with the machine** and with what else it does at the
same time; what holds from one machine to the next are the ratios ("×"), because both sides ran in turn in one
process or script. Times are medians of several runs, peaks of memory too where there is more than one run.
A MB is 10^6 bytes, a MiB 2^20.

"""


def names() -> list[str]:
    """Every benchmark: the modules of this folder."""
    return sorted(p.stem for p in _HERE.glob("*.py") if not p.stem.startswith("_"))


def measure(name: str) -> tuple[list[Row], str]:
    """The rows of one benchmark, and what it printed. One that fails gives a row that says so."""
    said = io.StringIO()
    try:
        module = import_module(f"benchmarks.{name}")
        with contextlib.redirect_stdout(said):
            rows: list[Row] = module.run()
    except Exception as error:  # one benchmark must not stop the others
        rows = [skipped(name, f"failed: {type(error).__name__}: {error}".replace("|", "/"))]
    return rows, said.getvalue()


def machine() -> str:
    """What the figures depend on, without a name of the machine."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    python = f"{platform.python_implementation()} {platform.python_version()}"
    return f"{cores} cores ({platform.machine()}), {platform.system()}, {python}"


def main(wanted: Sequence[str]) -> int:
    """Runs the benchmarks and prints what they give. 2 for a name that nobody knows."""
    unknown = [n for n in wanted if n not in names()]
    if unknown:
        print(f"no benchmark {unknown[0]!r}; known: {', '.join(names())}", file=sys.stderr)
        return 2
    page = [_ABOUT, f"- machine: {machine()}\n- command: `python -m benchmarks`\n"]
    missed: list[str] = []
    for name in wanted or names():
        print(f"{name} …", file=sys.stderr, flush=True)
        rows, said = measure(name)
        part = "\n".join(([table(rows)] if rows else []) + ([f"```text\n{said}```\n"] if said else []))
        print(f"{name}\n\n{part}", flush=True)
        about = (sys.modules[f"benchmarks.{name}"].__doc__ or "").strip() if not _failed(rows) else ""
        page.append("\n".join([f"\n## {name}\n", *([about, ""] if about else []), part]))
        missed += [row.name for row in rows if row.met is False]
    last = f"missed: {'; '.join(missed)}" if missed else "no target was missed"
    print(last)
    if not wanted:
        _LATEST.parent.mkdir(parents=True, exist_ok=True)
        _LATEST.write_text("".join([*page, f"\n---\n\n{last}\n"]), encoding="utf-8")
    return 0


def _failed(rows: Sequence[Row]) -> bool:
    return any(row.figure is None and row.unit.startswith("skipped: failed:") for row in rows)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
