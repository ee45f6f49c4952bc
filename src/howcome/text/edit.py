"""The smallest changes to a text, and how they are applied. Never touches a byte outside of an edit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from howcome.errors import StaleChange

from .source import Source, Span


@dataclass(frozen=True, slots=True)
class Edit:
    """Replaces what stands at `span` by `text`; an empty span inserts."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """Edits that belong together, and the text (`sha`) that they were made against.

    `who`, `why` and `origin` (a form, a fix, an import, …) are for people and logs.
    """

    sha: str
    edits: tuple[Edit, ...]
    who: str = ""
    why: str = ""
    origin: str = ""


def apply(source: Source, change: Change | Iterable[Edit]) -> Source:
    """The text after the change.

    Raises `StaleChange` when the change was made against another text, and ValueError when edits
    overlap or lie outside. Insertions at the same place keep their order.
    """
    if isinstance(change, Change):
        if change.sha != source.sha:
            raise StaleChange("the text has changed since this edit was made", hint="read it again and retry")
        edits: Iterable[Edit] = change.edits
    else:
        edits = change
    pieces: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda e: (e.span.start, e.span.end)):
        if edit.span.start < done or edit.span.end < edit.span.start or edit.span.end > len(source):
            raise ValueError(f"edits overlap or lie outside of the text: {edit.span}")
        pieces += (source.text[done : edit.span.start], edit.text)
        done = edit.span.end
    return Source("".join(pieces) + source.text[done:])


def minimal_edit(old: str, new: str, start: int = 0) -> Edit | None:
    """The one edit that turns `old` into `new`, trimmed on both sides; None if they are equal.

    `start` is the offset of `old` in its text.
    """
    if old == new:
        return None
    limit = min(len(old), len(new))
    head = next((i for i in range(limit) if old[i] != new[i]), limit)
    tail = next((i for i in range(limit - head) if old[-1 - i] != new[-1 - i]), limit - head)
    return Edit(Span(start + head, start + len(old) - tail), new[head : len(new) - tail])


def diff(old: Source, new: Source) -> tuple[Edit, ...]:
    """Edits that turn `old` into `new`: whole lines first, then trimmed to what differs in them."""
    before, after = _lines(old), _lines(new)
    starts = [*old.line_starts, len(old)]
    edits = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            edit = minimal_edit("".join(before[i:j]), "".join(after[k:m]), starts[i])
            if edit:
                edits.append(edit)
    return tuple(edits)


def _lines(source: Source) -> list[str]:
    bounds = [*source.line_starts, len(source)]
    return [source.text[a:b] for a, b in pairwise(bounds)]
