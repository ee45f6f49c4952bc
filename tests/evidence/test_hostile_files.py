"""Files that are no evidence, or damaged: each is said in words, the rest is read, and nothing hangs."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pytest

from howcome.errors import InputError
from howcome.evidence.gather import Collected, gather
from howcome.evidence.importer import Context

LOG = b"2026-01-01T10:00:00Z ERROR payment failed\n" * 3


def read(*paths: Path) -> Collected:
    return gather(paths, Context())


def archive(path: Path, method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as made:
        made.writestr("a.log", LOG)
        made.writestr("b.log", LOG.replace(b"payment", b"search"))
    return path


def spoil(path: Path, place: int) -> Path:
    data = bytearray(path.read_bytes())
    data[place : place + 8] = b"\xff" * 8
    path.write_bytes(data)
    return path


def test_a_pipe_is_said_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.log")
    assert "a pipe, socket or device" in str(read(tmp_path / "pipe.log").problems[0])


def test_a_pipe_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.log")
    (tmp_path / "app.log").write_bytes(LOG)
    assert [e.id for e in read(tmp_path).evidence] == ["app"]


def test_a_name_that_is_too_long_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read(tmp_path / ("a" * 300))


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_member_does_not_hide_the_others(tmp_path: Path, method: int) -> None:
    path = spoil(archive(tmp_path / "a.zip", method), 40)
    collected = read(path)
    assert [e.name for e in collected.evidence] == ["a.zip/b.log"]
    assert collected.problems[0].name == "a.zip/a.log"


def test_a_member_whose_header_differs_does_not_hide_the_others(tmp_path: Path) -> None:
    path = spoil(archive(tmp_path / "a.zip"), 28)
    assert [e.name for e in read(path).evidence] == ["a.zip/b.log"]


def test_a_locked_member_is_said(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip")
    data = bytearray(path.read_bytes())
    data[data.find(b"PK\1\2") + 8] |= 1
    path.write_bytes(data)
    assert "locked with a password" in str(read(path).problems[0])


def test_a_way_of_packing_that_is_unknown_is_said(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip")
    data = bytearray(path.read_bytes())
    data[data.find(b"PK\1\2") + 10] = 99
    path.write_bytes(data)
    assert "cannot be unpacked" in str(read(path).problems[0])


def test_gzip_that_is_damaged_from_its_start_is_not_called_empty(tmp_path: Path) -> None:
    (tmp_path / "a.log.gz").write_bytes(b"\x1f\x8b\x08\x00" + b"\xff" * 40)
    assert "cannot be read" in str(read(tmp_path / "a.log.gz").problems[0])


@pytest.mark.parametrize(
    "time", ["9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59Z", "0001-01-02T00:00:00+14:00"]
)
@pytest.mark.parametrize("name", ["app.log", "app.jsonl", "t.csv", "am.json"])
def test_times_that_cannot_be_reckoned_with_are_passed_over(tmp_path: Path, time: str, name: str) -> None:
    alert = {
        "labels": {"alertname": "X"}, "annotations": {}, "startsAt": time, "endsAt": time, "updatedAt": time,
        "fingerprint": "abc", "status": {"state": "active"}, "receivers": [], "generatorURL": "",
    }  # fmt: skip
    content = {
        "app.log": f"{time} ERROR failed\n" * 3,
        "app.jsonl": (json.dumps({"time": time, "level": "ERROR", "message": "failed"}) + "\n") * 3,
        "t.csv": f"time,text\n{time},hello\n",
        "am.json": json.dumps([alert]),
    }[name]
    (tmp_path / name).write_text(content)
    collected = read(tmp_path / name)
    assert not collected.events
    assert collected.problems


def test_an_end_that_never_comes_does_not_hide_the_beginning(tmp_path: Path) -> None:
    alert = {
        "labels": {"alertname": "X"}, "annotations": {}, "startsAt": "2026-01-01T10:00:00Z",
        "endsAt": "9999-12-31T23:59:59Z", "updatedAt": "2026-01-01T10:00:00Z", "fingerprint": "abc",
        "status": {"state": "active"}, "receivers": [], "generatorURL": "",
    }  # fmt: skip
    (tmp_path / "am.json").write_text(json.dumps([alert]))
    assert [e.time.year for e in read(tmp_path / "am.json").events] == [2026]


def test_many_pieces_of_one_name_get_ids_of_their_own(tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"x{number}" / "pod").mkdir(parents=True)
        (tmp_path / f"x{number}" / "pod" / "app.log").write_bytes(LOG + b"%d\n" % number)
    assert len({e.id for e in read(tmp_path).evidence}) == 60


def test_nothing_in_one_piece_is_said_even_after_problems_of_others(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\0\1\2")
    (tmp_path / "b.csv").write_text("time,text\n")
    assert {p.name for p in read(tmp_path).problems} == {"a.bin", "b.csv"}


def test_what_steers_a_terminal_is_taken_out_of_events_and_names(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m.log").write_text(
        "2026-01-01T10:00:00Z ERROR \x1b[31mpayment\x1b[0m failed \x1b]0;title\x07\u202enow\n" * 3
    )
    collected = read(tmp_path)
    assert [e.text for e in collected.events] == ["payment failed now"]
    assert collected.evidence[0].name == "a.log"


def test_a_name_that_is_no_unicode_can_be_written(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.log")).write_bytes(LOG)
    read(tmp_path).evidence[0].name.encode("utf-8")


def test_a_log_that_lies_in_the_folder_of_its_name_is_of_that_service(tmp_path: Path) -> None:
    for name in ("mail/mail.log", "logs/other.log", "web/web-2.log"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"2026-05-04 10:00:00,000 ERROR [main] a.B - {name} fails\n" * 30)
    found = {e.source: e.service for e in read(tmp_path).events}
    assert found == {"mail": "mail", "other": None, "web-2": "web"}
