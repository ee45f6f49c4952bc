"""A git repository as evidence: what is read of it, and that nothing in it is run."""

from __future__ import annotations

import os
import subprocess
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from howcome.evidence.discovery import Find, discover
from howcome.evidence.importer import Context, File, Unreadable
from howcome.evidence.importers.git import importer
from howcome.evidence.model import Event, Person, Record

DAY = "2026-03-0{} 10:00:00 +0100"


class Repository:
    """A small repository with fixed names and times; hands out what the importer reads of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *words: str, day: int = 1, author: str = "Robin Kestrel") -> str:
        when = DAY.format(day)
        env = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")} | {
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": author,
            "GIT_AUTHOR_EMAIL": "a@example.com",
            "GIT_AUTHOR_DATE": "2026-02-01 08:00:00 +0100",
            "GIT_COMMITTER_NAME": "Forge",
            "GIT_COMMITTER_EMAIL": "forge@example.com",
            "GIT_COMMITTER_DATE": when,
        }
        done = subprocess.run(["git", *words], cwd=self.path, env=env, check=True, capture_output=True)
        return done.stdout.decode().strip()

    def commit(self, message: str, day: int = 1, author: str = "Robin Kestrel", **files: str) -> str:
        for name, text in files.items():
            (self.path / name).write_text(text, "utf-8")
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", message, day=day, author=author)
        return self.git("rev-parse", "HEAD")

    def read(self, context: Context | None = None) -> list[Record]:
        (find,) = discover([self.path])
        assert isinstance(find, Find)
        assert find.importer is importer
        assert find.folder is not None
        return list(importer.read_part(find.folder, find.part, "repo", context or Context()))

    def events(self, context: Context | None = None) -> list[Event]:
        return [r for r in self.read(context) if isinstance(r, Event)]


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "parcel-api")


def test_a_commit_is_a_change_at_the_time_when_it_entered(repository: Repository) -> None:
    sha = repository.commit(
        "Sort parcels (#87)\n\nHeavy ones\nfirst.", day=2, **{"größe.py": "1", "b.py": "2"}
    )
    person, event = repository.read()
    assert person == Person(("Robin Kestrel",), "a@example.com")
    assert isinstance(event, Event)
    assert event.time == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert event.address == f"repo#{sha}"
    assert event.text == f"Commit {sha[:10]}: Sort parcels (#87)"
    assert (event.signal, event.reference, event.service) == ("merged", "#87", "parcel-api")
    assert event.details == {"body": "Heavy ones first.", "files": "b.py, größe.py"}


def test_all_branches_are_read_and_a_stash_is_not(repository: Repository) -> None:
    repository.commit("One", day=1, a="1")
    repository.git("checkout", "-q", "-b", "hotfix")
    repository.commit("Two", day=2, a="2")
    repository.git("checkout", "-q", "main")
    (repository.path / "a").write_text("3")
    repository.git("stash", day=3)
    assert [e.text.partition(": ")[2] for e in repository.events()] == ["Two", "One"]


def test_merges_and_reverts_are_told_apart(repository: Repository) -> None:
    first = repository.commit("Sort parcels", day=1, a="1")
    repository.git("checkout", "-q", "-b", "topic")
    repository.commit("Weigh", day=2, b="1")
    repository.git("checkout", "-q", "main")
    repository.git("merge", "-q", "--no-ff", "-m", "Take weighing in", "topic", day=3)
    repository.git("revert", "--no-edit", first, day=4)
    events = repository.events()
    assert [e.signal for e in events] == ["reverted", "merged", "committed", "committed"]
    assert events[0].details["revert"] == "Sort parcels"
    assert events[0].details["reverts"] == first[:10]


def test_what_lies_long_before_the_wanted_time_is_left_out(repository: Repository) -> None:
    repository.commit("First of March", day=1)
    repository.commit("Ninth of March", day=9)
    after = Context(since=datetime(2026, 4, 15, tzinfo=UTC))
    before = Context(until=datetime(2026, 3, 5, tzinfo=UTC))
    assert [e.text[-14:] for e in repository.events(after)] == ["Ninth of March"]
    assert [e.text[-14:] for e in repository.events(before)] == ["First of March"]


def test_strange_names_of_files_and_people_stay_single_lines(repository: Repository) -> None:
    repository.commit("Odd", author="Robin\tKestrel", **{"a\nb": "1", "\x01commit": "2"})
    _, event = repository.read()
    assert isinstance(event, Event)
    assert event.actors == ("Robin Kestrel",)
    assert "a b" in event.details["files"]


def test_a_repository_without_commits_says_nothing(repository: Repository) -> None:
    assert repository.read() == []


def test_a_worktree_whose_git_is_a_file_is_read(repository: Repository, tmp_path: Path) -> None:
    repository.commit("One")
    repository.git("worktree", "add", "-q", str(tmp_path / "hotfix"), "-b", "hotfix")
    (find,) = discover([tmp_path / "hotfix"])
    assert isinstance(find, Find)
    assert find.folder is not None
    assert len(list(importer.read_part(find.folder, find.part, "s", Context()))) == 2


def test_nothing_of_a_repository_is_run(repository: Repository, tmp_path: Path) -> None:
    repository.commit("One", **{"a.bin": "1", ".gitattributes": "*.bin diff=evil filter=evil"})
    repository.commit("Two", **{"a.bin": "2"})
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    blob = repository.git("rev-parse", "HEAD^{tree}")
    with (repository.path / ".git" / "config").open("a") as config:
        config.write(
            f"""
