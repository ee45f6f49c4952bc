"""Published documents are counted; what they say stays with them."""

from __future__ import annotations

from pathlib import Path

import pytest
from measures.published.counting import count, count_all, drawn
from measures.published.report import report, shown

from howcome.errors import UsageError

TEXT = """\
# Outage

## Summary

The queue of the zebra team was full for an hour. The cause was human error. Then it was empty.

- 14:02 The alert fired at the desk
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "deep").mkdir()
    (tmp_path / "one.md").write_text(TEXT, encoding="utf-8")
    (tmp_path / "deep" / "two.txt").write_bytes(b"Nothing to see in this document.\n\xff\n")
    (tmp_path / "picture.png").write_bytes(b"")
    return tmp_path


def test_sentences_and_those_that_are_flagged_are_counted(folder: Path) -> None:
    counted = count(folder / "one.md")
    assert (counted.sentences, counted.flagged) == (4, 1)
    assert any(f.category == "human-error" for f in counted.flags)


def test_all_documents_below_a_folder_are_read(folder: Path) -> None:
    assert [c.path.name for c in count_all(folder)] == ["two.txt", "one.md"]


def test_a_folder_without_documents_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no documents"):
        count_all(tmp_path)


def test_the_page_holds_counts_and_no_words(folder: Path) -> None:
    page = report(count_all(folder))
    assert "human-error" in page and "one in" in page
    assert "zebra" not in page and "one.md" not in page


def test_findings_are_drawn_by_chance_and_the_same_for_a_seed(folder: Path) -> None:
    counted = count_all(folder)
    assert drawn(counted, 2, 7, blame_only=False) == drawn(counted, 2, 7, blame_only=False)
    assert all(f.category for _, f in drawn(counted, 9, 1, blame_only=True))
    assert "zebra" in shown(drawn(counted, 9, 1, blame_only=True))
