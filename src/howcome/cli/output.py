"""What a command says: its result on standard output, words about the work on standard error."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from howcome.errors import InputError


def output_path(words: str) -> Path | None:
    """The path that `-o` names; `-` is standard output, as nearly everywhere."""
    return None if words == "-" else Path(words)


def emit(data: bytes) -> None:
    """The result on standard output, byte for byte. Raises `InputError` where there is none (`>&-`)."""
    if sys.stdout is None:
        raise InputError("standard output is closed", hint="write to a file with -o")
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def say(words: str) -> None:
    """Words about the work, on standard error. That nobody can read them does not stop the work."""
    if sys.stderr is None:  # print would write to standard output, into the result
        return
    with suppress(OSError):
        print(words, file=sys.stderr)
