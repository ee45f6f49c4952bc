"""Says what was counted in published documents. Owns the page's part about them: counts, and no text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from measures.checker import Flag
from measures.intervals import quartiles
from measures.tables import table

from .counting import Counted

#: At most one sentence in so many should be flagged for blame, where people wrote with care.
GOAL = 140


def report(counted: Sequence[Counted]) -> str:
    """The part as Markdown."""
    about = (
        f"{len(counted)} documents that others have published, read as they are. Their own words are not repeated here; "
        "only counts are kept.\n"
    )
    return "\n".join([about, _spread(counted), _blame(counted), _rules(counted)])


def _spread(counted: Sequence[Counted]) -> str:
    rows = []
    for name, severities in (
        ("all findings", ("error", "warning", "info")),
        ("errors and warnings", ("error", "warning")),
        ("errors", ("error",)),
    ):
        counts = [sum(f.severity in severities for f in c.flags) for c in counted]
        low, middle, high = quartiles(counts)
        rows.append((name, sum(counts), middle, low, high, max(counts), sum(n == 0 for n in counts)))
    head = (
        "in a document",
        "in all",
        "median",
        "lower quartile",
        "upper quartile",
        "most",
        "documents with none",
    )
    return table(head, rows)


def _blame(counted: Sequence[Counted]) -> str:
    sentences, flagged = sum(c.sentences for c in counted), sum(c.flagged for c in counted)
    ratio = f"one in {sentences / flagged:.0f}" if flagged else "none"
    met = "met" if flagged * GOAL <= sentences else "**missed**"
    by_category = Counter(f.category for c in counted for f in c.flags if f.category and not f.is_info)
    return table(
        ("blame", "value"),
        [
            ("sentences", sentences),
            ("flagged (warning or error)", f"{flagged} ({ratio}; goal: at most one in {GOAL}, {met})"),
            ("with an info alone", sum(c.hinted for c in counted)),
            *((f"category {name}", number) for name, number in by_category.most_common()),
        ],
    )


def _rules(counted: Sequence[Counted]) -> str:
    flags = [f for c in counted for f in c.flags]
    rows = []
    for code, total in Counter(f.code for f in flags).most_common():
        own = [f for f in flags if f.code == code]
        documents = sum(any(f.code == code for f in c.flags) for c in counted)
        rows.append(
            (
                code,
                total,
                *(sum(f.severity == s for f in own) for s in ("error", "warning", "info")),
                documents,
            )
        )
    return table(("rule", "findings", "errors", "warnings", "info", "documents"), rows)


def shown(drawn: Sequence[tuple[Counted, Flag]]) -> str:
    """Findings with their line, for a person to judge; for the screen alone."""
    lines = []
    for counted, flag in drawn:
        words = counted.path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
        line = words[flag.line - 1].strip() if flag.line <= len(words) else ""
        lines.append(
            f"{counted.path.name}:{flag.line}:{flag.column} {flag.severity} {flag.code} ({flag.category or '–'})"
        )
        lines.append(f"    {flag.message}")
        lines.append(f"    > {_around(line, flag)}")
    return "\n".join(lines) + "\n"


def _around(line: str, flag: Flag, most: int = 400) -> str:
    """The line, or what stands around the finding where it is long."""
    if len(line) <= most:
        return line
    start = max(0, min(flag.column - most // 2, len(line) - most))
    return f"… {line[start : start + most]} …"
