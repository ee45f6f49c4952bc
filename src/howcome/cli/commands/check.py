"""howcome check: what a kind and exacting reviewer would say of a document."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from howcome.cli.output import emit, say
from howcome.storage import files

if TYPE_CHECKING:
    from howcome.document import Document, Finding

SUMMARY = "check documents as a kind and exacting reviewer would"
EXAMPLES = """\
  howcome check 2026-11-20-checkout.md
  howcome check postmortems/ --format json
  howcome check review.md --diff               shows what --fix would change
  howcome check review.md --select ACT,TL-004 --fail-on error

exit status: 1 for findings at or above --fail-on, 2 for input that cannot be read (the rest is checked).
A finding is silenced in the text, with a reason: <!-- howcome: ignore TL-001 because … -->"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from howcome.checks.reports import formats

    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="documents, or folders that hold them"
    )
    parser.add_argument("--format", choices=formats(), default="text")
    parser.add_argument("--profile", help="full, standard or light (default: the document's, else standard)")
    parser.add_argument(
        "--select", default="", metavar="CODES", help="only these codes or their beginnings: TL,ACT-003"
    )
    parser.add_argument("--ignore", default="", metavar="CODES", help="not these codes or beginnings")
    parser.add_argument("--fail-on", choices=("error", "warning", "info", "never"), default="warning")
    parser.add_argument("--fix", action="store_true", help="apply the safe fixes")
    parser.add_argument(
        "--diff", action="store_true", help="show what --fix would change, and change nothing"
    )


def run(args: argparse.Namespace) -> int:
    from howcome.checks import at_least
    from howcome.checks.reports import render
    from howcome.document import Document
    from howcome.document.sections import SECTIONS
    from howcome.storage.finding import find

    results: list[tuple[str, Document, list[Finding]]] = []
    unreadable = False
    for path, document in find(args.paths):
        if not isinstance(document, Document):
            unreadable = True
            say(f"howcome: {document}")
            continue
        results.append((str(path), *_checked(path, document, args)))
        if not document.sections:
            say(
                f"howcome: {path}: no section of a postmortem is known by its heading here, so most checks "
                f"had nothing to look at; headings that are known: {', '.join(s.title for s in SECTIONS)}"
            )
    if not results and not unreadable:
        say("howcome: no document found; in a folder, a document has a howcome head or three known sections")
    if not args.diff and (results or args.format != "text"):
        coloured = sys.stdout.isatty()
        emit(render(results, args.format, colour=coloured).encode("utf-8", "replace"))
    failed = args.fail_on != "never" and any(
        at_least(f.severity, args.fail_on) for _, _, findings in results for f in findings
    )
    return 2 if unreadable else int(failed)


def _checked(path: Path, document: Document, args: argparse.Namespace) -> tuple[Document, list[Finding]]:
    """The document and its findings, after the fixes that the call asks for."""
    from howcome.checks import apply_fixes, check
    from howcome.document import Document
    from howcome.text import apply

    select = tuple(c.strip() for c in args.select.split(",") if c.strip())
    ignore = tuple(c.strip() for c in args.ignore.split(",") if c.strip())
    findings = check(document, args.profile, select, ignore)
    if not (args.fix or args.diff):
        return document, findings
    change = apply_fixes(document, findings)
    if not change.edits:
        return document, findings
    fixed = Document.parse(apply(document.source, change), path.stem)
    if args.diff:
        _print_diff(path, document, fixed)
    else:
        files.update(path, document.source, fixed.source)
        say(f"{path}: {len(change.edits)} safe fixes applied")
    return fixed, check(fixed, args.profile, select, ignore)


def _print_diff(path: Path, before: Document, after: Document) -> None:
    from difflib import unified_diff

    lines = unified_diff(
        before.source.text.splitlines(keepends=True),
        after.source.text.splitlines(keepends=True),
        str(path),
        f"{path} (fixed)",
    )
    emit("".join(lines).encode("utf-8", "surrogateescape"))
