"""Finds the commands, reads the call, turns errors into one line and an exit status."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn, Protocol, cast

from howcome import __version__
from howcome.errors import HowcomeError

from .output import say

_ABOUT = "Craft blameless postmortems from the evidence of an incident."
_CLOSING = """\
Start with:  howcome draft EVIDENCE… -o postmortem.md     evidence files or folders → a document
             howcome new postmortem.md                    a document with the ten sections and questions
             howcome check postmortem.md                  what a kind and exacting reviewer would ask

`howcome COMMAND --help` explains a command, with examples."""


class Command(Protocol):
    """What a module of `cli/commands` offers."""

    SUMMARY: str
    EXAMPLES: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None: ...

    def run(self, args: argparse.Namespace) -> int: ...


def command_names() -> list[str]:
    """Every command: the modules of `cli/commands`; `set_` is written `set`."""
    folder = Path(__file__).parent / "commands"
    return sorted(p.stem.rstrip("_") for p in folder.glob("*.py") if p.stem != "__init__")


def load(name: str) -> Command:
    """The module of a command."""
    folder = Path(__file__).parent / "commands"
    stem = name if (folder / f"{name}.py").is_file() else f"{name}_"
    return cast("Command", import_module(f"howcome.cli.commands.{stem}"))


class _Parser(argparse.ArgumentParser):
    """Errors in the call are one line with what to do, and end 2."""

    def error(self, message: str) -> NoReturn:
        say(f"howcome: {message}; see `{self.prog} --help`")
        raise SystemExit(2)


def build_parser(wanted: str | None = None) -> argparse.ArgumentParser:
    """The parser of all commands; only the one that is `wanted` gets its arguments (None: all)."""
    parser = _Parser(
        prog="howcome",
        description=_ABOUT,
        epilog=_CLOSING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"howcome {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", parser_class=_Parser, required=True)
    for name in command_names():
        command = load(name)
        below = commands.add_parser(
            name,
            help=command.SUMMARY,
            description=f"{command.SUMMARY[:1].upper()}{command.SUMMARY[1:]}.",
            epilog=f"examples:\n{command.EXAMPLES}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if wanted in (None, name):
            command.add_arguments(below)
        below.set_defaults(run=command.run)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command. Gives its exit status: 0, or 1 for findings, or 2 for what cannot be done."""
    words = list(sys.argv[1:] if argv is None else argv)
    named = next((w for w in words if not w.startswith("-")), None)
    args = build_parser(named or "").parse_args(words)
    try:
        return int(args.run(args))
    except HowcomeError as error:
        hint = f" ({error.hint})" if error.hint else ""
        say(f"howcome: {error}{hint}")
        return error.exit_status
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        # What no command foresaw: a full disk behind standard output, a name that is too long.
        where = f"{error.filename}: " if error.filename else ""
        say(f"howcome: {where}{error.strerror or error}")
        return 2
    except KeyboardInterrupt:
        say("howcome: stopped; nothing was half written")
        return 130


def script() -> NoReturn:
    """The console script. What a terminal's encoding lacks is replaced in words; results are bytes."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    raise SystemExit(main())
