"""Evidence that is kept: names of uploads stay inside, the same bytes lie there once, and every piece is found."""

from __future__ import annotations

import hashlib
import resource
import threading
import time
import zipfile
from pathlib import Path

import pytest

from howcome.evidence.discovery import MOST_MEMBERS, discover
from howcome.evidence.gather import gather
from howcome.evidence.importer import Context
from howcome.evidence.model import Problem
from howcome.storage.evidence import EvidenceFolder, staged_path
from howcome.storage.texts import NameRefused, NoSuchText, StoreRefuses

SHA = hashlib.sha256(b"a piece").hexdigest()


@pytest.fixture
def evidence(tmp_path: Path) -> EvidenceFolder:
    return EvidenceFolder(tmp_path / ".evidence")


def staged(tmp_path: Path, name: str = "one", **files: str) -> Path:
    folder = tmp_path / "uploads" / name
    folder.mkdir(parents=True)
    for file, words in (files or {"alerts": "[]"}).items():
        (folder / f"{file}.json").write_text(words, "utf-8")
    return folder


REFUSED = {
    "empty": "",
    "parent": "../x",
    "below": "a/../../x",
    "windows": "..\\..\\x",
    "nul": "a\0b",
    "drive": "C:x",
    "deep": "/".join("x" * 30),
    "long": "x" * 300,
    "long-path": "/".join(["🚨" * 45] * 20),
    "no-utf-8": "caf\udce9",
    "root": "/",
    "dots": "./.",
    "line-end": "a\nb",
}


@pytest.mark.parametrize("name", REFUSED.values(), ids=REFUSED)
def test_an_upload_cannot_climb_out_of_its_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(NameRefused):
        staged_path(tmp_path, name)


@pytest.mark.parametrize(
    ("name", "below"),
    [
        ("alerts.json", "alerts.json"),
        ("/etc/passwd", "etc/passwd"),
        ("//server/share", "server/share"),
        ("slack\\general\\2026.json", "slack/general/2026.json"),
        ("export 🚨/what (1).json", "export 🚨/what (1).json"),
    ],
    ids=["plain", "absolute", "share", "windows", "words"],
)
def test_other_names_stay_below_it(tmp_path: Path, name: str, below: str) -> None:
    assert staged_path(tmp_path, name) == tmp_path / below


def test_what_is_kept_is_found_by_the_hash_of_each_piece(evidence: EvidenceFolder, tmp_path: Path) -> None:
    upload = evidence.keep(staged(tmp_path), [(SHA, "alerts.json", "alertmanager")])
    found = evidence.find(SHA)
    assert (found.name, found.kind, found.upload) == ("alerts.json", "alertmanager", upload)
    assert evidence.has(SHA)
    assert (evidence.folder / ".gitignore").read_text("utf-8") == "*\n"


def test_the_same_bytes_twice_lie_there_once(evidence: EvidenceFolder, tmp_path: Path) -> None:
    first = evidence.keep(staged(tmp_path, "one"), [(SHA, "alerts.json", "alertmanager")])
    second = evidence.keep(staged(tmp_path, "two"), [(SHA, "alerts.json", "alertmanager")])
    assert first == second
    assert [p.name for p in first.iterdir()] == ["alerts.json"]
    assert list((tmp_path / "uploads").iterdir()) == []


def test_the_same_words_under_another_name_are_another_upload(
    evidence: EvidenceFolder, tmp_path: Path
) -> None:
    first = evidence.keep(staged(tmp_path, "one", a="[]"), [])
    second = evidence.keep(staged(tmp_path, "two", b="[]"), [])
    assert first != second


def test_two_who_keep_the_same_at_once_keep_it_once(evidence: EvidenceFolder, tmp_path: Path) -> None:
    folders = [staged(tmp_path, f"n{n}", **{f"f{i}": "[]" for i in range(40)}) for n in range(6)]
    kept: list[Path] = []
    threads = [threading.Thread(target=lambda f=f: kept.append(evidence.keep(f, []))) for f in folders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept) == 6
    assert len(set(kept)) == 1
    assert all(p.is_file() for p in kept[0].iterdir()), "one upload went into the other"


def test_evidence_that_is_gone_before_it_is_kept_is_a_clear_word(
    evidence: EvidenceFolder, tmp_path: Path
) -> None:
    with pytest.raises(StoreRefuses, match="not there any more"):
        evidence.keep(tmp_path / "nowhere", [])


@pytest.mark.parametrize("sha", ["", "x", "../../etc/passwd", SHA.upper(), SHA + "\n", SHA[:-1]])
def test_what_is_no_hash_finds_nothing(evidence: EvidenceFolder, sha: str) -> None:
    assert not evidence.has(sha)
    with pytest.raises(NoSuchText):
        evidence.find(sha)


@pytest.mark.parametrize(
    "pointer",
    [b"", b"[]", b"{}", b"\xff", b'{"in": "../..", "name": "x", "kind": "y"}', b"[" * 100_000, b"null"],
    ids=["empty", "list", "no-keys", "no-utf-8", "climbs", "deep", "null"],
)
def test_a_pointer_that_was_tampered_with_leads_nowhere(evidence: EvidenceFolder, pointer: bytes) -> None:
    evidence.folder.mkdir()
    (evidence.folder / f"{SHA}.json").write_bytes(pointer)
    with pytest.raises(NoSuchText):
        evidence.find(SHA)


def test_names_in_an_archive_are_only_names(tmp_path: Path) -> None:
    path = tmp_path / "in" / "slip.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        for name in ("../../slipped.log", "/slipped.log", "..\\slipped.log", "C:\\slipped.log"):
            archive.writestr(name, "2026-11-20T14:02:00Z ERROR pool exhausted\n")
    before = sorted(p.name for p in tmp_path.rglob("*"))
    found = gather([path.parent], Context(zones={}, zone=None))
    assert sorted(p.name for p in tmp_path.rglob("*")) == before
    assert len(found.evidence) + len(found.problems) >= 1


def test_two_members_of_one_name_are_both_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "twice.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("app.log", "2026-11-20T14:02:00Z ERROR first\n")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("app.log", "2026-11-20T14:03:00Z ERROR second\n")
    found = gather([path], Context(zones={}, zone=None))
    assert found.evidence


def test_a_hundred_thousand_small_files_in_an_archive_are_looked_at_within_bounds(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(100_000):
            archive.writestr(zipfile.ZipInfo(f"pictures/{n:06}.bin"), b"")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.perf_counter()
    count = sum(1 for _ in discover([path]))
    took = time.perf_counter() - begun
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert count == 100_000
    assert took < 60, took
    assert grown < 400 << 10, f"{grown} KiB more"


def test_an_archive_with_too_many_members_is_a_problem_not_a_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("howcome.evidence.discovery.MOST_MEMBERS", 10)
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for n in range(20):
            archive.writestr(f"{n}.log", "x")
    assert MOST_MEMBERS > 100_000
    assert any(isinstance(find, Problem) for find in discover([path]))
