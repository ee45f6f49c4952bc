"""Each benchmark says what it measures and can be run; none of their figures is a test."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from itertools import islice
from pathlib import Path

import pytest
from benchmarks.__main__ import machine, main, measure, names
from benchmarks.support import logs, process
from benchmarks.support.rows import Row, at_least, at_most, skipped, table
from benchmarks.support.texts import postmortem

from howcome.document import Document


@pytest.mark.parametrize("name", names())
def test_a_benchmark_says_what_it_measures_and_can_be_run(name: str) -> None:
    module = import_module(f"benchmarks.{name}")
    assert (module.__doc__ or "").strip()
    assert callable(getattr(module, "run", None) or getattr(module, "main", None))
    assert len(Path(module.__file__ or "").read_text(encoding="utf-8").splitlines()) < 160


def test_parsing_is_measured_in_rows_with_a_target() -> None:
    from benchmarks.parsing import run

    rows = run(small=2_000, large=4_000, runs=1)
    assert all(isinstance(row, Row) and row.figure and row.figure > 0 for row in rows)
    assert rows[0].target == "≤ 50 ms"


def test_a_child_is_measured_by_its_own_memory_and_not_by_ours() -> None:
    held = bytearray(200 << 20)
    took = process.run(process.python("-I", "-S", "-c", "raise SystemExit(3)"))
    assert len(held) and took.peak < 100 and took.status == 3 and took.seconds > 0


def test_a_missed_target_is_marked() -> None:
    rows = [at_most("slow", 2, "s", 1), at_least("fast", 2, "MB/s", 1), skipped("other", "not installed")]
    said = table(rows)
    assert "**missed**" in said and "| yes" in said and "skipped: not installed" in said
    assert len({len(line) for line in said.splitlines()}) == 1


def test_one_that_fails_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    from benchmarks import parsing

    def fail() -> list[Row]:
        raise OSError("no space left")

    monkeypatch.setattr(parsing, "run", fail)
    rows, _ = measure("parsing")
    assert rows[0].figure is None and "no space left" in rows[0].unit


def test_an_unknown_name_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["no-such"]) == 2
    assert "parsing" in capsys.readouterr().err


def test_the_machine_is_told_without_its_name() -> None:
    import platform

    assert "cores" in machine() and platform.node() not in machine().split()


def test_the_invented_postmortem_has_the_size_asked_for_and_reads_without_problems() -> None:
    text = postmortem(20_000)
    document = Document.parse(text)
    assert 18_000 < len(text.encode()) < 24_000
    assert document.timeline and document.causes and document.actions and document.measures
    assert document.problems == ()


@pytest.mark.parametrize("line", [logs.access, logs.json_line])
def test_invented_logs_are_the_same_each_time_and_of_the_size_asked_for(
    line: logs.Line, tmp_path: Path
) -> None:
    one = logs.write(tmp_path / "one.log", line, 60_000, 1)
    other = logs.write(tmp_path / "other.log", line, 60_000, 1)
    assert one.read_bytes() == other.read_bytes()
    assert 54_000 < one.stat().st_size < 66_000
    assert len(set(islice(logs._lines(line, timedelta(seconds=1)), 50))) == 50
