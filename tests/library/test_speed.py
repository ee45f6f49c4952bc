"""The benchmark of the library asks what it says. Its figures are no test."""

from __future__ import annotations

from benchmarks.library_search import run


def test_a_small_library_is_measured() -> None:
    rows = run(documents=70, queries=4)
    assert all(row.figure is not None and row.figure > 0 for row in rows)
    assert any(row.target == "≤ 50 ms" for row in rows)
