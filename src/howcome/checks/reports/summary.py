"""What is open in each of the seven dimensions, for people and as JSON. One document in full, many with one line each.

No score and no order among documents: they stand in the order in which they were named.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from howcome.checks.dimensions import MEANINGS, STATES, Open, states
from howcome.document import Document, Finding
from howcome.errors import UsageError

from .result import place_of, printable

FORMATS = ("text", "json")
_WIDTH = max(map(len, MEANINGS))
_COLOURS = {"needs work": "31", "open questions": "33", "clear": "32"}


class Summary(NamedTuple):
    """One document with what is open in it."""

    path: str
    document: Document
    opens: Sequence[Open]


def render_summary(summaries: Sequence[Summary], format: str = "text", *, colour: bool = False) -> str:
    """The summaries in one format, ending with a line end. Raises `UsageError` for a format that has none."""
    if format not in FORMATS:
        raise UsageError(f"no summary as {format}", hint=f"possible: {', '.join(FORMATS)}")
    if format == "json":
        said = {"documents": [_object(s) for s in summaries], "totals": _totals(summaries)}
        return json.dumps(said, ensure_ascii=False, indent=2) + "\n"
    if len(summaries) == 1:
        lines = _in_full(summaries[0], colour)
    else:
        lines = _one_line_each(summaries, colour)
    return "\n".join(lines) + "\n"


def _in_full(summary: Summary, colour: bool) -> Iterator[str]:
    title = printable(summary.document.title or "")
    yield f"{printable(summary.path)}{f': {title}' if title else ''}"
    for one in summary.opens:
        yield f"  {one.dimension:{_WIDTH}}  {_state(one, colour)}{_counts(one)}".rstrip()
        for finding in one.questions:
            line = place_of(summary.document, finding).line
            yield f"      line {line}: {printable(_question(finding))} ({finding.code})"


def _one_line_each(summaries: Sequence[Summary], colour: bool) -> Iterator[str]:
    for summary in summaries:
        said = []
        for state in STATES[:-1]:
            inside = [f"{o.dimension} ({o.errors + o.warnings})" for o in summary.opens if o.state == state]
            if inside:
                said.append(f"{_painted(state, colour)} in {', '.join(inside)}")
        yield f"{printable(summary.path)}: {'; '.join(said) or _painted('clear', colour)}"
    yield ""
    yield f"{len(summaries)} documents:"
    for dimension, counted in states(s.opens for s in summaries).items():
        parts = [f"{state} in {counted[state]}" for state in STATES if counted[state]]
        yield f"  {dimension:{_WIDTH}}  {', '.join(parts) or 'nothing was checked'}"


def _state(one: Open, colour: bool) -> str:
    return _painted(one.state, colour) + " " * (max(map(len, STATES)) - len(one.state))


def _painted(state: str, colour: bool) -> str:
    return f"\x1b[{_COLOURS[state]}m{state}\x1b[0m" if colour else state


def _counts(one: Open) -> str:
    counted = ((one.errors, "error"), (one.warnings, "warning"))
    parts = [f"{n} {noun}{'' if n == 1 else 's'}" for n, noun in counted if n]
    parts += [f"{one.infos} info"] if one.infos else []
    return f"  {', '.join(parts)}" if parts else ""


def _question(finding: Finding) -> str:
    return finding.suggestion or finding.message


def _object(summary: Summary) -> dict[str, Any]:
    return {
        "path": printable(summary.path),
        "title": printable(summary.document.title) if summary.document.title else None,
        "dimensions": [
            {
                "dimension": one.dimension,
                "state": one.state,
                "errors": one.errors,
                "warnings": one.warnings,
                "infos": one.infos,
                "questions": [
                    {
                        "line": place_of(summary.document, f).line,
                        "code": f.code,
                        "severity": f.severity,
                        "message": printable(f.message),
                        "question": printable(f.suggestion) if f.suggestion else None,
                    }
                    for f in one.questions
                ],
            }
            for one in summary.opens
        ],
    }


def _totals(summaries: Sequence[Summary]) -> list[dict[str, Any]]:
    return [
        {"dimension": dimension, "documents": {state: counted[state] for state in STATES}}
        for dimension, counted in states(s.opens for s in summaries).items()
    ]
