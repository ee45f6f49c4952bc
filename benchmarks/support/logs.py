"""Invented logs of any size and span, written as a stream, the same bytes each time."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

#: What one line is made of: its time and the dice.
Line = Callable[[datetime, random.Random], str]

_START = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
_PATHS = ("/", "/search", "/tickets/{n}", "/basket", "/api/v2/prices?from={n}", "/stations/{a}{b}/trains")
_LETTERS = "abcdefghij"
_WORDS = (
    ("info", "request {n} done in {m} ms"),
    ("info", "cache answered key fare:{n}"),
    ("debug", "worker {m} takes job {n} from the queue"),
    ("warn", "slow query on replica-{d}: {m} ms"),
    ("error", "connection to 192.0.2.{m} refused while sending order {n}"),
)
_MEASURED = 4096
_PIECE = 2000


def access(time: datetime, dice: random.Random) -> str:
    """A line in the combined format of Apache and nginx (https://httpd.apache.org/docs/2.4/logs.html).

    About a hundred routes, and paths that hold a number which is never the same.
    """
    path = dice.choice(_PATHS).format(
        n=dice.randrange(10**6), a=dice.choice(_LETTERS), b=dice.choice(_LETTERS)
    )
    status = dice.choices((200, 304, 404, 500, 502), (900, 50, 30, 15, 5))[0]
    return (
        f"192.0.2.{dice.randrange(1, 255)} - - [{time:%d/%b/%Y:%H:%M:%S} +0000] "
        f'"GET {path} HTTP/1.1" {status} {dice.randrange(100, 90000)} "-" "Mozilla/5.0 (X11; Linux x86_64)"\n'
    )


def json_line(time: datetime, dice: random.Random) -> str:
    """An object with time, level, message and service, as many libraries write it."""
    level, words = dice.choices(_WORDS, (50, 30, 15, 4, 1))[0]
    text = words.format(n=dice.randrange(10**6), m=dice.randrange(1, 250), d=dice.randrange(4))
    stamp = time.isoformat(timespec="milliseconds")
    return json.dumps({"time": stamp, "level": level, "msg": text, "service": "search"}) + "\n"


def write(path: Path, line: Line, size: int, hours: float) -> Path:
    """A log of about `size` bytes over so many hours, its lines evenly apart. Returns `path`."""
    sample = sum(len(text) for text in islice(_lines(line, timedelta(0)), _MEASURED)) // _MEASURED
    count = max(1, size // sample)
    lines = islice(_lines(line, timedelta(hours=hours) / count), count)
    with path.open("w", encoding="utf-8") as stream:
        while piece := "".join(islice(lines, _PIECE)):
            stream.write(piece)
    return path


def _lines(line: Line, step: timedelta) -> Iterator[str]:
    dice = random.Random(20)
    time = _START
    while True:
        yield line(time, dice)
        time += step
