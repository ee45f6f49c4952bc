"""howcome serve: the web app over a folder."""

from __future__ import annotations

import argparse
from pathlib import Path

from howcome.cli.app import run_app

SUMMARY = "write together in the browser: the web app over a folder of documents"
EXAMPLES = """\
  howcome serve                               the documents of this folder, at http://127.0.0.1:8765/
  howcome serve postmortems --port 9000
  howcome serve postmortems --host 0.0.0.0    for others too: prints a link that lets one browser in

The Markdown files stay the documents: what others change in them (an editor, git pull) appears at once. What is
needed beside them lies in FOLDER/.howcome and FOLDER/.evidence, which git ignores."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        nargs="?",
        type=Path,
        default=Path(),
        metavar="FOLDER",
        help="the library (default: this folder)",
    )
    parser.add_argument(
        "--host", default="127.0.0.1", help="the address to listen on (default: this machine only)"
    )
    parser.add_argument("--port", type=int, default=8765, help="the port (default: 8765; 0 takes a free one)")
    parser.add_argument(
        "--name", action="append", default=[], metavar="HOST",
        help="a further host name under which people reach it; may be repeated",
    )  # fmt: skip


def run(args: argparse.Namespace) -> int:
    run_app(args.folder, args.host, args.port, frozenset(n.lower() for n in args.name))
    return 0
