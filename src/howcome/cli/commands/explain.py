"""howcome explain: why a rule exists, with examples."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from howcome.cli.output import emit, say

if TYPE_CHECKING:
    from howcome.checks import Settings

SUMMARY = "explain a rule: why it exists, with examples"
EXAMPLES = """\
  howcome explain                    all rules, by section
  howcome explain TL-004
  howcome explain B07
  howcome explain ACME-001           a rule of your own, from the nearest howcome.toml"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "code",
        metavar="CODE",
        nargs="?",
        default="list",
        help="the code of a finding; without it, all are listed",
    )
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="this configuration, for rules of your own"
    )
    parser.add_argument("--no-config", action="store_true", help="no configuration at all")


def run(args: argparse.Namespace) -> int:
    from howcome.checks.families import FAMILIES
    from howcome.checks.registry import explanation, near_codes, troubles_of
    from howcome.errors import UsageError
    from howcome.storage.configuration import Configurations

    settings = Configurations(args.config, none=args.no_config).of(Path("here.md"))
    for trouble in troubles_of(settings):
        say(f"howcome: {trouble}")
    if args.code.strip().lower() == "list":
        emit(_list(settings).encode())
        return 0
    text = explanation(args.code, settings)
    if text is None:
        near = near_codes(args.code, settings)
        meant = f"did you mean {', '.join(near)}?" if near else f"codes begin with {', '.join(FAMILIES)}:"
        raise UsageError(f"there is no rule {args.code!r}", hint=f"{meant} `howcome explain` lists all")
    emit((text.rstrip("\n") + "\n").encode())
    return 0


def _list(settings: Settings) -> str:
    """All codes with what they say, below the title of their section."""
    from howcome.checks.families import FAMILIES, family_of
    from howcome.checks.registry import OTHER_CODES, rules_of

    said = {rule.code: rule.title for rule in rules_of(settings)} | dict(OTHER_CODES)
    titles = [f.title for f in FAMILIES.values()]
    by_title: dict[str, list[str]] = {title: [] for title in titles}
    for code in sorted(said):
        by_title.setdefault(family_of(code).title, []).append(f"  {code:9} {said[code]}")
    return "\n\n".join("\n".join([title, *lines]) for title, lines in by_title.items() if lines) + "\n"
