"""Makes the damaged copies: a few of each kind, each from another document, always the same ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from howcome.document import Document

from .kind import Kind

#: So many copies of one kind, at most.
PER_KIND = 4
_PER_DOCUMENT = 12


@dataclass(frozen=True, slots=True)
class Copy:
    """One damaged copy of a document."""

    kind: Kind
    original: Document
    text: str


def copies(kind: Kind, documents: Sequence[Document], most: int = PER_KIND, first: int = 0) -> list[Copy]:
    """Up to `most` copies of a kind, from as many documents as there are, beginning with number `first`.

    Of each document another place is taken, so that not every copy breaks the first item.
    """
    turned = [*documents[first % len(documents) :], *documents[: first % len(documents)]]
    found: list[Copy] = []
    for number, document in enumerate(turned):
        if len(found) == most:
            break
        places = [*islice(_damaged(kind, document), _PER_DOCUMENT)]
        if places:
            found.append(Copy(kind, document, places[number % len(places)]))
    return found


def _damaged(kind: Kind, document: Document) -> Iterator[str]:
    for text in kind.damage(document):
        if text != document.source.text:
            yield text
