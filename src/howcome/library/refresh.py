"""Brings an index up to date with the texts of a library, reading only what has changed since.

Does not know where texts lie: who keeps them says which there are, and how each is loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass

from howcome.checks import PLAIN, Settings
from howcome.document import Document
from howcome.errors import HowcomeError

from .entry import Entry, entry_of, problem_entry
from .index import Index, Known

#: Documents and characters that are written in one transaction; readers see them all at once.
_MOST_AT_ONCE = 64
_MOST_CHARACTERS = 4_000_000


@dataclass(frozen=True, slots=True)
class Listed:
    """A text that the library holds. `stamp` is anything that changes with it: its sha, or its time and size.

    `load` reads it and may raise; `modified` is seconds since 1970. `settings` is what is configured for its
    checks; where their version changes, it is checked again.
    """

    name: str
    stamp: str
    load: Callable[[], Document]
    modified: float | None = None
    settings: Settings = PLAIN

    @property
    def known_by(self) -> str:
        """What is kept of text and settings, to tell a change of either."""
        return f"{self.stamp} {self.settings.version}" if self.settings.version else self.stamp


@dataclass(frozen=True, slots=True)
class Progress:
    """How far it is: documents looked at, of how many; those read anew, those dropped, and those unreadable."""

    done: int
    total: int
    read: int = 0
    dropped: int = 0
    problems: int = 0


def refresh(index: Index, texts: Iterable[Listed]) -> Generator[Progress, None, None]:
    """Drops what has vanished, reads what is new or changed, and tells how far it is after every few.

    The last `Progress` has `done == total`. A text that cannot be loaded or checked is listed with its
    problem and tried again when its stamp changes. Work stops where the caller stops asking; all that was
    told of is written then.
    """
    listed = {text.name: text for text in texts}
    known = index.known()
    gone = known.keys() - listed.keys()
    if gone:
        index.write(dropped=gone)
    changed = sorted(
        (text for text in listed.values() if _differs(text, known.get(text.name))), key=lambda text: text.name
    )
    total, done, problems = len(listed), len(listed) - len(changed), 0
    if changed:
        yield Progress(done, total, 0, len(gone), 0)
    waiting: list[Entry] = []
    size = 0
    for number, text in enumerate(changed, start=1):
        entry = _read(index, text, known.get(text.name))
        if entry:
            waiting.append(entry)
            size += len(entry.text)
            problems += entry.row.problem is not None
        if len(waiting) >= _MOST_AT_ONCE or size >= _MOST_CHARACTERS:
            index.write(waiting)
            waiting, size = [], 0
            yield Progress(done + number, total, number, len(gone), problems)
    index.write(waiting)
    yield Progress(total, total, len(changed), len(gone), problems)


def _differs(text: Listed, known: Known | None) -> bool:
    return known is None or known.stamp != text.known_by


def _same_checks(text: Listed, known: Known) -> bool:
    return known.stamp.partition(" ")[2] == text.settings.version


def _read(index: Index, text: Listed, known: Known | None) -> Entry | None:
    """The entry of a text; None where only its stamp has changed. One bad document must not stop the others."""
    try:
        document = text.load()
        if known and known.sha == document.source.sha and _same_checks(text, known):
            index.restamp(text.name, text.known_by, text.modified)
            return None
        return entry_of(text.name, document, text.modified, text.known_by, text.settings)
    except HowcomeError as error:
        return problem_entry(text.name, str(error), text.modified, text.known_by)
    except OSError as error:
        words = f"it cannot be read: {error.strerror or type(error).__name__}"
        return problem_entry(text.name, words, text.modified, text.known_by)
    except Exception as error:
        words = f"it cannot be understood: {type(error).__name__}: {error}"
        return problem_entry(text.name, words, text.modified, text.known_by)
