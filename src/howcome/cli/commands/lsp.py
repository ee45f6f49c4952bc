"""howcome lsp: the language server, for editors."""

from __future__ import annotations

import argparse

from howcome.errors import UsageError

SUMMARY = "serve an editor: findings as you type, completion, hover, outline, rename"
EXAMPLES = """\
  howcome lsp                                 an editor starts it and talks to it; see docs/editors.md

It speaks the Language Server Protocol on standard input and output, reads the text that the editor holds, and uses
no network. It ends when the editor does.

exit status: 0 when the editor has said goodbye, 1 when it was simply gone, 2 when a library is missing."""


class LanguageServerNotInstalled(UsageError):
    """The language server's libraries are not installed."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--stdio", action="store_true", help="talk on standard input and output, as it always does"
    )


def run(args: argparse.Namespace) -> int:
    del args
    try:
        from howcome.lsp.server import serve
    except ImportError as error:
        raise LanguageServerNotInstalled(
            f"the language server needs a library that is not installed ({error.name})",
            hint="pip install 'howcome[lsp]'",
        ) from None
    return serve()
