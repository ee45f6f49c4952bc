"""How fast a text becomes a document: items, state of the sections and problems; and its blocks alone."""

from __future__ import annotations

from benchmarks.support.rows import Row, at_most
from benchmarks.support.texts import postmortem
from benchmarks.support.timing import seconds
from howcome.document import Document
from howcome.document.blocks import split
from howcome.text import Source

_LIMIT = 50


def run(small: int = 100_000, large: int = 1_000_000, runs: int = 7) -> list[Row]:
    """Milliseconds for the small text, and MB/s for both sizes (bytes)."""
    one, other = postmortem(small), postmortem(large)
    first, second = seconds(lambda: _read(one), runs), seconds(lambda: _read(other), runs)
    coarse = seconds(lambda: split(Source(other)), runs)
    kilobytes, megabytes = len(one.encode()) / 1e3, len(other.encode()) / 1e6
    return [
        at_most(f"a document of {kilobytes:.0f} KB read whole", first * 1000, "ms", _LIMIT),
        Row("the same", kilobytes / 1000 / first, "MB/s"),
        Row(f"a document of {megabytes:.2g} MB read whole", megabytes / second, "MB/s"),
        Row(f"blocks alone of {megabytes:.2g} MB", megabytes / coarse, "MB/s"),
        Row("time of the large one per byte, beside the small one", second / first * small / large, "×"),
    ]


def _read(text: str) -> object:
    document = Document.parse(text)
    return document.items, document.states, document.problems
