"""howcome new: a document with the ten sections and guiding questions."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from howcome.cli.output import emit, output_path, say
from howcome.errors import InputError
from howcome.storage import files

SUMMARY = "start a document with the ten sections and guiding questions"
EXAMPLES = """\
  howcome new 2026-11-20-checkout.md --title "Checkout errors after a release" --severity SEV-2
  howcome new --starter templates/ours.md review.md"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file",
        nargs="?",
        type=output_path,
        metavar="FILE",
        help="where to write (default: standard output)",
    )
    parser.add_argument(
        "--title", default="What happened, to which service", help="symptom, service, scope; no names"
    )
    parser.add_argument("--severity", help="on your own scale, such as SEV-2")
    parser.add_argument(
        "--starter", metavar="PATH", type=Path, help="a document of your own to start from instead"
    )
    parser.add_argument(
        "--force", action="store_true", help="replace FILE; the old one is kept as FILE.bak-<time>"
    )


def run(args: argparse.Namespace) -> int:
    from howcome.document.compose import compose_document, compose_head

    if args.starter:
        data = _started(args.starter, args.title, args.severity)
    else:
        head = compose_head(
            {
                "title": args.title, "class": "incident", "severity": args.severity, "status": "draft",
                "date": f"{date.today():%Y-%m-%d}", "timezone": "UTC", "names": "roles",
            }
        )  # fmt: skip
        data = compose_document(head, args.title, {}).encode()
    if args.file is None:
        emit(data)
        return 0
    files.write(args.file, data, force=args.force)
    say(f"Wrote {args.file}. The lines `<!-- ? … -->` are questions; they are never published.")
    return 0


def _started(starter: Path, title: str, severity: str | None) -> bytes:
    """A copy of a starter with the title and severity of this call set in its head."""
    from howcome.document import Document
    from howcome.document.change import set_field
    from howcome.text import apply

    if not starter.is_file():
        raise InputError(
            f"{starter}: there is no such file", hint="--starter takes the path of a Markdown document"
        )
    document = files.read_document(starter)
    for name, value in (("title", title), ("severity", severity), ("date", f"{date.today():%Y-%m-%d}")):
        if value and not (name == "title" and value == "What happened, to which service"):
            document = Document(apply(document.source, set_field(document, "head", name, value)))
    return document.source.to_bytes()
