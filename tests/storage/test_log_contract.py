"""What every live log promises. A new log is one more parameter of `opened`, which opens the same log again."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from howcome.storage.log import Epoch, LiveLog, NewUpdate, NewVersion, Saved
from howcome.storage.sqlite_log import LogTooNew, SqliteLog
from howcome.storage.texts import NoSuchText, StoreRefuses

Opened = Callable[[], LiveLog]
LOGS: dict[str, Callable[[Path], LiveLog]] = {"sqlite": lambda folder: SqliteLog(folder / "live.db")}


@pytest.fixture(params=LOGS, ids=list(LOGS))
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opened]:
    made: list[LiveLog] = []

    def open_it() -> LiveLog:
        made.append(LOGS[request.param](tmp_path))
        return made[-1]

    yield open_it
    for log in made:
        log.close()


@pytest.fixture
def log(opened: Opened) -> LiveLog:
    return opened()


def epoch(id: str = "e1", name: str = "checkout", branch: str = "main", text: bytes = b"text") -> Epoch:
    return Epoch(id, name, branch, b"seed", Saved(text, b"seed"))


def typed(*words: str) -> list[NewUpdate]:
    return [NewUpdate(w.encode(), "Ada", "typing") for w in words]


def version(text: bytes, name: str = "checkout", why: str = "a pause") -> NewVersion:
    return NewVersion(name, "e1", ("Ada", "Björn 🚨"), why, text)


def data(log: LiveLog, id: str = "e1", after: int = 0) -> list[bytes]:
    return [u.data for u in log.updates(id, after)]


# Epochs


def test_what_begins_is_what_is_current(log: LiveLog) -> None:
    assert log.current("checkout", "main") is None
    assert log.begin(epoch()) == epoch()
    assert log.current("checkout", "main") == epoch()
    assert log.epoch("e1") == epoch()
    assert log.epoch("unknown") is None


def test_who_begins_second_gets_the_first(log: LiveLog) -> None:
    log.begin(epoch("e1"))
    assert log.begin(epoch("e2", text=b"another")).epoch == "e1"
    assert log.epoch("e2") is None


def test_each_branch_has_an_epoch_of_its_own(log: LiveLog) -> None:
    log.begin(epoch("e1", branch="main"))
    log.begin(epoch("e2", branch="side"))
    log.append("e1", typed("on main"))
    log.append("e2", typed("on side"))
    assert data(log, "e1") == [b"on main"]
    assert data(log, "e2") == [b"on side"]
    assert [e.epoch for b in ("main", "side") if (e := log.current("checkout", b))] == ["e1", "e2"]


def test_an_epoch_that_ended_can_be_read_and_another_begins(log: LiveLog) -> None:
    log.begin(epoch("e1"))
    log.append("e1", typed("a"))
    log.end("e1", "a test")
    assert log.current("checkout", "main") is None
    ended = log.epoch("e1")
    assert ended is not None
    assert ended.ended == "a test"
    assert data(log) == [b"a"]
    assert log.begin(epoch("e2")).epoch == "e2"
    log.end("e1", "another reason")
    assert (log.epoch("e1") or epoch()).ended == "a test"


# Updates


def test_updates_come_back_in_order_with_who_and_what(log: LiveLog) -> None:
    log.begin(epoch())
    log.append("e1", [NewUpdate(b"\x00\xff", "Björn 🚨", "form"), NewUpdate(b"", "", "file")])
    log.append("e1", typed("c"))
    found = log.updates("e1")
    assert [(u.data, u.who, u.what) for u in found] == [
        (b"\x00\xff", "Björn 🚨", "form"),
        (b"", "", "file"),
        (b"c", "Ada", "typing"),
    ]
    assert [u.id for u in found] == sorted({u.id for u in found})


def test_the_number_of_the_last_is_given_and_what_comes_after_it_can_be_asked_for(log: LiveLog) -> None:
    log.begin(epoch())
    last = log.append("e1", typed("a", "b"))
    assert log.updates("e1")[-1].id == last
    assert log.append("e1", []) == last
    log.append("e1", typed("c"))
    assert data(log, after=last) == [b"c"]


def test_of_updates_all_are_logged_or_none(log: LiveLog) -> None:
    log.begin(epoch())
    bad = NewUpdate(b"b", None, "typing")  # type: ignore[arg-type]
    with pytest.raises(Exception, match="NOT NULL"):
        log.append("e1", [*typed("a"), bad])
    assert data(log) == []
    log.append("e1", typed("after"))
    assert data(log) == [b"after"]


def test_updates_of_no_epoch_are_refused(log: LiveLog) -> None:
    with pytest.raises(Exception, match="FOREIGN KEY"):
        log.append("unknown", typed("a"))


def test_what_was_acknowledged_is_there_when_the_log_is_opened_again(opened: Opened) -> None:
    log = opened()
    log.begin(epoch())
    log.append("e1", typed("a"))
    log.sync()
    log.close()
    assert data(opened()) == [b"a"]


def test_many_threads_append_and_no_update_is_lost_or_torn(log: LiveLog) -> None:
    for n in range(8):
        log.begin(epoch(f"e{n}", name=f"d{n}"))
    failed: list[BaseException] = []

    def write(n: int) -> None:
        try:
            for i in range(60):
                log.append(f"e{n}", typed(f"{i}a", f"{i}b"))
                if i % 20 == 0:
                    log.sync()
                    log.checkpoint(f"e{n}", 0, b"seed", version(f"{i}".encode(), f"d{n}"))
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    for n in range(8):
        assert data(log, f"e{n}") == [w for i in range(60) for w in (f"{i}a".encode(), f"{i}b".encode())]


# Saving, checkpoints, versions


def test_what_the_file_holds_and_what_it_was_about_to_hold_are_two_things(log: LiveLog) -> None:
    log.begin(epoch())
    log.mark_saving("e1", Saved(b"new", b"state"))
    known = log.epoch("e1")
    assert known is not None
    assert (known.saved, known.saving) == (Saved(b"text", b"seed"), Saved(b"new", b"state"))
    log.mark_saved("e1", Saved(b"new", b"state"))
    known = log.epoch("e1")
    assert known is not None
    assert (known.saved, known.saving) == (Saved(b"new", b"state"), None)


def test_a_checkpoint_takes_the_place_of_its_updates_and_of_no_later_one(log: LiveLog) -> None:
    log.begin(epoch())
    upto = log.append("e1", typed("a", "b"))
    log.append("e1", typed("c"))
    kept = log.checkpoint("e1", upto, b"a and b", version(b"ab"))
    known = log.epoch("e1")
    assert known is not None
    assert (known.snapshot, known.upto) == (b"a and b", upto)
    assert data(log) == [b"c"]
    assert kept in log.versions("checkout")
    assert log.checkpoint("e1", upto, b"again", None) is None


def test_numbers_are_not_used_again_after_a_checkpoint(opened: Opened) -> None:
    log = opened()
    log.begin(epoch())
    upto = log.append("e1", typed("a"))
    log.checkpoint("e1", upto, b"a", None)
    log.close()
    assert opened().append("e1", typed("b")) > upto


def test_a_text_is_not_kept_twice_in_a_row(log: LiveLog) -> None:
    first = log.keep(version(b"one"))
    assert log.keep(version(b"one", why="again")) == first
    log.keep(version(b"two"))
    log.keep(version(b"one", why="it came back"))
    assert [v.why for v in log.versions("checkout")] == ["it came back", "a pause", "a pause"]


def test_a_version_says_who_why_and_what(log: LiveLog) -> None:
    kept = log.keep(version("é 🚨\r\n".encode() + b"\xff"))
    (found,) = log.versions("checkout")
    assert found == kept
    assert (found.who, found.why, found.size) == (("Ada", "Björn 🚨"), "a pause", 10)
    assert log.version_text(kept.id) == "é 🚨\r\n".encode() + b"\xff"
    with pytest.raises(NoSuchText):
        log.version_text(kept.id + 1)


# Names


def test_a_rename_takes_updates_and_versions_along(log: LiveLog) -> None:
    log.begin(epoch())
    log.append("e1", typed("a"))
    log.keep(version(b"one"))
    log.rename("checkout", "other", "main")
    assert log.current("checkout", "main") is None
    known = log.current("other", "main")
    assert known is not None
    assert known.epoch == "e1"
    assert [v.name for v in log.versions("other")] == ["other"]
    assert log.versions("checkout") == []


def test_a_rename_onto_a_name_with_versions_keeps_both_histories(log: LiveLog) -> None:
    log.begin(epoch("e1", "checkout"))
    log.begin(epoch("e2", "other"))
    log.keep(version(b"theirs", "other"))
    log.keep(version(b"ours", "checkout"))
    log.rename("checkout", "other", "main")
    assert {log.version_text(v.id) for v in log.versions("other")} == {b"theirs", b"ours"}
    known, before = log.current("other", "main"), log.epoch("e2")
    assert known is not None
    assert before is not None
    assert known.epoch == "e1"
    assert before.ended == "renamed over"


def test_a_rename_on_one_branch_leaves_what_waits_on_another(log: LiveLog) -> None:
    log.begin(epoch("e1", branch="main"))
    log.begin(epoch("e2", branch="side"))
    log.append("e2", typed("not saved yet"))
    log.rename("checkout", "other", "main")
    waiting = log.current("checkout", "side")
    assert waiting is not None
    assert waiting.epoch == "e2"


# What SQLite does besides


def test_a_log_of_a_later_howcome_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "live.db"
    db = sqlite3.connect(path)
    db.execute("create table future (x)")
    db.execute("pragma user_version=999")
    db.close()
    before = path.read_bytes()
    with pytest.raises(LogTooNew, match="later howcome"):
        SqliteLog(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("raw", [b"no database at all" * 500, b"\0" * 5000], ids=["words", "zeros"])
def test_a_corrupt_log_is_refused_in_words_and_never_overwritten(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "live.db"
    path.write_bytes(raw)
    with pytest.raises(StoreRefuses, match="cannot be used") as refused:
        SqliteLog(path)
    assert "move it away" in str(refused.value.hint)
    assert path.read_bytes() == raw


def test_a_folder_in_the_logs_place_is_refused(tmp_path: Path) -> None:
    (tmp_path / "live.db").mkdir()
    with pytest.raises(StoreRefuses):
        SqliteLog(tmp_path / "live.db")


def test_a_damaged_entry_is_said_in_words(tmp_path: Path) -> None:
    log = SqliteLog(tmp_path / "live.db")
    log.begin(epoch())
    kept = log.keep(version(b"one"))
    db = sqlite3.connect(log.path)
    db.execute("update epochs set snapshot=x'00'")
    db.execute("update versions set text=x'00'")
    db.commit()
    db.close()
    with pytest.raises(StoreRefuses, match="cannot be read"):
        log.current("checkout", "main")
    with pytest.raises(StoreRefuses, match="cannot be read"):
        log.version_text(kept.id)
    log.close()


_KILLED = """
import os, signal, sqlite3, subprocess, sys
from pathlib import Path
from howcome.storage.log import Epoch, NewUpdate, Saved
from howcome.storage.sqlite_log import SqliteLog
path = Path(sys.argv[1])
log = SqliteLog(path)
log.begin(Epoch("e1", "checkout", "", b"", Saved(b"", b"")))
log.append("e1", [NewUpdate(b"before", "", "")])
log.sync()
reader = "import sqlite3, sys; db = sqlite3.connect(sys.argv[1]); db.execute('select * from updates'); db.close()"
subprocess.run([sys.executable, "-c", reader, str(path)], check=True)
log.append("e1", [NewUpdate(b"after", "", "")])
log.sync()
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_program_that_looks_into_the_log_meanwhile_costs_no_update(tmp_path: Path) -> None:
    """A handle of the database that is closed here drops this process's locks; the reader, ending, would then
    think itself the last one and take the write-ahead log away."""
    path = tmp_path / "live.db"
    ended = subprocess.run([sys.executable, "-c", _KILLED, str(path)], check=False, capture_output=True)
    assert ended.returncode == -9, ended.stderr
    log = SqliteLog(path)
    assert data(log) == [b"before", b"after"]
    log.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mount = shutil.which("mount")
    made = mount and subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(place)], check=False, capture_output=True
    )
    if not made or made.returncode:
        pytest.skip("a small disk can be mounted by root alone")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def test_on_a_full_disk_nothing_has_changed_and_it_goes_on_when_there_is_room(small_disk: Path) -> None:
    log = SqliteLog(small_disk / "live.db")
    log.begin(epoch())
    acknowledged: list[bytes] = []

    def fill() -> None:
        for n in range(100):
            word = bytes([n]) * 20_000
            log.append("e1", [NewUpdate(word, "Ada", "typing")])
            acknowledged.append(word)

    with pytest.raises(StoreRefuses, match="cannot be written"):
        fill()
    assert 0 < len(acknowledged) < 100
    assert data(log) == acknowledged
    subprocess.run(["mount", "-o", "remount,size=4m", str(small_disk)], check=True)
    log.append("e1", typed("there is room"))
    log.close()
    again = SqliteLog(small_disk / "live.db")
    assert data(again) == [*acknowledged, b"there is room"]
    again.close()


def test_a_sync_that_fails_is_said_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = SqliteLog(tmp_path / "live.db")
    log.begin(epoch())
    synced = []

    def fails(handle: int) -> None:
        synced.append(handle)
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("howcome.storage.sqlite_log.os.fsync", fails)
    for _ in range(2):
        with pytest.raises(StoreRefuses, match="cannot be synced"):
            log.sync()
    assert len(synced) == 2
    monkeypatch.undo()
    log.sync()
    log.sync()
    log.close()
