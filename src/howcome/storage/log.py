"""What every live log promises: edits that were acknowledged are never lost, in the order in which they came.

An *epoch* is one life of an open document: a seed and the updates on it. The same file on another branch, or
one whose log was lost, is another epoch, because updates of one cannot be merged into the other. Updates are
bytes to the log; it does not look into them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Saved:
    """A text as it went to the file, and the state of the document that it was written from."""

    text: bytes
    state: bytes


@dataclass(frozen=True, slots=True)
class Epoch:
    """One life of an open document.

    `snapshot` is the state after update `upto`. `saved` is what the file held when it was last read or
    written; `saving` is what was about to be written, if nobody lived to say that it was.
    """

    epoch: str
    name: str
    branch: str
    snapshot: bytes
    saved: Saved
    upto: int = 0
    saving: Saved | None = None
    ended: str | None = None


@dataclass(frozen=True, slots=True)
class NewUpdate:
    """One update to be logged: who made it, and by what (typing, form, fix, file, restore, …)."""

    data: bytes
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class LoggedUpdate:
    """A logged update with its number and its time (seconds since 1970)."""

    id: int
    at: float
    data: bytes
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A text of a document to be kept: who worked on it since the one before, and why it is kept."""

    name: str
    epoch: str
    who: tuple[str, ...]
    why: str
    text: bytes


@dataclass(frozen=True, slots=True)
class Version:
    """A kept text: its number, time (seconds since 1970), authors, reason, hash and size in bytes."""

    id: int
    name: str
    epoch: str
    at: float
    who: tuple[str, ...]
    why: str
    sha: str
    size: int


class LiveLog(Protocol):
    """All methods block until what they say is true, and may be called from any thread.

    What the disk refuses is `StoreRefuses`; nothing has changed then.
    """

    def current(self, name: str, branch: str) -> Epoch | None:
        """The open epoch of a document on a branch."""

    def epoch(self, epoch: str) -> Epoch | None:
        """An epoch by its id, also one that has ended."""

    def begin(self, epoch: Epoch) -> Epoch:
        """Opens an epoch; gives the one that is open already where somebody was faster."""

    def end(self, epoch: str, why: str) -> None:
        """Closes an epoch: its updates stay readable, and nothing is appended by rooms any more."""

    def append(self, epoch: str, updates: Sequence[NewUpdate]) -> int:
        """Logs updates, all or none; gives the number of the last. They survive the end of the process."""

    def updates(self, epoch: str, after: int = 0) -> list[LoggedUpdate]:
        """Updates of an epoch behind number `after`, in order."""

    def mark_saving(self, epoch: str, saving: Saved) -> None:
        """The file is about to be written. Without this, a crash behind the write would look like somebody
        else's change of the file, and be merged a second time."""

    def mark_saved(self, epoch: str, saved: Saved) -> None:
        """The file holds this text."""

    def checkpoint(
        self, epoch: str, upto: int, snapshot: bytes, version: NewVersion | None
    ) -> Version | None:
        """Puts a snapshot in the place of updates up to `upto`, and keeps a version, in one step."""

    def keep(self, version: NewVersion) -> Version:
        """Keeps a text; one that equals the newest of its document is not kept twice."""

    def versions(self, name: str) -> list[Version]:
        """All kept texts of a document, newest first."""

    def version_text(self, id: int) -> bytes:
        """The text of a version. Raises `NoSuchText`."""

    def rename(self, old: str, new: str, branch: str) -> None:
        """The document has another name on this branch; its versions go with it, and its epochs there. On
        another branch it may still have the old one, with edits that wait for it."""

    def sync(self) -> None:
        """Returns when all that was logged would survive a power cut."""

    def close(self) -> None:
        """Syncs, and gives the place free."""
