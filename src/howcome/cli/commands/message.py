"""howcome message: the text for one audience."""

from __future__ import annotations

import argparse
from pathlib import Path

from howcome.cli.output import emit
from howcome.storage import files

SUMMARY = "write the message for one audience"
EXAMPLES = """\
  howcome message 2026-11-20-checkout.md --audience engineering
  howcome message 2026-11-20-checkout.md --audience customers | less"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    from howcome.publishing import AUDIENCES

    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--audience", required=True, choices=AUDIENCES)


def run(args: argparse.Namespace) -> int:
    from howcome.publishing.messages import message
    from howcome.text import without_controls

    text = without_controls(message(files.read_document(args.file), args.audience))
    emit((text.rstrip("\n") + "\n").encode("utf-8", "replace"))
    return 0
