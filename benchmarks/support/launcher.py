"""Runs one command and prints its seconds, peak memory and exit status as JSON. Needs Linux or macOS.

It stands in a small process of its own because the kernel counts the memory of the process that starts a
command into the peak of the command: a benchmark that holds much would spoil what it measures.
Called as `python -I -S launcher.py COMMAND…`; what the command writes goes nowhere.
"""

import json
import os
import sys
import time


def main() -> None:
    """Starts the command, waits for it, and prints what it took."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    files = [(os.POSIX_SPAWN_DUP2, nowhere, number) for number in (0, 1, 2)]
    start = time.perf_counter()
    child = os.posix_spawn(sys.argv[1], sys.argv[1:], dict(os.environ), file_actions=files)
    _, status, usage = os.wait4(child, 0)
    seconds = time.perf_counter() - start
    unit = 1 if sys.platform == "darwin" else 1024
    code = os.waitstatus_to_exitcode(status)
    print(json.dumps({"seconds": seconds, "peak": usage.ru_maxrss * unit, "status": code}))


main()
