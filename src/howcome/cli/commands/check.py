"""howcome check: what a kind and exacting reviewer would say of a document."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from howcome.cli.output import emit, say
from howcome.errors import HowcomeError
from howcome.storage import files

if TYPE_CHECKING:
    from howcome.checks import Settings
    from howcome.checks.trouble import Trouble
    from howcome.cli.known import Baseline
    from howcome.document import Document, Finding, Severity

SUMMARY = "check documents as a kind and exacting reviewer would"
EXAMPLES = """\
  howcome check 2026-11-20-checkout.md
  howcome check postmortems/ --format json
  howcome check review.md --diff               shows what --fix would change, as a patch
  howcome check review.md --select ACT,TL-004 --fail-on error
  howcome check review.md --summary            what is open, in seven dimensions
  howcome check old/ --write-baseline known.json
  howcome check old/ --baseline known.json     only what is new since then

exit status: 1 for findings at or above --fail-on; 2 for input that cannot be read, and for a configuration, rule or
plugin with an error (the rest is checked). A finding is silenced in the text, with a reason:
<!-- howcome: ignore TL-001 because … -->. The configuration is the nearest howcome.toml above a document."""

_MOST_ROUNDS = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from howcome.checks.reports import formats

    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="documents, or folders that hold them"
    )
    parser.add_argument("--format", choices=formats(), default="text")
    parser.add_argument(
        "--summary", action="store_true", help="what is open in each of seven dimensions (text or json)"
    )
    parser.add_argument(
        "--profile",
        help="full, standard or light (default: the document's, else the configuration's, else standard)",
    )
    parser.add_argument(
        "--select", default="", metavar="CODES", help="only these codes or their beginnings: TL,ACT-003"
    )
    parser.add_argument("--ignore", default="", metavar="CODES", help="not these codes or beginnings")
    parser.add_argument(
        "--fail-on",
        choices=("error", "warning", "info", "never"),
        help="(default: the configuration's, else warning)",
    )
    parser.add_argument("--fix", action="store_true", help="apply the safe fixes")
    parser.add_argument(
        "--diff", action="store_true", help="show what --fix would change, as a patch, and change nothing"
    )
    parser.add_argument("--baseline", type=Path, metavar="FILE", help="say only what FILE does not know")
    parser.add_argument(
        "--write-baseline", type=Path, metavar="FILE", help="write what is found to FILE, as known"
    )
    parser.add_argument(
        "--skip-others",
        action="store_true",
        help="pass over files that are no postmortem, also if they are named",
    )
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="this configuration for all documents, and no other"
    )
    parser.add_argument("--no-config", action="store_true", help="no configuration at all")


class _Checked(NamedTuple):
    """One document after its check and its fixes: all findings, and those that a baseline does not know."""

    path: Path
    document: Document
    settings: Settings
    everything: list[Finding]
    said: list[Finding]


def run(args: argparse.Namespace) -> int:
    from howcome.cli.known import Baseline
    from howcome.document import Document
    from howcome.storage.configuration import Configurations
    from howcome.storage.finding import find, looks_like_one

    _refuse_what_does_not_fit(args)
    configurations = Configurations(args.config, none=args.no_config)
    baseline = Baseline(args.baseline, args.write_baseline)
    troubles = _Troubles()
    results: list[_Checked] = []
    unreadable = False
    for path, document in find(args.paths):
        if not isinstance(document, Document):
            unreadable = True
            say(f"howcome: {document}")
        elif not args.skip_others or looks_like_one(document):
            results.append(_checked(path, document, args, configurations.of(path), baseline, troubles))
    if not results and not unreadable and not args.skip_others:
        say("howcome: no document found; in a folder, a document has a howcome head or three known sections")
    baseline.finish((r.path, r.document, r.everything) for r in results)
    if not args.diff and (results or args.format != "text"):
        emit(_shown(results, args).encode("utf-8", "replace"))
    return 2 if unreadable or troubles.told else int(any(_fails(r, args.fail_on) for r in results))


def _refuse_what_does_not_fit(args: argparse.Namespace) -> None:
    from howcome.errors import UsageError

    if args.config and args.no_config:
        raise UsageError("--config and --no-config exclude each other", hint="leave one out")
    if args.summary and args.format not in ("text", "json"):
        raise UsageError(f"--summary has no format {args.format}", hint="possible: text, json")
    if args.diff and (args.fix or args.write_baseline):
        raise UsageError(
            "--diff changes nothing, so --fix and --write-baseline do not go with it", hint="leave one out"
        )


class _Troubles:
    """Says each trouble once, however many documents it concerns, and remembers that there was one."""

    def __init__(self) -> None:
        self.told: set[str] = set()

    def tell(self, trouble: Trouble, path: Path | None = None) -> None:
        words = str(trouble)
        if words not in self.told:
            self.told.add(words)
            say(f"howcome: {words}{f' while checking {path}' if path else ''}")

    def refused(self, error: HowcomeError) -> None:
        """A file that could not be changed; the others still are."""
        self.told.add(str(error))
        say(f"howcome: {error}{f' ({error.hint})' if error.hint else ''}")


def _checked(
    path: Path,
    document: Document,
    args: argparse.Namespace,
    settings: Settings,
    baseline: Baseline,
    troubles: _Troubles,
) -> _Checked:
    """The document and its findings, after the fixes that the call asks for."""
    from howcome.checks import check
    from howcome.checks.registry import troubles_of

    select, ignore = _codes(args.select), _codes(args.ignore)
    for trouble in troubles_of(settings):
        troubles.tell(trouble)

    def look(at: Document) -> list[Finding]:
        return check(
            at, args.profile, select, ignore, settings, tell=lambda trouble: troubles.tell(trouble, path)
        )

    everything = look(document)
    if args.fix or args.diff:
        document, everything = _fixed(path, document, everything, look, baseline, args, troubles)
    if not document.sections:
        _say_that_nothing_is_known(path)
    said = baseline.said(path, document, everything, settings.asked(select, ignore))
    return _Checked(path, document, settings, everything, said)


def _codes(words: str) -> tuple[str, ...]:
    return tuple(c.strip() for c in words.split(",") if c.strip())


def _fixed(
    path: Path,
    document: Document,
    findings: list[Finding],
    look: Callable[[Document], list[Finding]],
    baseline: Baseline,
    args: argparse.Namespace,
    troubles: _Troubles,
) -> tuple[Document, list[Finding]]:
    """The document with all safe fixes, again and again until none is left, so that a second call changes nothing."""
    from howcome.checks import apply_fixes
    from howcome.cli.patch import patch_of
    from howcome.document import Document
    from howcome.text import apply

    before, found, number = document, findings, 0
    for _ in range(_MOST_ROUNDS):
        change = apply_fixes(document, baseline.unknown(path, document, findings))
        if not change.edits:
            break
        number += len(change.edits)
        document = Document.parse(apply(document.source, change), path.stem)
        findings = look(document)
    if number and args.diff:
        patch = patch_of(str(path), before.source.text, document.source.text)
        emit(patch.encode("utf-8", "surrogateescape"))
    elif number:
        try:
            files.update(path, before.source, document.source)
        except HowcomeError as error:
            troubles.refused(error)
            return before, found
        say(f"{path}: {number} safe {'fix' if number == 1 else 'fixes'} applied")
    return document, findings


def _say_that_nothing_is_known(path: Path) -> None:
    from howcome.document.sections import SECTIONS

    say(
        f"howcome: {path}: no section of a postmortem is known by its heading here, so most checks "
        f"had nothing to look at; headings that are known: {', '.join(s.title for s in SECTIONS)}"
    )


def _shown(results: list[_Checked], args: argparse.Namespace) -> str:
    from howcome.checks.dimensions import by_dimension
    from howcome.checks.registry import rules_of
    from howcome.checks.reports import render
    from howcome.checks.reports.summary import Summary, render_summary

    coloured = sys.stdout.isatty()
    if args.summary:
        summaries = [Summary(str(r.path), r.document, by_dimension(r.said, r.settings)) for r in results]
        return render_summary(summaries, args.format, colour=coloured)
    rules = {rule.code: rule for r in results if r.settings.rules for rule in rules_of(r.settings)}
    findings = [(str(r.path), r.document, r.said) for r in results]
    return render(findings, args.format, colour=coloured, rules=rules)


def _fails(checked: _Checked, fail_on: Severity | Literal["never"] | None) -> bool:
    from howcome.checks import at_least

    bound = fail_on or checked.settings.fail_on or "warning"
    return bound != "never" and any(at_least(f.severity, bound) for f in checked.said)
