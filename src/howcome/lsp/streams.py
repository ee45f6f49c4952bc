"""Standard input and output as the server uses them: any bytes come in, and only what every editor can read goes out."""

from __future__ import annotations

import os
import re
import sys
from typing import BinaryIO

#: A pair of escaped surrogates, a lone one, or any other escape.
_ESCAPE = re.compile(rb"\\(?:ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|(ud[89a-f][0-9a-f]{2})|.)", re.DOTALL)


class Incoming:
    """Messages as an editor sends them; bytes that are no UTF-8 (of a broken file) become lone surrogates."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readline(self) -> bytes:
        """One line of a message's head."""
        return self._stream.readline()

    def read(self, count: int) -> bytes:
        """The body of a message, in a form that the JSON reader takes."""
        body = self._stream.read(count)
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            return body.decode("utf-8", "surrogateescape").encode("utf-8", "surrogatepass")
        return body


class Outgoing:
    """Messages to an editor: JSON in ASCII, where a lone surrogate is U+FFFD, as some readers refuse it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def write(self, data: bytes) -> None:
        """Writes a whole message. The replacement is as long as what it replaces, so its head stays true."""
        self._stream.write(_ESCAPE.sub(_whole, data) if b"\\ud" in data else data)

    def flush(self) -> None:
        """Sends it."""
        self._stream.flush()

    def close(self) -> None:
        """Ends the stream."""
        self._stream.close()


def _whole(found: re.Match[bytes]) -> bytes:
    return b"\\ufffd" if found[1] else found[0]


def claim_output() -> BinaryIO:
    """Standard output for messages alone: what else is printed, by a rule of another package, goes to standard error."""
    sys.stdout.flush()
    own = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return own
