"""Seeds all kinds of defects and judges all copies."""

from __future__ import annotations

from measures.work import spread

from .judging import Verdict, judge
from .kind import all_kinds
from .samples import complete_documents
from .seeding import copies

#: Kinds that one process takes at once.
_AT_ONCE = 16


def measure() -> list[Verdict]:
    """One verdict for each copy, by kind."""
    numbers = range(len(all_kinds()))
    parts = [range(n, min(n + _AT_ONCE, len(numbers))) for n in numbers[::_AT_ONCE]]
    return [verdict for found in spread(_of_kinds, parts) for verdict in found]


def _of_kinds(numbers: range) -> list[Verdict]:
    documents = complete_documents()
    return [
        judge(copy) for number in numbers for copy in copies(all_kinds()[number], documents, first=number)
    ]
