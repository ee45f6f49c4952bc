"""Streams the lines of a file in bounded memory, however long a line is or wherever the file breaks off."""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Iterator
from typing import Final

from howcome.evidence.importer import File
from howcome.evidence.model import Problem

_CHUNK: Final = 1 << 16


class LongLines:
    """Numbered lines (from 1) as text without line ends; UTF-8, else replaced.

    A line is cut after `longest` characters (rounded up to a whole chunk). Where the content breaks off
    (a gzip file that was cut), the lines before are given, and `problem` says so afterwards.
    """

    def __init__(self, file: File, longest: int) -> None:
        self.file = file
        self.longest = longest
        self.problem: Problem | None = None

    def __iter__(self) -> Iterator[tuple[int, str]]:
        decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        number, rest = 1, ""
        try:
            with self.file.open() as stream:
                while chunk := stream.read(_CHUNK):
                    first, *lines = decoder.decode(chunk).split("\n")
                    # What is beyond the limit is dropped, so that a file without line ends costs no memory.
                    rest = rest + first if len(rest) < self.longest else rest
                    if not lines:
                        continue
                    yield number, rest.rstrip("\r")
                    rest = lines.pop()
                    for line in lines:
                        number += 1
                        yield number, line.rstrip("\r")
                    number += 1
        except (OSError, EOFError, zlib.error) as error:
            said = f"the file breaks off here ({type(error).__name__}); what stands before was read"
            self.problem = Problem(self.file.name, f"line {number}", said)
        rest += decoder.decode(b"", final=True)
        if rest:
            yield number, rest.rstrip("\r")
