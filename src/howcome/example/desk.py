"""What the support desk exports, and the folder `broken/` with what people attach by accident."""

from __future__ import annotations

import csv
import io
import struct
import zlib
from collections.abc import Iterator
from datetime import timedelta

from .story import SECRETS, WHEN, at, stream

_SUBJECTS = (
    "Search shows an error",
    "Cannot find any train",
    "The app spins for half a minute",
    "Is the search down?",
)


def files() -> Iterator[tuple[str, bytes]]:
    """`tickets.csv` and everything below `broken/`."""
    yield "tickets.csv", _tickets().encode()
    yield "broken/cut.json", b'{"incidents": [{"id": "QCUT", "incident_number": 7731, "title": "FareSea'
    yield "broken/empty.log", b""
    yield "broken/graph.png", _picture()
    yield "broken/note.txt", b"\xff\xfe" + "Note: the search was slow, see the picture.\n".encode("utf-16-le")


def _tickets() -> str:
    """Tickets by time in UTC; `count` of the same subject that came within the same minute or so."""
    dice = stream("tickets")
    rows = [
        (at("16:38:10"), "Where is my refund?", 1),
        (at("17:18:02"), f"Search fails, please call me: {SECRETS['phone']}", 1),
        (at("18:21:45"), "Seat next to the window", 1),
    ]
    time, end = WHEN["first failures"] + timedelta(seconds=200), at("17:49:30")
    while time < end:
        rows.append((time, dice.choice(_SUBJECTS), dice.randrange(1, 5)))
        time += timedelta(seconds=dice.randrange(90, 260))
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("time", "subject", "count"))
    table.writerows((f"{t:%Y-%m-%d %H:%M:%S}Z", subject, count) for t, subject, count in sorted(rows))
    return text.getvalue()


def _picture() -> bytes:
    """A grey square of 8 × 8 points as PNG (https://www.w3.org/TR/png-3/)."""
    rows = b"".join(b"\0" + b"\x99" * 8 for _ in range(8))
    head = struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in chunks
    )
