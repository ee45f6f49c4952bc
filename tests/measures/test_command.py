"""The command and its page."""

from __future__ import annotations

from pathlib import Path

import pytest
from measures.__main__ import main
from measures.page import write
from measures.tables import percent, table


def test_an_unknown_part_ends_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["speed"]) == 2
    assert "sentences, defects, published" in capsys.readouterr().err


def test_published_documents_need_a_folder(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["published"]) == 2
    assert "--documents" in capsys.readouterr().err
    assert main(["published", "--dry-run", "--documents", str(tmp_path)]) == 2


def test_a_dry_run_prints_and_writes_nothing(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_text("It was human error, as so often.\n", encoding="utf-8")
    monkeypatch.setattr("measures.page.write", lambda parts: pytest.fail("written"))
    assert main(["published", "--dry-run", "--documents", str(tmp_path), "--sample-findings", "1"]) == 0
    said = capsys.readouterr().out
    assert "Published documents" in said and "human error" in said


def test_a_run_writes_its_parts_and_keeps_the_others(tmp_path: Path) -> None:
    path = tmp_path / "quality.md"
    write({"defects": "first"}, path)
    write({"sentences": "second"}, path)
    write({"defects": "third"}, path)
    text = path.read_text(encoding="utf-8")
    assert text.index("second") < text.index("third")
    assert "first" not in text and text.count("<!-- end -->") == 2


def test_tables_are_aligned() -> None:
    said = table(("name", "n"), [("a", 1), ("bcd", 12)])
    assert len({len(line) for line in said.splitlines()}) == 1
    assert "--:" in said
    assert percent(0.934) == "93.4 %"
