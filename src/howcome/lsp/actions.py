"""What an editor may do about findings: fixes, rewordings, all safe fixes at once, or a comment that silences one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol import types

from howcome.checks import apply_fixes
from howcome.checks.suppression import silencing
from howcome.document import Finding
from howcome.text import Span

from .diagnostics import diagnostic
from .texts import OpenText

FIX_ALL = "source.fixAll.howcome"
#: Stands for the reason until somebody writes it: the comment silences nothing before that.
PLACEHOLDER = "…"


def actions(
    text: OpenText, findings: Sequence[Finding], wanted: Span, only: Sequence[str] | None, *, versioned: bool
) -> list[types.CodeAction]:
    """The actions for a part of the text, safe fixes first. `only` are kinds that were asked for, or what they begin with."""
    found: list[types.CodeAction] = []
    if _asked(types.CodeActionKind.QuickFix.value, only):
        near = [f for f in findings if f.span.start <= wanted.end and wanted.start <= f.span.end]
        found += _fixes(text, near, versioned=versioned)
        found += _silencings(text, near, versioned=versioned)
    if _asked(FIX_ALL, only):
        found += _fix_all(text, findings, versioned=versioned)
    return found


def _asked(kind: str, only: Sequence[str] | None) -> bool:
    return only is None or any(not o or kind == o or kind.startswith(f"{o}.") for o in only)


def _fixes(text: OpenText, findings: Sequence[Finding], *, versioned: bool) -> Iterator[types.CodeAction]:
    pairs = [(finding, fix) for finding in findings for fix in finding.fixes]
    for finding, fix in sorted(pairs, key=lambda pair: not pair[1].safe):
        title = f"{fix.title[:1].upper()}{fix.title[1:]}"
        yield types.CodeAction(
            title=title if fix.safe else f"{title} ({finding.code})",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[diagnostic(text, finding)],
            is_preferred=True if fix.safe else None,
            edit=text.workspace_edit(fix.edits, versioned=versioned),
        )


def _silencings(
    text: OpenText, findings: Sequence[Finding], *, versioned: bool
) -> Iterator[types.CodeAction]:
    """One for each code and place; a comment about comments would help nobody."""
    seen = set()
    for finding in findings:
        edit = silencing(text.document, finding.code, finding.span, PLACEHOLDER)
        if edit in seen or finding.code.startswith("SUP-"):
            continue
        seen.add(edit)
        yield types.CodeAction(
            title=f"Ignore {finding.code} here, with a reason",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=[diagnostic(text, finding)],
            edit=text.workspace_edit((edit,), versioned=versioned),
        )


def _fix_all(text: OpenText, findings: Sequence[Finding], *, versioned: bool) -> Iterator[types.CodeAction]:
    change = apply_fixes(text.document, findings)
    if change.edits:
        yield types.CodeAction(
            title="Apply all safe fixes of howcome",
            kind=FIX_ALL,
            edit=text.workspace_edit(change.edits, versioned=versioned),
        )
