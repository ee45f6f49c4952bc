"""Findings for people: grouped by file, each with its place, its question, and a count at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from howcome.checks.rule import Rule
from howcome.document import Document, Finding

from .result import Results, is_fixable, place_of, printable

_COLOURS = {"error": "31", "warning": "33", "info": "36"}


def render(results: Results, *, colour: bool = False, rules: Mapping[str, Rule] | None = None) -> str:
    """Lines `path:line:column: severity CODE message`, the question below, and a summary as last line.

    A question that was asked in the same file already is not asked again.
    """
    del rules
    lines: list[str] = []
    for path, document, findings in results:
        if findings:
            lines += [*_of_file(printable(path), document, findings, colour), ""]
    return "\n".join([*lines, _summary(results)]) + "\n"


def _of_file(path: str, document: Document, findings: Sequence[Finding], colour: bool) -> Iterator[str]:
    asked: set[str] = set()
    for finding in findings:
        place = place_of(document, finding)
        severity = _painted(finding.severity, _COLOURS[finding.severity], colour)
        code = _painted(finding.code, "1", colour)
        fixable = " [fixable]" if is_fixable(finding) else ""
        yield f"{path}:{place.line}:{place.column}: {severity} {code} {printable(finding.message)}{fixable}"
        if finding.suggestion and finding.suggestion not in asked:
            asked.add(finding.suggestion)
            yield f"    {printable(finding.suggestion)}"


def _painted(words: str, how: str, colour: bool) -> str:
    return f"\x1b[{how}m{words}\x1b[0m" if colour else words


def _summary(results: Results) -> str:
    counts = Counter(f.severity for _, _, findings in results for f in findings)
    files = _count(len(results), "file")
    if not counts:
        return f"{files} checked: nothing to say."
    parts = [_count(counts["error"], "error"), _count(counts["warning"], "warning"), f"{counts['info']} info"]
    fixable = sum(is_fixable(f) for _, _, findings in results for f in findings)
    can_fix = f"; {fixable} can be fixed with --fix" if fixable else ""
    return f"{files} checked: {', '.join(parts)}{can_fix}."


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
