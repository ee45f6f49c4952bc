"""Files of a command: whole or not at all, nothing lost, nothing replaced that is no file."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from howcome.cli.main import main
from howcome.errors import HowcomeError, InputError, OutputExists, StaleChange
from howcome.storage import files


def test_a_pipe_without_a_writer_is_empty_and_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert files.read_source(tmp_path / "pipe.md").text == ""


def test_an_endless_device_is_refused_as_too_large() -> None:
    if not Path("/dev/zero").exists():
        pytest.skip("no such device here")
    with pytest.raises(InputError, match="larger than"):
        files.read_source(Path("/dev/zero"))


def test_what_is_no_file_is_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    for write in (lambda: files.replace(pipe, b"x"), lambda: files.write(pipe, b"x", force=True)):
        with pytest.raises(InputError, match="is no file"):
            write()
    assert stat.S_ISFIFO(pipe.lstat().st_mode)


def test_a_folder_is_not_renamed_to_make_room(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(InputError, match="is a folder"):
        files.write(tmp_path / "folder", b"x", force=True)
    assert os.listdir(tmp_path) == ["folder"]


def test_a_link_stays_a_link_and_its_file_is_changed(tmp_path: Path) -> None:
    (tmp_path / "real.md").write_bytes(b"old")
    (tmp_path / "link.md").symlink_to("real.md")
    files.replace(tmp_path / "link.md", b"new")
    assert (tmp_path / "link.md").is_symlink()
    assert (tmp_path / "real.md").read_bytes() == b"new"


def test_the_old_file_stays_where_the_new_one_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.md"
    target.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match="No space left"):
        files.write(target, b"new", force=True)
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {"a.md": b"old"}


def test_with_force_every_old_file_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "a.md"
    for content in (b"1", b"2", b"3"):
        files.write(target, content, force=True)
    assert sorted(p.read_bytes() for p in tmp_path.iterdir()) == [b"1", b"2", b"3"]
    assert target.read_bytes() == b"3"


def test_of_two_that_write_a_new_file_at_once_one_is_refused(tmp_path: Path) -> None:
    refused: list[Exception] = []

    def write(number: int) -> None:
        try:
            files.write(tmp_path / "a.md", b"%d" % number)
        except OutputExists as error:
            refused.append(error)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 7


def test_a_text_that_changed_since_it_was_read_is_left_alone(tmp_path: Path) -> None:
    from howcome.text import Source

    target = tmp_path / "a.md"
    target.write_bytes(b"theirs")
    with pytest.raises(StaleChange):
        files.update(target, Source.from_bytes(b"read before"), Source.from_bytes(b"mine"))
    assert target.read_bytes() == b"theirs"


def test_no_change_is_lost_when_many_are_made_at_once(tmp_path: Path) -> None:
    target = tmp_path / "a.md"
    target.write_text("# A\n\n## Action Items\n\n" + "".join(f"- [ ] Do {n} ^a{n}\n" for n in range(6)))
    calls = [
        subprocess.Popen([sys.executable, "-m", "howcome", "set", str(target), f"a{n}", "owner", f"Owner{n}"])
        for n in range(6)
    ]
    assert [c.wait() for c in calls] == [0] * 6
    text = target.read_text()
    assert all(f"owner: Owner{n}" in text for n in range(6))


@pytest.mark.parametrize("call", [["check"], ["show"], ["draft"], ["new"]])
def test_a_name_that_the_system_refuses_is_one_line(
    call: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*call, "a" * 300]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_errors_name_the_file_that_was_asked_for(tmp_path: Path) -> None:
    with pytest.raises(HowcomeError, match=r"x\.md: cannot be written: No such file or directory"):
        files.write(tmp_path / "missing" / "x.md", b"")


def howcome(words: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -m howcome {words}'],
        capture_output=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip


def test_words_never_go_into_the_result_when_standard_error_is_closed() -> None:
    assert howcome("show no-such-file 2>&-").stdout == b""


def test_a_closed_standard_output_is_one_line() -> None:
    done = howcome("explain list >&-")
    assert done.returncode == 2
    assert b"standard output is closed" in done.stderr


def test_help_can_be_read_where_the_terminal_knows_ascii_only() -> None:
    assert howcome("--help", PYTHONIOENCODING="ascii").returncode == 0


def test_a_full_disk_behind_standard_output_is_one_line() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no such device here")
    done = howcome("explain list >/dev/full")
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_text_that_is_not_utf_8_is_named_rather_than_read_as_nothing(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.md").write_bytes("# A\n\n## Timeline\n".encode(encoding))
    with pytest.raises(InputError, match="UTF-16"):
        files.read_source(tmp_path / "a.md")


def test_a_binary_file_is_not_changed(tmp_path: Path) -> None:
    target = tmp_path / "a.png"
    target.write_bytes(b"PNG\r\n\0" + bytes(range(1, 256)))
    assert main(["set", str(target), "head", "title", "x"]) == 2
    assert target.read_bytes() == b"PNG\r\n\0" + bytes(range(1, 256))


def test_a_message_steers_no_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# A \x1b[31mred\x1b[0m\n\n## Summary\n\nIt \x1b]0;x\x07failed.\n")
    assert b"\x1b" not in howcome(f"message --audience engineering '{tmp_path / 'a.md'}'").stdout


@pytest.mark.parametrize("time", ["9999-12-31T23:59:59-14:00", "9999-12-31", "0002-01-01", "yesterday"])
def test_a_time_that_cannot_be_reckoned_with_is_one_line(
    time: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "app.log").write_text("2026-01-01T10:00:00Z ERROR failed\n" * 3)
    assert main(["draft", str(tmp_path), "--from", time]) == 2
    assert "is no time" in capsys.readouterr().err
