"""howcome add: more evidence into a document, as edits."""

from __future__ import annotations

import argparse
from pathlib import Path

from howcome.cli import evidence
from howcome.cli.output import emit, say
from howcome.storage import files

SUMMARY = "bring more evidence into a document, as edits"
EXAMPLES = """\
  howcome add 2026-11-20-checkout.md late-logs/ metrics.json
  howcome add 2026-11-20-checkout.md slack.zip --channel inc-checkout --dry-run"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="the document")
    evidence.add_arguments(parser)
    parser.add_argument("--dry-run", action="store_true", help="print the new lines and change nothing")


def run(args: argparse.Namespace) -> int:
    from howcome.drafting.addition import add

    document = files.read_document(args.file)
    wanted = evidence.wanted(args)
    made = add(document, evidence.collect(args), wanted)
    if args.dry_run:
        emit("".join(f"{line}\n" for line in made.entries).encode())
    elif made.source.sha == document.source.sha:
        say(f"{args.file}: nothing new; {made.known} of these entries stand in it already")
        return 0
    else:
        files.update(args.file, document.source, made.source)
    entries, pieces = len(made.entries), len(made.evidence)
    say(
        f"{entries} new {'entry' if entries == 1 else 'entries'}, {pieces} new "
        f"{'piece' if pieces == 1 else 'pieces'} of evidence; {made.known} entries stood in it already"
    )
    return 0
