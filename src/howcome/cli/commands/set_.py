"""howcome set: one field of one item, changed in place."""

from __future__ import annotations

import argparse
from pathlib import Path

from howcome.cli.output import say
from howcome.storage import files

SUMMARY = "change one field of one item, and no other byte"
EXAMPLES = """\
  howcome set review.md a7kq2 owner Dana
  howcome set review.md a7kq2 due 2026-12-04
  howcome set review.md t5fk2 time "2026-11-20 13:51Z"
  howcome set review.md head severity SEV-1
  howcome set review.md :42 owner ""          the item in line 42; an empty value takes the field away"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("ref", metavar="REF", help="an id, `head`, or :LINE")
    parser.add_argument("field", metavar="FIELD")
    parser.add_argument("value", metavar="VALUE")


def run(args: argparse.Namespace) -> int:
    from howcome.document.change import set_field
    from howcome.text import apply

    with files.locked(args.file):
        document = files.read_document(args.file)
        change = set_field(document, args.ref, args.field, args.value)
        if not change.edits:
            say(f"{args.file}: nothing to change, it says so already")
            return 0
        after = apply(document.source, change)
        files.update_locked(args.file, document.source, after)
    line = document.source.line_at(change.edits[0].span.start)
    say(f"{args.file}:{line}: {args.field} of {args.ref} set")
    return 0
