"""Tables of Markdown with aligned columns, which read well in a terminal too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

#: What stands right in its column: `12`, `0.930 (0.910–0.946)`, `3.3 % of 120`, `23 of 72`, `–`.
_NUMBER = re.compile(r"[\d.,–% ()/]*(?:of \d+)?")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The rows below their heading; the first column stands left, numbers stand right."""
    lines = [[str(c) for c in row] for row in (head, *rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(head))]
    right = [
        len(lines) > 1 and all(_NUMBER.fullmatch(line[i]) for line in lines[1:]) for i in range(len(head))
    ]
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


def percent(share: float) -> str:
    """A share as people read it: `93.4 %`."""
    return f"{100 * share:.1f} %"
