"""Spreads work over the cores. Owns how many processes there are; nothing that is measured is a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def spread(work: Callable[[T], R], parts: Sequence[T]) -> list[R]:
    """What a function of a module gives for each part, in the order of the parts."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores == 1 or len(parts) == 1:
        return [work(part) for part in parts]
    with ProcessPoolExecutor(min(cores, len(parts))) as pool:
        return list(pool.map(work, parts))
