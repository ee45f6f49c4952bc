"""Which branch a folder is on, read from git's own files; runs no git and changes nothing.

A checkout writes the files first and says last that the branch is another. So while git holds its lock, and
for a moment after it wrote anything, the answer is `Unsettled` rather than a guess that would mix two branches.
"""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from .texts import Unsettled

#: Seconds without any change by git, after which its answer holds.
_SETTLED = 0.35
_LOCKS = ("index.lock", "HEAD.lock", "MERGE_HEAD.lock")
_WRITTEN = ("index", "HEAD")


def git_folder(folder: Path) -> Path | None:
    """Git's folder for the work tree that holds `folder` (also of a linked work tree); None without one."""
    for place in (folder, *folder.parents):
        found = place / ".git"
        if found.is_dir():
            return found
        if found.is_file():
            words = ""
            with suppress(OSError):
                words = found.read_text("utf-8", "replace").strip()
            if words.startswith("gitdir:"):
                return (place / words.removeprefix("gitdir:").strip()).resolve()
    return None


def branch_of(git: Path | None) -> str:
    """`refs/heads/main`, a commit's hash where no branch is checked out, or "" without git.

    Raises `Unsettled` while git is at work.
    """
    if git is None:
        return ""
    if any((git / lock).exists() for lock in _LOCKS) or _fresh(git):
        raise Unsettled
    try:
        words = (git / "HEAD").read_text("utf-8", "replace").strip()
    except OSError:
        return ""
    return words.removeprefix("ref:").strip()


def _fresh(git: Path) -> bool:
    now = time.time()
    for name in _WRITTEN:
        try:
            age = now - (git / name).stat().st_mtime
        except OSError:
            continue
        if 0 <= age < _SETTLED:
            return True
    return False
