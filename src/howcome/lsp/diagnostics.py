"""Findings as diagnostics: their place, their weight, and where their page is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from lsprotocol import types

import howcome
from howcome.checks import at_least
from howcome.checks.registry import built_in_rules
from howcome.document import Finding, Severity

from .texts import OpenText

SEVERITIES: dict[Severity, types.DiagnosticSeverity] = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "info": types.DiagnosticSeverity.Information,
}
#: More than a person reads; what weighs less is left out first.
_MOST = 1000


def diagnostics(text: OpenText, findings: Sequence[Finding]) -> list[types.Diagnostic]:
    """The diagnostics of a text, in the order of the findings."""
    return [diagnostic(text, finding) for finding in _weightiest(findings)]


def diagnostic(text: OpenText, finding: Finding) -> types.Diagnostic:
    """One finding. `data` holds its category and the question or rewording that it offers."""
    page = page_of(finding.code)
    return types.Diagnostic(
        range=text.range(finding.span),
        message=finding.message,
        severity=SEVERITIES[finding.severity],
        code=finding.code,
        code_description=types.CodeDescription(page) if page else None,
        source="howcome",
        data={"category": finding.category, "suggestion": finding.suggestion},
    )


def page_of(code: str) -> str | None:
    """The address of the page about a rule that comes with howcome; None for others, and where the page is not there."""
    folder = _reference()
    if folder is None:
        return None
    if code.startswith("READ-"):
        return f"{(folder / 'rules.md').as_uri()}#problems-of-reading"
    page = folder / "rules" / f"{code}.md"
    return page.as_uri() if code in _built_in() and page.is_file() else None


@cache
def _built_in() -> frozenset[str]:
    return frozenset(rule.code for rule in built_in_rules())


@cache
def _reference() -> Path | None:
    """The folder with the reference of all rules: inside of an installed howcome, or where it is developed."""
    package = Path(howcome.__file__).resolve().parent
    for folder in (package / "checks" / "reference", package.parents[1] / "docs" / "reference"):
        if (folder / "rules.md").is_file():
            return folder
    return None


def _weightiest(findings: Sequence[Finding]) -> Sequence[Finding]:
    bounds: tuple[Severity, ...] = ("info", "warning", "error")
    for bound in bounds:
        kept = [f for f in findings if at_least(f.severity, bound)]
        if len(kept) <= _MOST:
            return kept
    return kept[:_MOST]
