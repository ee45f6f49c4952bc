"""howcome export: an artefact of a document."""

from __future__ import annotations

import argparse
from pathlib import Path

from howcome.cli.output import emit, output_path, say
from howcome.storage import files

SUMMARY = "make a page or data of a document"
EXAMPLES = """\
  howcome export 2026-11-20-checkout.md --to html -o checkout.html
  howcome export 2026-11-20-checkout.md --to html --audience customers > public.html
  howcome export 2026-11-20-checkout.md --to json | jq .actions"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from howcome.publishing import AUDIENCES

    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--to", required=True, metavar="html|json", help="what to make")
    parser.add_argument(
        "-o",
        "--output",
        type=output_path,
        metavar="FILE",
        help="where to write (default: standard output)",
    )
    parser.add_argument(
        "--audience", choices=AUDIENCES, default="engineering", help="who reads it (default: engineering)"
    )
    parser.add_argument(
        "--force", action="store_true", help="replace the output; the old one is kept as .bak-<time>"
    )


def run(args: argparse.Namespace) -> int:
    from howcome.publishing import View, exporter
    from howcome.storage.attachments import pictures_of

    make = exporter(args.to)
    files.refuse_existing(args.output, force=args.force)
    document = files.read_document(args.file)
    artefact = make(document, View(document, args.audience, pictures_of(args.file.with_suffix(""))))
    if args.output is None:
        emit(artefact.content)
        return 0
    files.write(args.output, artefact.content, force=args.force)
    say(f"Wrote {args.output}")
    return 0
