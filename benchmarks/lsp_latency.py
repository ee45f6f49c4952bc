"""How long from a change in an editor to its findings, in a document of 50 KB, over the Language Server Protocol.

A client of its own sends one change after another and waits for the diagnostics of that version. The server waits for a
moment without changes before it checks; what it needs beyond that is measured.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from statistics import median

from benchmarks.support.rows import Row, at_most, skipped

_RUNS = 20
_WORDS = "The engineer should have checked the unit. "


def run(runs: int = _RUNS) -> list[Row]:
    """Median and worst of the checks after a change, and the first one after opening; and a completion."""
    try:
        from howcome.lsp.checking import PATIENCE
    except ImportError as error:
        return [skipped("change to findings, 50 KB", f"{error.name} is not installed")]
    from tests.lsp.editor import Editor

    from howcome.example.library import documents

    text = next(data for n, data in documents() if "search-errors" in n).decode()
    text += "\n## Notes\n\nMARK\n\n" + "A paragraph that says nothing that anybody would ask about.\n\n" * 250
    with tempfile.TemporaryDirectory() as folder, Editor(Path(folder)) as editor:
        begun = time.perf_counter()
        uri = editor.open(text)
        editor.diagnostics(uri)
        first = time.perf_counter() - begun
        checked, completed = [], []
        for number in range(runs):
            old, new = ("MARK", f"{_WORDS}MARK") if number % 2 == 0 else (f"{_WORDS}MARK", "MARK")
            begun = time.perf_counter()
            editor.change(uri, old, new)
            # The words that are typed stand in the way of nothing that is asked meanwhile.
            editor.request("textDocument/completion", editor.at(uri, "(owner: ", 8))
            completed.append(time.perf_counter() - begun)
            editor.diagnostics(uri)
            checked.append(time.perf_counter() - begun - PATIENCE)
    return [
        at_most(
            f"change to findings beyond the wait, 50 KB: median of {runs}", median(checked) * 1000, "ms", 50
        ),
        Row(f"change to findings beyond the wait, 50 KB: worst of {runs}", max(checked) * 1000, "ms"),
        Row("the wait for a moment without changes", PATIENCE * 1000, "ms"),
        Row("change to completions: median", median(completed) * 1000, "ms"),
        Row("opening to findings, where the rules are loaded first", first * 1000, "ms"),
        Row("size of the document", len(text.encode()) / 1000, "KB"),
    ]
