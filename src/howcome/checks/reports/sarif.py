"""Findings as SARIF 2.1.0, for code scanning and editors. Columns count code points, and it says so.

Format: OASIS, Static Analysis Results Interchange Format, version 2.1.0.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from howcome import __version__
from howcome.checks.baseline import fingerprint
from howcome.checks.page import parse_page
from howcome.checks.registry import OTHER_CODES, rule_of
from howcome.checks.rule import Rule
from howcome.document import Document, Finding, Fix
from howcome.document.problems import READ_PROBLEMS

from .result import Place, Results, place_of, printable

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def render(results: Results, *, colour: bool = False, rules: Mapping[str, Rule] | None = None) -> str:
    """One run with the rules that found something, and one result a finding."""
    del colour
    codes = sorted({f.code for _, _, findings in results for f in findings})
    index = {code: number for number, code in enumerate(codes)}
    run = {
        "tool": {
            "driver": {
                "name": "howcome",
                "version": __version__,
                "rules": [_rule(code, (rules or {}).get(code) or rule_of(code)) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(path, document, finding, index[finding.code])
            for path, document, findings in results
            for finding in findings
        ],
    }
    return (
        json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)
        + "\n"
    )


def _rule(code: str, rule: Rule | None) -> dict[str, Any]:
    if rule is None:
        about = OTHER_CODES.get(code, code)
        level = "warning" if code in READ_PROBLEMS else "note"
        return {"id": code, "shortDescription": {"text": about}, "defaultConfiguration": {"level": level}}
    level = rule.levels.get("standard", "info")
    return {
        "id": code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": _first_words(rule.page)},
        "help": {"text": _help(rule.page)},
        "defaultConfiguration": {"level": _LEVELS[level]},
        "properties": {
            "dimension": rule.belongs_to,
            **({"category": rule.category} if rule.category else {}),
        },
    }


def _first_words(page: str) -> str:
    return page.strip().split("\n\n", 1)[0].replace("\n", " ") or "A rule of another package."


def _help(page: str) -> str:
    try:
        parts = parse_page(page)
    except ValueError:
        return _first_words(page)
    return f"{parts.why}\n\nBetter:\n{parts.better}\n\nWhen to ignore:\n{parts.ignore}"


def _result(path: str, document: Document, finding: Finding, index: int) -> dict[str, Any]:
    words = finding.message if not finding.suggestion else f"{finding.message}. {finding.suggestion}"
    found: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": _LEVELS[finding.severity],
        "message": {"text": printable(words)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": _uri(path)},
                    "region": _region(place_of(document, finding)),
                }
            }
        ],
    }
    found["partialFingerprints"] = {"howcomePlace/v1": fingerprint(document, finding)}
    if finding.category:
        found["properties"] = {"category": finding.category}
    if finding.fixes:
        found["fixes"] = [_fix(path, document, fix) for fix in finding.fixes]
    return found


def _fix(path: str, document: Document, fix: Fix) -> dict[str, Any]:
    replacements = []
    for edit in fix.edits:
        start, end = (document.source.position(at) for at in edit.span)
        region = _region(Place(*start, *end))
        replacements.append({"deletedRegion": region, "insertedContent": {"text": edit.text}})
    change = {"artifactLocation": {"uri": _uri(path)}, "replacements": replacements}
    return {"description": {"text": fix.title}, "artifactChanges": [change]}


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _uri(path: str) -> str:
    """A relative or absolute path as a URI reference."""
    slashed = path.replace("\\", "/").encode("utf-8", "surrogateescape")
    quoted = quote(slashed, safe="/")
    return f"file://{quoted}" if quoted.startswith("/") else quoted
