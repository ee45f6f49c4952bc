"""How fast a library is searched and listed: documents of 8 KB, one index, in one process.

`HOWCOME_DOCUMENTS` says how many (default 20 000; the target is meant for 100 000). Their words are drawn as
often as words of a language are, so the commonest stand in nearly every document. Rows and words are put into
the index as they are: reading and checking documents is measured elsewhere. Every query asks other words than
the one before it.
"""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import partial
from itertools import accumulate
from pathlib import Path

from benchmarks.support.rows import Row, at_most
from howcome.library import Filter, Index
from howcome.library import Row as DocumentRow
from howcome.library.entry import Entry

Question = Callable[[], object]

_LIMIT = 50
_BATCH = 64
_WORDS_IN_8_KB = 1_150
_SYLLABLES = (
    "ka",
    "ro",
    "min",
    "te",
    "sol",
    "va",
    "ler",
    "pu",
    "dis",
    "on",
    "gra",
    "he",
    "ty",
    "cor",
    "ba",
    "ne",
)
_SERVICES = (
    "checkout",
    "payments",
    "search",
    "cache",
    "orders",
    "ledger",
    "mail",
    "images",
    "login",
    "stock",
)
_VOCABULARY = 40_000
#: Ranks of words by frequency: each stands in more than half of the documents, or in few.
_COMMON, _RARE = range(100), range(20_000, _VOCABULARY)


def run(documents: int | None = None, queries: int = 200) -> list[Row]:
    """Milliseconds at the median and at the 99th percentile; documents written in a second; space."""
    number = documents or int(os.environ.get("HOWCOME_DOCUMENTS", "20000"))
    chance = random.Random(11)
    words = _vocabulary(chance)
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder, "index.db"))
        start = time.perf_counter()
        _fill(index, words, number, chance)
        filled = time.perf_counter() - start
        size = Path(folder, "index.db").stat().st_size / 1e3
        rows = [
            Row(f"{number} documents of 8 KB written", number / filled, "documents/s"),
            Row("the index on disk, for each document", size / number, "KB"),
        ]
        for name, work in _questions(index, words, chance):
            rows += _figures(name, work, queries)
        index.close()
    return rows


def _questions(index: Index, words: Sequence[str], chance: random.Random) -> Iterator[tuple[str, Question]]:
    def common() -> str:
        return words[chance.choice(_COMMON)]

    drafts = Filter(status=("draft",))
    yield "one common word", lambda: index.search(common())
    yield "two common words", lambda: index.search(f"{common()} {common()}")
    yield (
        "two common words in a fifth of the documents",
        lambda: index.search(f"{common()} {common()}", drafts),
    )
    yield "a common word and four letters", lambda: index.search(f"{common()} {common()[:4]}")
    yield "a rare word", lambda: index.search(words[chance.choice(_RARE)])
    for name, chosen in (("", Filter()), (", a fifth of the documents", drafts)):
        yield f"a list of 50{name}", partial(index.rows, chosen, limit=50)
        yield f"facets{name}", partial(index.facets, chosen)


def _figures(name: str, work: Question, times: int) -> Iterator[Row]:
    """Two rows. What the first few calls bring into memory is not counted."""
    taken: list[float] = []
    for _ in range(times + 5):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    counted = sorted(taken[5:])
    slow = counted[min(len(counted) - 1, round(0.99 * len(counted)))]
    yield Row(f"{name}, p50", counted[len(counted) // 2], "ms")
    yield at_most(f"{name}, p99", slow, "ms", _LIMIT)


def _vocabulary(chance: random.Random) -> list[str]:
    """Different words, the first of them the most frequent."""
    found: dict[str, None] = {}
    while len(found) < _VOCABULARY:
        found["".join(chance.choices(_SYLLABLES, k=chance.choice((1, 2, 2, 3, 3, 4))))] = None
    return list(found)


def _fill(index: Index, words: Sequence[str], number: int, chance: random.Random) -> None:
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(words))))
    # Making words takes longer than indexing them, so that halves of texts are used more than once.
    pool = [" ".join(chance.choices(words, cum_weights=weights, k=_WORDS_IN_8_KB // 2)) for _ in range(2_000)]
    entries: list[Entry] = []
    for at in range(number):
        title = " ".join(chance.choices(words, cum_weights=weights, k=7))
        entries.append(_entry(at, title, f"{chance.choice(pool)}\n{chance.choice(pool)}", chance))
        if len(entries) == _BATCH:
            index.write(entries)
            entries = []
    index.write(entries)


def _entry(at: int, title: str, text: str, chance: random.Random) -> Entry:
    day = date(2018, 1, 1) + timedelta(days=at * 3000 // 100_000)
    services = tuple(chance.sample(_SERVICES, 2))
    row = DocumentRow(
        name=f"{day}-incident-{at:06}",
        sha=f"{at:064x}",
        title=title,
        category=chance.choice(("incident", "incident", "near-miss", "drill")),
        severity=f"SEV-{chance.randint(1, 4)}",
        services=services,
        status=chance.choice(("draft", "in-review", "approved", "published", "closed")),
        day=day,
        sections=10,
        warnings=at % 5,
        due=(day + timedelta(days=30),) * (at % 3),
        modified=float(at),
    )
    return Entry(row, row.sha, title, " ".join((row.name, *services)), text)
