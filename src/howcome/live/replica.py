"""One copy of a document's text as a CRDT, addressed in code points; the only place that calls pycrdt.

pycrdt counts UTF-8 bytes and browsers UTF-16 units, so every position goes through `Source`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pycrdt import Doc, Text, merge_updates

from howcome.text import Edit, Source, diff

from .messages import BadMessage, Reader

#: The root that holds the whole Markdown text; the browser knows it by the same name.
CONTENT = "content"
#: What an update without content is (no structs, no deletions).
NOTHING = b"\x00\x00"


class BadUpdate(ValueError):
    """Bytes that are no update of a document."""


class Replica:
    """A text that merges. `seed` begins one; `state` copies one; updates bring others' edits in."""

    def __init__(self, state: bytes | None = None, *, client: int | None = None) -> None:
        self._doc: Doc[Any] = Doc(client_id=client)
        self._text: Text = self._doc.get(CONTENT, type=Text)
        if state is not None:
            self.apply(state)

    @classmethod
    def seeded(cls, text: str) -> Replica:
        """A new document with this text. The same text gives the same updates, another one other ids: two
        seeds of different texts can never be taken for one another."""
        digest = hashlib.sha256(text.encode()).digest()
        replica = cls(client=int.from_bytes(digest[:4], "big") or 1)
        if text:
            replica._text += text
        # What is written from now on is not the seed's: two copies of one seed are two authors.
        return replica.fork()

    def __str__(self) -> str:
        return str(self._text)

    def __len__(self) -> int:
        """Its length in bytes."""
        return len(self._text)

    @property
    def state(self) -> bytes:
        """All that was ever written, as one update."""
        return self._doc.get_update()

    @property
    def vector(self) -> bytes:
        """Which edits of whom are in it."""
        return self._doc.get_state()

    def missing(self, vector: bytes) -> bytes:
        """The update that a copy with this vector lacks. Raises `BadUpdate`."""
        _refuse_more_than_there_is(vector)
        try:
            return self._doc.get_update(vector)
        except BaseException as error:
            raise _refusal(error) from None

    def apply(self, update: bytes) -> None:
        """Merges an update. Raises `BadUpdate` before anything is changed."""
        _refuse_more_than_there_is(update)
        try:
            merge_updates(update)
            self._doc.apply_update(update)
        except BaseException as error:
            raise _refusal(error) from None

    def observe(self, seen: Callable[[bytes], None]) -> None:
        """Calls `seen` with every update that changes something, from whoever it comes."""
        self._subscription = self._doc.observe(
            lambda event: seen(event.update) if event.update != NOTHING else None
        )

    def edit(self, edits: Iterable[Edit]) -> None:
        """Applies edits (code points of the current text) as one update."""
        ordered = sorted(edits, key=lambda e: (e.span.start, e.span.end))
        if not ordered:
            return
        places = _in_bytes(str(self), ordered)
        with self._doc.transaction():
            for edit, (start, end) in zip(reversed(ordered), reversed(places), strict=True):
                if end > start:
                    del self._text[start:end]
                if edit.text:
                    self._text.insert(start, edit.text)

    def fork(self) -> Replica:
        """A copy that goes its own way, as another author."""
        return Replica(self.state)

    @classmethod
    def rewritten(cls, state: bytes, before: str, after: str) -> bytes | None:
        """The state after somebody outside turned its text `before` into `after`; None if that is not its text.

        The same three give the same update, so that one that is merged twice (a crash came between) is
        there once.
        """
        digest = hashlib.sha256(hashlib.sha256(state).digest() + after.encode()).digest()
        replica = cls(state, client=int.from_bytes(digest[:4], "big") or 1)
        if str(replica) != before:
            return None
        replica.edit(diff(Source(before), Source(after)))
        return replica.state


def _in_bytes(text: str, ordered: Sequence[Edit]) -> list[tuple[int, int]]:
    """Start and end of each edit in UTF-8 bytes; the text is encoded once, however many they are."""
    places = []
    seen = count = 0
    for edit in ordered:
        start, end = edit.span
        count += len(Source(text[seen:start]).to_bytes())
        length = len(Source(text[start:end]).to_bytes())
        places.append((count, count + length))
        count += length
        seen = end
    return places


def merged(updates: Sequence[bytes]) -> bytes:
    """Several updates as one."""
    return updates[0] if len(updates) == 1 else merge_updates(*updates)


def three_way(base: str, ours: str, theirs: str) -> str:
    """The text that has both sides' changes of `base`, merged as edits of two people who typed at once."""
    replica = Replica.seeded(base)
    one, other = replica.fork(), replica.fork()
    one.edit(diff(Source(base), Source(ours)))
    other.edit(diff(Source(base), Source(theirs)))
    one.apply(other.state)
    return str(one)


def _refuse_more_than_there_is(data: bytes) -> None:
    """A few bytes that say they hold millions of entries: pycrdt would make room for all of them first."""
    try:
        said = Reader(data).number()
    except BadMessage as error:
        raise BadUpdate(str(error)) from None
    if said > len(data):
        raise BadUpdate("shorter than it says")


def _refusal(error: BaseException) -> BaseException:
    """What to raise for what pycrdt threw: a panic of its core is no `Exception`, and no reason to end."""
    if isinstance(error, KeyboardInterrupt | SystemExit):
        return error
    return BadUpdate(str(error)[:200])
