"""Findings as workflow commands of GitHub Actions, which shows them at their lines.

Format: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from collections.abc import Mapping

from howcome.checks.rule import Rule

from .result import Place, Results, place_of, printable

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def render(results: Results, *, colour: bool = False, rules: Mapping[str, Rule] | None = None) -> str:
    """One command a line; nothing at all where nothing is found."""
    del colour, rules
    lines = []
    for path, document, findings in results:
        for finding in findings:
            properties = f"file={_property(path)},{_place(place_of(document, finding))},title={finding.code}"
            words = finding.message if not finding.suggestion else f"{finding.message}. {finding.suggestion}"
            lines.append(f"::{_COMMANDS[finding.severity]} {properties}::{_data(words)}\n")
    return "".join(lines)


def _place(place: Place) -> str:
    """Columns are only understood where the finding stands on one line."""
    if place.line == place.end_line:
        return f"line={place.line},col={place.column},endColumn={place.end_column}"
    return f"line={place.line},endLine={place.end_line}"


def _data(words: str) -> str:
    return printable(words).replace("%", "%25")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
