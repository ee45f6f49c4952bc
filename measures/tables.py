"""Tables of Markdown with aligned columns, which read well in a terminal too."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The rows below their heading; the first column stands left, numbers stand right."""
    lines = [[str(c) for c in row] for row in (head, *rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    right = [all(_is_number(line[i]) for line in lines[1:]) and len(lines) > 1 for i in range(len(head))]
    drawn = [
        "| "
        + " | ".join(c.rjust(w) if r else c.ljust(w) for c, w, r in zip(line, widths, right, strict=True))
        + " |"
        for line in lines
    ]
    rule = (
        "|"
        + "|".join(("-" * (w + 1) + ":") if r else "-" * (w + 2) for w, r in zip(widths, right, strict=True))
        + "|"
    )
    return "\n".join([drawn[0], rule, *drawn[1:]]) + "\n"


def _is_number(words: str) -> bool:
    return not words or words[0].isdigit() or words[0] in "–-"


def percent(share: float) -> str:
    """A share as people read it: `93.4 %`."""
    return f"{100 * share:.1f} %"
