"""The ends of the chains of why: which causes have nothing below them. Owns no judgement about them."""

from __future__ import annotations

from howcome.document import Document
from howcome.document.grammar import Cause


def leaves(document: Document) -> list[Cause]:
    """Causes at the end of a chain that are answers and not questions.

    In a flat list (five whys, one below the other, without nesting) only the last one ends a chain when
    the items are questions with answers; otherwise each stands for itself.
    """
    pairs = document.parents()
    with_children = {id(parent) for _, parent in pairs if parent is not None}
    ends = [cause for cause, _ in pairs if id(cause) not in with_children and is_answer(cause)]
    flat = not with_children and len(pairs) > 2
    if flat and sum("why" in (c.text or "").lower() for c in document.causes) * 2 > len(pairs):
        return ends[-1:]
    return ends


def is_answer(cause: Cause) -> bool:
    """Whether a cause states something: it has words, is no question, and was not refuted."""
    words = (cause.text or "").strip()
    return bool(words) and not words.endswith("?") and cause.status != "refuted"


def chain(document: Document, cause: Cause) -> list[Cause]:
    """A cause and all above it, up to its root."""
    above = {id(c): parent for c, parent in document.parents()}
    found = [cause]
    while (parent := above.get(id(found[-1]))) is not None:
        found.append(parent)
    return found
