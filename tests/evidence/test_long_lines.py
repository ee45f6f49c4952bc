"""Lines of any length, and files that break off, are read in bounded memory."""

from __future__ import annotations

import gzip
import io
import tracemalloc
from collections.abc import Iterator

import pytest

from howcome.evidence.importer import Context, File
from howcome.evidence.importers import csv_table, jsonlines, log
from howcome.evidence.logs.long_lines import LongLines
from howcome.evidence.model import Problem

LINE = {
    "app.log": b"2026-10-14 14:02:04 ERROR late 1\n",
    "app.jsonl": b'{"ts":"2026-10-14T14:02:04Z","level":"info","msg":"late 1"}\n',
    "app.csv": b"2026-10-14 14:02:04,late 1\n",
}
IMPORTERS = {"app.log": log.importer, "app.jsonl": jsonlines.importer, "app.csv": csv_table.importer}


def file(data: bytes, name: str = "app.log") -> File:
    return File(name, lambda: io.BytesIO(data), len(data))


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", []),
        (b"a", ["a"]),
        (b"a\n", ["a"]),
        (b"a\r\nb", ["a", "b"]),
        (b"\n\na\n", ["", "", "a"]),
        (b"\xef\xbb\xbfa\n\xff\n", ["a", "\ufffd"]),
        ("é\n".encode() * 200_001, ["é"] * 200_001),
    ],
)
def test_lines_and_their_numbers(data: bytes, lines: list[str]) -> None:
    assert list(LongLines(file(data), 100)) == list(enumerate(lines, 1))


def test_a_file_without_line_ends_costs_no_memory() -> None:
    class Zeros(io.RawIOBase):
        left = 200_000_000

        def read(self, size: int = -1) -> bytes:
            part = min(size, self.left)
            self.left -= part
            return b"0" * part

        def seek(self, place: int, whence: int = 0) -> int:
            return 0

    tracemalloc.start()
    (only,) = LongLines(File("x", lambda: Zeros(), 1), 16_384)  # type: ignore[arg-type, return-value]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert only[0] == 1
    assert peak < 8_000_000


@pytest.mark.parametrize("name", LINE)
def test_a_gzip_that_was_cut_is_read_up_to_there(name: str) -> None:
    rows = b"".join(LINE[name].replace(b"late 1", b"late %d" % (n * n)) for n in range(20_000))
    head = b"time,note\n" if name == "app.csv" else b""
    packed = gzip.compress(head + rows)
    *records, last = IMPORTERS[name].read(
        file(packed[: len(packed) * 2 // 3], name + ".gz"), "app", Context()
    )
    assert len(records) > 100
    assert isinstance(last, Problem)
    assert "breaks off" in last.message


@pytest.mark.parametrize("name", LINE)
def test_memory_does_not_grow_with_the_file(name: str) -> None:
    def peak(times: int) -> int:
        head = b"time,note\n" if name == "app.csv" else b""
        source = file(head + LINE[name] * times, name)
        tracemalloc.start()
        records: Iterator[object] = iter(IMPORTERS[name].read(source, "app", Context()))
        for _ in records:
            pass
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    peak(10)
    assert peak(12_000) < peak(3_000) * 1.5 + 500_000
