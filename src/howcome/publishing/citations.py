"""Citations of evidence: from `alerts#1812` to the number of the piece of evidence and its place in the list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from howcome.document.grammar import Attachment

from .pictures.svg import clean
from .view import View

_MOST_SHOWN = 6


class Citations:
    """Numbers of the pieces of evidence, in the order of the list."""

    def __init__(self, view: View) -> None:
        self._numbers: dict[str, int] = {}
        self._view = view
        for number, item in enumerate(view.document.attachments, start=1):
            for name in (item.id, item.text):
                if name:
                    self._numbers.setdefault(name, number)

    def number_of(self, item: Attachment) -> int:
        """The number that citations of this piece carry."""
        return self._numbers.get(item.id or item.text or "", 0)

    def anchor_of(self, item: Attachment) -> str:
        """Where a citation leads to."""
        number = self.number_of(item)
        return f"evidence-{number}" if number else ""

    def of(self, addresses: Iterable[str]) -> list[dict[str, Any]]:
        """One citation for each piece of evidence: `number` (0 where the list has no such piece), `words`."""
        found: dict[int | str, dict[str, Any]] = {}
        for address in addresses:
            words = clean(self._view.words(address))
            if not words:
                continue
            number = self._number(address)
            one = found.setdefault(number or words, {"number": number, "words": []})
            one["words"].append(words)
        return [
            {"number": one["number"], "words": ", ".join(one["words"][:_MOST_SHOWN])}
            for one in list(found.values())[:_MOST_SHOWN]
        ]

    def _number(self, address: str) -> int:
        source = address
        while source:
            if source in self._numbers:
                return self._numbers[source]
            source = source.rpartition("#")[0]
        return 0
