"""What every store of texts promises. A new store is one more parameter of `store`, with the few verbs by which
another program reaches its texts."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from howcome.errors import HowcomeError, InputError
from howcome.storage import files, folder
from howcome.storage.folder import FolderTexts
from howcome.storage.texts import NameRefused, NoSuchText, StoreRefuses, TextChanged, TextStore, Unsettled
from howcome.text import Source

TEXT = Source("---\nhowcome: 1\n---\n# Checkout failed\n")


class Folder:
    """A folder of files, and how other programs reach into it."""

    def __init__(self, place: Path) -> None:
        self.place = place
        self.texts: TextStore = FolderTexts(place)

    def bytes_of(self, name: str) -> bytes:
        return (self.place / f"{name}.md").read_bytes()

    def write_behind(self, name: str, raw: bytes) -> None:
        (self.place / f"{name}.md").write_bytes(raw)

    def remove(self, name: str) -> None:
        (self.place / f"{name}.md").unlink()

    def rename(self, old: str, new: str) -> None:
        (self.place / f"{old}.md").rename(self.place / f"{new}.md")


STORES = {"folder": Folder}


@pytest.fixture(params=STORES, ids=list(STORES))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Folder:
    place = tmp_path / "library"
    place.mkdir()
    return STORES[request.param](place)


# What all stores do


def test_what_is_created_is_listed_and_read(store: Folder) -> None:
    made = store.texts.create("checkout", TEXT)
    assert made.source == TEXT
    assert store.texts.read("checkout") == made
    assert list(store.texts.stamps()) == ["checkout"]


def test_a_name_is_created_once(store: Folder) -> None:
    store.texts.create("checkout", TEXT)
    with pytest.raises(NameRefused):
        store.texts.create("checkout", Source("another"))
    assert store.texts.read("checkout").source == TEXT


def test_what_is_not_there_is_said(store: Folder) -> None:
    assert store.texts.stamp("nothing") is None
    with pytest.raises(NoSuchText):
        store.texts.read("nothing")
    with pytest.raises(NoSuchText):
        store.texts.write("nothing", TEXT, TEXT)


def test_a_write_replaces_what_its_writer_had_read(store: Folder) -> None:
    store.texts.create("checkout", TEXT)
    after = Source(TEXT.text + "more\n")
    assert store.texts.write("checkout", after, TEXT).source == after
    assert store.bytes_of("checkout") == after.to_bytes()


def test_a_write_against_another_text_changes_nothing(store: Folder) -> None:
    store.texts.create("checkout", TEXT)
    store.write_behind("checkout", b"somebody else\n")
    with pytest.raises(TextChanged):
        store.texts.write("checkout", Source("mine"), TEXT)
    assert store.bytes_of("checkout") == b"somebody else\n"


@pytest.mark.parametrize(
    "raw",
    [
        b"a\r\nb\r\n",
        b"a\rb\r",
        b"a\r\nb\nc\r",
        b"\xef\xbb\xbf# BOM\n",
        b"caf\xe9 \xff\xfe\n",
        "🚨 é \u202e\n".encode(),
        b"",
        b"no end",
    ],
    ids=["crlf", "cr", "mixed", "bom", "latin-1", "emoji", "empty", "no-end"],
)
def test_all_bytes_are_kept(store: Folder, raw: bytes) -> None:
    store.texts.create("checkout", TEXT)
    store.texts.write("checkout", Source.from_bytes(raw), TEXT)
    assert store.bytes_of("checkout") == raw
    assert store.texts.read("checkout").source.to_bytes() == raw


def test_a_stamp_changes_with_the_text_and_its_identity_stays_when_it_is_renamed(store: Folder) -> None:
    store.texts.create("checkout", TEXT)
    first = store.texts.stamp("checkout")
    assert first is not None
    assert first == store.texts.stamps()["checkout"]
    store.texts.write("checkout", Source(TEXT.text + "longer"), TEXT)
    second = store.texts.stamp("checkout")
    assert second is not None
    assert second != first
    store.rename("checkout", "other")
    assert store.texts.stamps()["other"].identity == second.identity
    assert store.texts.stamp("checkout") is None


def test_a_document_that_is_gone_is_not_listed(store: Folder) -> None:
    store.texts.create("checkout", TEXT)
    store.remove("checkout")
    assert store.texts.stamps() == {}


REFUSED = {
    "empty": "",
    "parent": "..",
    "climbs": "../outside",
    "climbs-below": "a/../../outside",
    "absolute": "/etc/passwd",
    "hidden": ".git/config",
    "hidden-below": "a/.secret",
    "here": "./a",
    "empty-part": "a//b",
    "ends-in-slash": "a/",
    "nul": "a\0b",
    "backslash": "..\\outside",
    "line-end": "a\nb",
    "very-long": "x" * 5000,
    "long-in-bytes": "🚨" * 70,
    "deep": "/".join("abcdefghijklmn"),
    "no-utf-8": "caf\udce9",
    "blank": "  ",
}


@pytest.mark.parametrize("name", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("verb", ["read", "write", "create"])
def test_names_that_climb_out_or_can_be_none_are_refused(store: Folder, name: str, verb: str) -> None:
    call: Callable[[], object] = {
        "read": lambda: store.texts.read(name),
        "write": lambda: store.texts.write(name, TEXT, TEXT),
        "create": lambda: store.texts.create(name, TEXT),
    }[verb]
    with pytest.raises(NameRefused):
        call()
    assert store.texts.stamp(name) is None
    assert store.texts.stamps() == {}


@pytest.mark.parametrize(
    "name",
    [
        "2026/11/checkout",
        "what happened?",
        "50% & more",
        "a#b",
        "a+b",
        "a:b",
        "🚨 é",
        "v1.2",
        "x.txt",
        "עברית",
    ],
)
def test_names_that_people_give_are_kept(store: Folder, name: str) -> None:
    store.texts.create(name, TEXT)
    assert list(store.texts.stamps()) == [name]
    assert store.texts.write(name, Source("# New\n"), TEXT).name == name


WANTED = {
    "words": ("2026-11-20 Checkout failed!", "2026-11-20-checkout-failed"),
    "climbs": ("../../etc/passwd", "etc-passwd"),
    "hidden": (".git", "git"),
    "nothing": ("///", "postmortem"),
    "ending": ("notes.txt", "notes-txt"),
    "ours": ("notes.md", "notes-md"),
    "surrogate": ("caf\udce9", "caf"),
}


@pytest.mark.parametrize(("wanted", "name"), WANTED.values(), ids=WANTED)
def test_a_free_name_is_a_plain_one(store: Folder, wanted: str, name: str) -> None:
    assert store.texts.free_name(wanted) == name


@pytest.mark.parametrize("wanted", ["x" * 500, "漢" * 500, "𠮷" * 500], ids=["1-byte", "3-bytes", "4-bytes"])
def test_a_free_name_can_always_be_created(store: Folder, wanted: str) -> None:
    first = store.texts.create(store.texts.free_name(wanted), TEXT)
    second = store.texts.create(store.texts.free_name(wanted), TEXT)
    assert first.name != second.name


def test_who_may_write_is_told(store: Folder) -> None:
    assert store.texts.writable()


def test_the_same_line_of_history_has_the_same_name(store: Folder) -> None:
    assert store.texts.branch() == store.texts.branch()


# What a folder of files does besides


@pytest.fixture
def place(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    library.mkdir()
    (library / "checkout.md").write_bytes(TEXT.to_bytes())
    return library


def test_every_listed_name_can_be_read(place: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.md"
    outside.write_bytes(TEXT.to_bytes())
    (place / "leads-out.md").symlink_to(outside)
    (place / "inside.md").symlink_to("checkout.md")
    (place / "circle.md").symlink_to("circle.md")
    for name in (b"caf\xe9.md", b"a\nb.md", b"x.txt.md", b" x.md", b"back\\slash.md", b"folder.md"):
        path = os.path.join(os.fsencode(place), name)
        if name == b"folder.md":
            os.mkdir(path)
            continue
        with open(path, "wb") as stream:
            stream.write(TEXT.to_bytes())
    texts = FolderTexts(place)
    assert sorted(texts.stamps()) == [" x", "checkout", "inside"]
    assert all(texts.read(name).source == TEXT for name in texts.stamps())


def test_a_document_that_becomes_a_link_out_of_the_library_is_one_no_more(
    place: Path, tmp_path: Path
) -> None:
    texts = FolderTexts(place)
    assert list(texts.stamps()) == ["checkout"]
    (tmp_path / "secret.md").write_text("password", "utf-8")
    (place / "checkout.md").unlink()
    (place / "checkout.md").symlink_to(tmp_path / "secret.md")
    assert texts.stamps() == {}
    with pytest.raises(NameRefused):
        texts.read("checkout")


def test_a_link_within_the_library_stays_a_link(place: Path) -> None:
    (place / "latest.md").symlink_to("checkout.md")
    FolderTexts(place).write("latest", Source("# New\n"), TEXT)
    assert (place / "latest.md").is_symlink()
    assert (place / "checkout.md").read_text("utf-8") == "# New\n"


def test_a_folder_that_leads_out_holds_no_documents_and_no_attachments(place: Path, tmp_path: Path) -> None:
    (tmp_path / "private").mkdir()
    (place / "sub").symlink_to(tmp_path / "private")
    (place / "checkout").symlink_to(tmp_path / "private")
    texts = FolderTexts(place)
    with pytest.raises(NameRefused):
        texts.create("sub/new", TEXT)
    with pytest.raises(NameRefused):
        texts.attachments_of("checkout")


def test_a_text_that_loses_its_head_while_somebody_types_stays_a_document(place: Path) -> None:
    texts = FolderTexts(place)
    texts.stamps()
    texts.write("checkout", Source("just words\n"), TEXT)
    assert "checkout" in texts.stamps()
    assert "checkout" not in FolderTexts(place).stamps()


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o664])
def test_a_files_mode_is_kept(place: Path, mode: int) -> None:
    (place / "checkout.md").chmod(mode)
    FolderTexts(place).write("checkout", Source("# New\n"), TEXT)
    assert (place / "checkout.md").stat().st_mode & 0o777 == mode


def test_nothing_lies_beside_the_file_after_a_write(place: Path) -> None:
    FolderTexts(place).write("checkout", Source("# New\n"), TEXT)
    assert [p.name for p in place.iterdir()] == ["checkout.md"]


def test_a_write_that_fails_leaves_the_old_text_whole(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(StoreRefuses, match="No space left"):
        FolderTexts(place).write("checkout", Source("# New\n"), TEXT)
    assert [p.name for p in place.iterdir()] == ["checkout.md"]
    assert (place / "checkout.md").read_bytes() == TEXT.to_bytes()


def _writes_before_the_swap(
    place: Path, monkeypatch: pytest.MonkeyPatch, act: Callable[[Path], object]
) -> None:
    """Another program acts after we have compared and before we swap: the moment that no lock covers."""
    really = folder.exchange
    acted = []

    def exchange(one: Path, other: Path) -> bool:
        if not acted:
            acted.append(act(place / "checkout.md"))
        return really(one, other)

    monkeypatch.setattr(folder, "exchange", exchange)


def test_what_another_program_wrote_just_before_the_swap_is_not_lost(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _writes_before_the_swap(place, monkeypatch, lambda path: path.write_bytes(b"theirs\n"))
    with pytest.raises(TextChanged):
        FolderTexts(place).write("checkout", Source("ours\n"), TEXT)
    assert (place / "checkout.md").read_bytes() == b"theirs\n"
    assert [p.name for p in place.iterdir()] == ["checkout.md"]


def test_a_folder_put_in_the_files_place_just_before_the_swap_is_not_lost(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def act(path: Path) -> None:
        path.unlink()
        path.mkdir()
        (path / "inner.txt").write_text("kept", "utf-8")

    _writes_before_the_swap(place, monkeypatch, act)
    with pytest.raises(HowcomeError):
        FolderTexts(place).write("checkout", Source("ours\n"), TEXT)
    assert (place / "checkout.md" / "inner.txt").read_text("utf-8") == "kept"


def test_a_file_that_vanishes_just_before_the_swap_is_a_clear_word(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _writes_before_the_swap(place, monkeypatch, lambda path: path.unlink())
    with pytest.raises(HowcomeError):
        FolderTexts(place).write("checkout", Source("ours\n"), TEXT)
    assert not (place / "checkout.md").exists()


def test_a_read_only_file_is_refused(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder.os, "access", lambda path, mode: False)
    with pytest.raises(StoreRefuses, match="read-only"):
        FolderTexts(place).write("checkout", Source("# New\n"), TEXT)
    assert (place / "checkout.md").read_bytes() == TEXT.to_bytes()


def test_a_library_that_has_vanished_is_not_made_again(place: Path) -> None:
    texts = FolderTexts(place)
    shutil.rmtree(place)
    assert texts.stamps() == {}
    assert texts.stamp("checkout") is None
    with pytest.raises(NoSuchText):
        texts.write("checkout", Source("# New\n"), TEXT)
    with pytest.raises(StoreRefuses):
        texts.create("new", TEXT)
    assert not place.exists()


def test_a_folder_of_the_documents_name_is_no_document(place: Path) -> None:
    (place / "checkout.md").unlink()
    (place / "checkout.md").mkdir()
    texts = FolderTexts(place)
    with pytest.raises(NoSuchText):
        texts.read("checkout")
    with pytest.raises(HowcomeError):
        texts.create("checkout", TEXT)


def test_what_is_no_text_is_a_clear_word(place: Path) -> None:
    (place / "checkout.md").write_bytes("# wide\n".encode("utf-16"))
    with pytest.raises(InputError, match="UTF-16"):
        FolderTexts(place).read("checkout")


# Branches, read from git's own files


def git(place: Path, *words: str) -> None:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], cwd=place, check=True, capture_output=True)


def long_ago(git_folder: Path) -> None:
    """As if git had last written a minute ago."""
    for name in ("index", "HEAD"):
        path = git_folder / name
        if path.exists():
            os.utime(path, (path.stat().st_atime, path.stat().st_mtime - 60))


@pytest.fixture
def repository(place: Path) -> Path:
    git(place, "init", "-b", "main")
    git(place, "add", "checkout.md")
    git(place, "commit", "-m", "x")
    long_ago(place / ".git")
    return place


def test_without_git_there_is_one_line_of_history(place: Path) -> None:
    assert FolderTexts(place).branch() == ""


def test_a_branch_is_told_from_the_folder_and_from_below_it(repository: Path) -> None:
    (repository / "below").mkdir()
    assert FolderTexts(repository).branch() == "refs/heads/main"
    assert FolderTexts(repository / "below").branch() == "refs/heads/main"


def test_a_detached_head_is_a_line_of_its_own(repository: Path) -> None:
    git(repository, "checkout", "--detach")
    long_ago(repository / ".git")
    branch = FolderTexts(repository).branch()
    assert len(branch) == 40
    assert set(branch) <= set("0123456789abcdef")


def test_a_linked_work_tree_has_its_own_branch(repository: Path, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    git(repository, "worktree", "add", "-b", "side", str(linked))
    long_ago(repository / ".git" / "worktrees" / "linked")
    assert FolderTexts(linked).branch() == "refs/heads/side"
    assert FolderTexts(repository).branch() == "refs/heads/main"
    (repository / ".git" / "worktrees" / "linked" / "index.lock").touch()
    with pytest.raises(Unsettled):
        FolderTexts(linked).branch()
    assert FolderTexts(repository).branch() == "refs/heads/main"


@pytest.mark.parametrize("lock", ["index.lock", "HEAD.lock"])
def test_while_git_holds_its_lock_the_branch_is_unsettled(repository: Path, lock: str) -> None:
    texts = FolderTexts(repository)
    (repository / ".git" / lock).touch()
    with pytest.raises(Unsettled):
        texts.branch()
    (repository / ".git" / lock).unlink()
    assert texts.branch() == "refs/heads/main"


def test_just_after_git_wrote_the_branch_is_unsettled(repository: Path) -> None:
    os.utime(repository / ".git" / "HEAD")
    with pytest.raises(Unsettled):
        FolderTexts(repository).branch()


def test_a_clock_that_jumped_back_does_not_unsettle_for_ever(repository: Path) -> None:
    ahead = (repository / ".git" / "HEAD").stat().st_mtime + 7200
    os.utime(repository / ".git" / "HEAD", (ahead, ahead))
    assert FolderTexts(repository).branch() == "refs/heads/main"
