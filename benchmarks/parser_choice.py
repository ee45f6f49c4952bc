"""Why howcome splits a text itself: its splitter beside markdown-it-py, which reads all of Markdown."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from benchmarks.support.rows import Row, at_least, skipped
from benchmarks.support.texts import postmortem
from benchmarks.support.timing import seconds
from howcome.document import Document
from howcome.document.blocks import split
from howcome.text import Source

_RATIO = 2


def run(size: int = 300_000, runs: int = 5) -> list[Row]:
    """MB/s on the same text; markdown-it-py only where it is installed."""
    text = postmortem(size)
    megabytes = len(text.encode()) / 1e6
    blocks = seconds(lambda: split(Source(text)), runs)
    whole = seconds(lambda: Document.parse(text).items, runs)
    rows = [
        Row("howcome: blocks with their spans", megabytes / blocks, "MB/s"),
        Row("howcome: all items and fields with their spans", megabytes / whole, "MB/s"),
    ]
    if find_spec("markdown_it") is None:
        return [*rows, skipped("markdown-it-py", "not installed")]
    module = import_module("markdown_it")
    parser = module.MarkdownIt("commonmark").enable("table")
    other = seconds(lambda: parser.parse(text), runs)
    return [
        *rows,
        Row(f"markdown-it-py {module.__version__}: tokens, blocks by line", megabytes / other, "MB/s"),
        at_least("howcome's blocks beside markdown-it-py", other / blocks, "×", _RATIO),
    ]
