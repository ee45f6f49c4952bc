"""Findings as a Code Quality report of GitLab, which shows them at their lines in a merge request.

Format: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from typing import Any

from howcome.checks.baseline import fingerprint
from howcome.checks.rule import Rule
from howcome.document import Document, Finding

from .result import Results, place_of, printable

_SEVERITIES = {"error": "major", "warning": "minor", "info": "info"}


def render(results: Results, *, colour: bool = False, rules: Mapping[str, Rule] | None = None) -> str:
    """A list of objects; `[]` where nothing is found. A finding keeps its fingerprint when lines move."""
    del colour, rules
    seen: Counter[str] = Counter()
    found = [_object(path, document, f, seen) for path, document, findings in results for f in findings]
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _object(path: str, document: Document, finding: Finding, seen: Counter[str]) -> dict[str, Any]:
    words = finding.message if not finding.suggestion else f"{finding.message}. {finding.suggestion}"
    base = f"{printable(path)} {finding.code} {fingerprint(document, finding)}"
    seen[base] += 1
    return {
        "description": printable(words),
        "check_name": finding.code,
        "fingerprint": hashlib.sha256(f"{base} {seen[base]}".encode()).hexdigest(),
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": printable(path).removeprefix("./"),
            "lines": {"begin": place_of(document, finding).line},
        },
    }
