"""One copy of a document's text as a CRDT, addressed in code points; the only place that calls pycrdt.

pycrdt counts UTF-8 bytes and browsers UTF-16 units, so every position goes through `Source`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pycrdt import Doc, Text, merge_updates

from howcome.text import Edit, Source, diff

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
        return replica

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
        try:
            return self._doc.get_update(vector)
        except BaseException as error:
            raise _refusal(error) from None

    def apply(self, update: bytes) -> None:
        """Merges an update. Raises `BadUpdate` before anything is changed."""
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
        source = Source(str(self))
        ordered = sorted(edits, key=lambda e: (e.span.start, e.span.end), reverse=True)
        if not ordered:
            return
        with self._doc.transaction():
            for edit in ordered:
                start, end = source.to_utf8(edit.span.start), source.to_utf8(edit.span.end)
                if end > start:
                    del self._text[start:end]
                if edit.text:
                    self._text.insert(start, edit.text)

    def fork(self) -> Replica:
        """A copy that goes its own way, as another author."""
        return Replica(self.state)


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


def _refusal(error: BaseException) -> BaseException:
    """What to raise for what pycrdt threw: a panic of its core is no `Exception`, and no reason to end."""
    if isinstance(error, KeyboardInterrupt | SystemExit):
        return error
    return BadUpdate(str(error)[:200])
