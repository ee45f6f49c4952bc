"""howcome explain: why a rule exists, with examples."""

from __future__ import annotations

import argparse

from howcome.cli.output import emit

SUMMARY = "explain a rule: why it exists, with examples"
EXAMPLES = """\
  howcome explain
  howcome explain TL-004
  howcome explain B07"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "code",
        metavar="CODE",
        nargs="?",
        default="list",
        help="the code of a finding; without it, all are listed",
    )


def run(args: argparse.Namespace) -> int:
    from howcome.checks.registry import explanation, known_rules
    from howcome.document.problems import READ_PROBLEMS
    from howcome.errors import UsageError

    code = args.code.strip().upper()
    if code == "LIST":
        lines = [f"{r.code:9} {r.title}" for r in known_rules()] + [
            f"{c:9} {t}" for c, t in READ_PROBLEMS.items()
        ]
        emit(("\n".join(lines) + "\n").encode())
        return 0
    text = explanation(code)
    if text is None:
        raise UsageError(f"there is no rule {args.code!r}", hint="`howcome explain` lists all")
    emit((text.rstrip("\n") + "\n").encode())
    return 0
