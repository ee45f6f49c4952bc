"""Writes items with ids that are new in this draft."""

from __future__ import annotations

from typing import Any

from howcome.document.compose import compose, mint_id
from howcome.document.items import Item

from .wording import Wording


class Lines:
    """Composes items for one document; no id is given twice."""

    def __init__(self, wording: Wording) -> None:
        self.wording = wording
        self.taken: set[str] = set()

    def item(self, kind: type[Item], words: str, *, depth: int = 0, **fields: Any) -> str:
        """One line of the document."""
        new = mint_id(kind.letter, self.taken)
        self.taken.add(new)
        return compose(kind, words, id=new, depth=depth, **fields)