[core]
    fsmonitor = {trap}
    pager = {trap}
    hooksPath = {tmp_path}
    sshCommand = {trap}
    alternateRefsCommand = {trap}
[pager]
    log = {trap}
[diff]
    external = {trap}
[diff "evil"]
    textconv = {trap}
    command = {trap}
[filter "evil"]
    smudge = {trap}
    process = {trap}
[log]
    showSignature = true
[gpg]
    program = {trap}
[extensions]
    partialClone = origin
[remote "origin"]
    url = ext::{trap}
    promisor = true
    uploadpack = {trap}
[protocol "ext"]
    allow = always
"""
        )
    (repository.path / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(Unreadable, match="git cannot read this repository"):
        repository.read()
    assert not (tmp_path / "sprung").exists()


def test_a_broken_repository_gives_a_clear_word_and_no_other_repository(repository: Repository) -> None:
    repository.commit("The outer one")
    inner = repository.path / "inner"
    (inner / ".git").mkdir(parents=True)
    (inner / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    (inner / ".git" / "config").write_text("")
    (find,) = discover([inner])
    assert isinstance(find, Find)
    assert find.folder is not None
    with pytest.raises(Unreadable, match="git cannot read this repository: not a git repository"):
        list(importer.read_part(find.folder, find.part, "s", Context()))


def test_without_git_the_word_says_so(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Unreadable, match="git is not installed"):
        repository.read()


def test_surroundings_do_not_lead_git_elsewhere(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("Mine")
    other = Repository(tmp_path / "other")
    other.commit("Not mine")
    monkeypatch.setenv("GIT_DIR", str(other.path / ".git"))
    assert [e.text[-4:] for e in repository.events()] == ["Mine"]


def test_a_repository_inside_an_archive_is_not_taken(repository: Repository, tmp_path: Path) -> None:
    repository.commit("One", a="1")
    archive = tmp_path / "evidence.zip"
    with zipfile.ZipFile(archive, "w") as target:
        for path in sorted(repository.path.rglob("*")):
            target.write(path, path.relative_to(tmp_path))
    assert not [f for f in discover([archive]) if isinstance(f, Find) and f.importer is importer]


def test_leaving_early_ends_git(repository: Repository) -> None:
    for day in range(1, 4):
        repository.commit(f"Day {day}", day=day)
    (find,) = discover([repository.path])
    assert isinstance(find, Find)
    assert find.folder is not None
    records = importer.read_part(find.folder, find.part, "s", Context())
    assert isinstance(next(records), Person)
    records.close()  # type: ignore[attr-defined]


def test_a_log_of_another_encoding_or_a_mere_mention_is_not_accepted(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("commit 0123456789abcdef0123456789abcdef01234567 broke it\n\nAuthor: unknown\n")
    assert not importer.accepts(File.at(path))
