"""Writes items whose ids come from what they say, so that the same evidence gives the same draft."""

from __future__ import annotations

from typing import Any

from howcome.document.compose import compose, derive_id
from howcome.document.items import Item

from .wording import Wording


class Lines:
    """Composes items for one document; no id is given twice."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.taken: set[str] = set()

    def item(self, kind: type[Item], words: str, *, depth: int = 0, **fields: Any) -> str:
        """One line of the document."""
        new = derive_id(kind.letter, compose(kind, words, id=None, **fields), self.taken)
        self.taken.add(new)
        return compose(kind, words, id=new, depth=depth, **fields)
