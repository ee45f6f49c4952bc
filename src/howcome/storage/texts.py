"""What every store of texts promises, so that a folder today and a database next are one thing to the rest.

A document's *name* is its key in the library: the path without `.md` (other endings stay), with `/` between
folders. Nothing here knows of rooms, people or pages.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from howcome.errors import InputError, StaleChange
from howcome.text import Source


class NoSuchText(InputError):
    """The library holds no document of this name."""


class NameRefused(InputError):
    """The name cannot be a document's: it leaves the folder, is hidden, or is taken."""


class TextTooLarge(InputError):
    """The file is larger than what is edited together; it can still be read."""


class TextChanged(StaleChange):
    """The stored text is not the one that the writer had read."""


class StoreRefuses(InputError):
    """The place cannot be written: read-only, full, gone."""


@dataclass(frozen=True, slots=True)
class StoredText:
    """A text as it is stored. `modified` is seconds since 1970; `identity` stays when it is renamed."""

    name: str
    source: Source
    modified: float
    identity: str


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells without reading whether a text may have changed."""

    modified_ns: int
    size: int
    identity: str


class TextStore(Protocol):
    """Texts by name. All methods may be called from any thread; none waits for people."""

    def stamps(self) -> dict[str, Stamp]:
        """Every document with its stamp."""

    def stamp(self, name: str) -> Stamp | None:
        """The stamp of one document; None where none is."""

    def read(self, name: str) -> StoredText:
        """Raises `NoSuchText`, or `InputError` for what cannot be read as text."""

    def write(self, name: str, source: Source, expected: Source) -> StoredText:
        """Replaces the text, if it still is `expected`; whole or not at all.

        Raises `TextChanged`, `NoSuchText` or `StoreRefuses`.
        """

    def create(self, name: str, source: Source) -> StoredText:
        """A new document. Raises `NameRefused` where one of this name exists."""

    def branch(self) -> str:
        """Which line of history the texts belong to; another one holds other documents of the same names.

        Raises `Unsettled` while that is just changing.
        """

    def free_name(self, wanted: str) -> str:
        """A name near `wanted` that no document has."""

    def writable(self) -> bool:
        """Whether anything can be written at all."""


class Unsettled(Exception):
    """Somebody is at work on many texts at once (a checkout, a merge); what lies there is half old, half new."""
