"""Findings as JUnit XML, which CI systems show as failed tests. A document without findings passes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from howcome.checks.rule import Rule
from howcome.document import Document, Finding

from .result import Results, place_of, printable


def render(results: Results, *, colour: bool = False, rules: Mapping[str, Rule] | None = None) -> str:
    """One suite a document, one case a finding; errors and warnings fail, info passes with its words."""
    del colour, rules
    cases = sum(max(1, len(findings)) for _, _, findings in results)
    failed = sum(_failures(findings) for _, _, findings in results)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="howcome check" tests="{cases}" failures="{failed}" errors="0">',
    ]
    for path, document, findings in results:
        lines += _suite(printable(path), document, findings)
    return "\n".join([*lines, "</testsuites>", ""])


def _failures(findings: Sequence[Finding]) -> int:
    return sum(f.severity != "info" for f in findings)


def _suite(path: str, document: Document, findings: Sequence[Finding]) -> Iterator[str]:
    count = max(1, len(findings))
    yield f'  <testsuite name={quoteattr(path)} tests="{count}" failures="{_failures(findings)}" errors="0">'
    if not findings:
        yield f'    <testcase classname={quoteattr(path)} name="no findings"/>'
    for finding in findings:
        yield from _case(path, document, finding)
    yield "  </testsuite>"


def _case(path: str, document: Document, finding: Finding) -> Iterator[str]:
    place = place_of(document, finding)
    name = quoteattr(f"{finding.code} at line {place.line}")
    message = printable(finding.message)
    words = f"{path}:{place.line}:{place.column}: {message}"
    if finding.suggestion:
        words += f"\n{printable(finding.suggestion)}"
    yield f"    <testcase classname={quoteattr(path)} name={name}>"
    if finding.severity == "info":
        yield f"      <system-out>{escape(words)}</system-out>"
    else:
        yield (
            f'      <failure type="{finding.severity}" message={quoteattr(message)}>{escape(words)}</failure>'
        )
    yield "    </testcase>"
