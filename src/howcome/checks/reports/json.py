"""Findings as one JSON list, with the keys of the contract. Keys are added, never changed or removed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from howcome.checks.rule import Rule
from howcome.document import Document, Finding

from .result import Results, is_fixable, place_of, printable


def render(results: Results, *, colour: bool = False, rules: Mapping[str, Rule] | None = None) -> str:
    """A list of objects in the order of the results; `[]` where nothing is found."""
    del colour, rules
    found = [_object(path, document, f) for path, document, findings in results for f in findings]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _object(path: str, document: Document, finding: Finding) -> dict[str, Any]:
    place = place_of(document, finding)
    return {
        "path": printable(path),
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "code": finding.code,
        "category": finding.category,
        "severity": finding.severity,
        "message": printable(finding.message),
        "suggestion": printable(finding.suggestion) if finding.suggestion else None,
        "fixable": is_fixable(finding),
    }
