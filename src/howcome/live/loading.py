"""Builds a room's state from its log and its file: what was lost between them is put together again."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from howcome.storage.log import Epoch, LiveLog, NewVersion, Saved
from howcome.storage.texts import StoredText, TextStore, TextTooLarge
from howcome.text import Source, diff

from .replica import BadUpdate, Replica
from .transcription import to_editor

#: More than this is read, not edited together: every key stroke of everybody would be felt.
LARGEST_TEXT = 4 << 20


@dataclass
class Loaded:
    """An epoch with its replica. `saved` is the file as it was when the two last agreed."""

    epoch: Epoch
    replica: Replica
    stored: StoredText
    saved: Source
    saved_state: bytes
    upto: int
    authors: set[str]


def load(texts: TextStore, log: LiveLog, name: str) -> Loaded:
    """The document as it is to be edited. Raises what `texts.read` raises, `TextTooLarge`, `NotEditable`,
    and `Unsettled` while the branch is changing."""
    branch = texts.branch()
    stored = texts.read(name)
    if len(stored.source) > LARGEST_TEXT:
        raise TextTooLarge(
            f"{name}: larger than {LARGEST_TEXT >> 20} MiB, which is too much to edit together",
            hint="move logs and data out of the document, or edit the file",
        )
    text = to_editor(stored.source)
    epoch = log.current(name, branch)
    loaded = _replayed(log, epoch, stored) if epoch else None
    return loaded or _begun(log, name, branch, stored, text)


def _begun(log: LiveLog, name: str, branch: str, stored: StoredText, text: str) -> Loaded:
    replica = Replica.seeded(text)
    state = replica.state
    raw = stored.source.to_bytes()
    fresh = Epoch(f"e{secrets.token_hex(8)}", name, branch, state, Saved(raw, state))
    epoch = log.begin(fresh)
    if epoch is not fresh:
        return _replayed(log, epoch, stored) or _begun(log, name, branch, stored, text)
    log.keep(NewVersion(name, epoch.epoch, (), "as it was on disk", raw))
    return Loaded(epoch, replica, stored, stored.source, state, 0, set())


def _replayed(log: LiveLog, epoch: Epoch, stored: StoredText) -> Loaded | None:
    """The epoch with all its updates; None for a log that cannot be read any more (it is closed, and kept)."""
    try:
        replica = Replica(epoch.snapshot)
        logged = log.updates(epoch.epoch, epoch.upto)
        for update in logged:
            replica.apply(update.data)
    except BadUpdate as error:
        log.end(epoch.epoch, f"unreadable: {error}")
        return None
    base = _base(epoch, stored)
    upto = logged[-1].id if logged else epoch.upto
    authors = {u.who for u in logged if u.who}
    return Loaded(epoch, replica, stored, Source.from_bytes(base.text), base.state, upto, authors)


def _base(epoch: Epoch, stored: StoredText) -> Saved:
    """Which of our texts the file was made from: the last one, or the one that was just being written."""
    if epoch.saving is None:
        return epoch.saved
    raw = stored.source.to_bytes()
    if raw in (epoch.saving.text, epoch.saved.text):
        return epoch.saving if raw == epoch.saving.text else epoch.saved
    distances = [_distance(s, stored.source) for s in (epoch.saving, epoch.saved)]
    return epoch.saving if distances[0] <= distances[1] else epoch.saved


def _distance(saved: Saved, now: Source) -> int:
    edits = diff(Source.from_bytes(saved.text), now)
    return sum(e.span.length + len(e.text) for e in edits)
