"""A row is one figure with its target; rows become a table for people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Row(NamedTuple):
    """`figure` in `unit`; None: not measured, and `unit` says why. `met` is None where there is no target."""

    name: str
    figure: float | None
    unit: str
    target: str = ""
    met: bool | None = None


def at_most(name: str, figure: float, unit: str, limit: float) -> Row:
    """A row whose figure should not be above `limit`."""
    return Row(name, figure, unit, f"≤ {limit:g} {unit}", figure <= limit)


def at_least(name: str, figure: float, unit: str, limit: float) -> Row:
    """A row whose figure should not be below `limit`."""
    return Row(name, figure, unit, f"≥ {limit:g} {unit}", figure >= limit)


def skipped(name: str, why: str) -> Row:
    """A row that was not measured."""
    return Row(name, None, f"skipped: {why}")


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table, with its columns aligned."""
    cells = [("work", "measured", "target", "met"), *(_cells(row) for row in rows)]
    widths = [max(len(line[i]) for line in cells) for i in range(4)]
    lines = [
        "| " + " | ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)) + " |" for line in cells
    ]
    lines.insert(1, "|" + "|".join("-" * (w + 2) for w in widths) + "|")
    return "\n".join(lines) + "\n"


def _cells(row: Row) -> tuple[str, str, str, str]:
    figure = row.unit if row.figure is None else f"{_short(row.figure)} {row.unit}"
    met = {None: "", True: "yes", False: "**missed**"}[row.met]
    return row.name, figure, row.target, met


def _short(figure: float) -> str:
    """Three figures that count, without an exponent."""
    if abs(figure) >= 100:
        return f"{figure:.0f}"
    return f"{figure:.1f}" if abs(figure) >= 10 else f"{figure:.2f}"
