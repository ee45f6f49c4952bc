"""Commands that are measured as whole processes: seconds and peak memory."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

_LAUNCHER = Path(__file__).with_name("launcher.py")
#: An installed howcome is compiled; some machines keep Python from writing that beside the source.
_COMPILED = tempfile.TemporaryDirectory(prefix="howcome-benchmarks-")


class Ran(NamedTuple):
    """What one run took: wall time in seconds, the largest resident memory in MiB, and the exit status."""

    seconds: float
    peak: float
    status: int


def python(*arguments: str) -> list[str]:
    """A call of the Python that runs the benchmarks."""
    return [sys.executable, *arguments]


def howcome(*arguments: str) -> list[str]:
    """A call of howcome as people call it: the script beside this Python, else the module."""
    script = Path(sys.executable).with_name("howcome")
    return [str(script), *arguments] if script.is_file() else python("-m", "howcome", *arguments)


def run(command: Sequence[str]) -> Ran:
    """Runs a command once. Raises `RuntimeError` where it cannot be started."""
    call = python("-I", "-S", str(_LAUNCHER), *command)
    env = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    env["PYTHONPYCACHEPREFIX"] = _COMPILED.name
    made = subprocess.run(call, capture_output=True, text=True, check=False, env=env)
    if made.returncode:
        raise RuntimeError(f"{command[0]} could not be measured: {made.stderr.strip()[-200:]}")
    said = json.loads(made.stdout)
    return Ran(said["seconds"], said["peak"] / 2**20, said["status"])


def several(command: Sequence[str], times: int, good: Sequence[int] = (0,)) -> Ran:
    """The medians of several runs, after one that is not counted. Raises `RuntimeError` for another status."""
    runs = [run(command) for _ in range(times + 1)][1:]
    bad = [r.status for r in runs if r.status not in good]
    if bad:
        raise RuntimeError(f"`{' '.join(command[-3:])}` ended {bad[0]}")
    return Ran(statistics.median(r.seconds for r in runs), statistics.median(r.peak for r in runs), 0)
