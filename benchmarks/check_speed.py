"""How fast documents are checked: about 2 MB of generated postmortems, every rule, one process.

Run: `.venv/bin/python -m benchmarks.check_speed`. The text is made here from invented sentences with a
fixed seed, so that two runs do the same work; the findings are printed beside the speed.
"""

from __future__ import annotations

import random
import statistics
import time
from collections import Counter

from howcome.checks import check, known_rules
from howcome.document import Document

_SIZE = 2_000_000
_ROUNDS = 3
_SUBJECTS = (
    "The checkout service",
    "A worker of the import",
    "The on-call",
    "The second replica",
    "The pool",
    "A canary",
)
_VERBS = (
    "returned errors to",
    "waited for",
    "was restarted by",
    "lost its connection to",
    "filled up behind",
    "answered slowly to",
)
_OBJECTS = (
    "the ledger",
    "the primary database",
    "all regions",
    "the release tool",
    "the queue `orders.in`",
    "9.6 % of requests",
)
_ENDS = (
    "for 12 minutes.",
    "while the cache was cold.",
    "until the limit was raised.",
    "(see https://example.com/graph).",
)
_RARE = (
    "The on-call should have rolled back earlier.",
    "It was human error.",
    "The network team was at fault.",
    "A careless engineer dropped the table.",
    "The number is TBD.",
)  # fmt: skip


def main() -> None:
    """Prints the speed of parsing, of checking, and of both."""
    texts = list(_documents(random.Random(7)))
    size = sum(len(t.encode()) for t in texts)
    known_rules()
    parsed: list[float] = []
    checked: list[float] = []
    counts: Counter[str] = Counter()
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        documents = [Document.parse(text) for text in texts]
        for document in documents:
            _ = document.items, document.states
        middle = time.perf_counter()
        counts = Counter(f.code for d in documents for f in check(d))
        parsed.append(middle - start)
        checked.append(time.perf_counter() - middle)
    mb = size / 1e6
    read, judged = statistics.median(parsed), statistics.median(checked)
    print(f"{len(texts)} documents, {mb:.2f} MB, {len(known_rules())} rules, {sum(counts.values())} findings")
    print(f"reading  {mb / read:6.2f} MB/s")
    print(f"checking {mb / judged:6.2f} MB/s (after reading)")
    print(f"both     {mb / (read + judged):6.2f} MB/s")
    print("findings " + ", ".join(f"{code} {n}" for code, n in sorted(counts.items())))


def _documents(chance: random.Random) -> list[str]:
    texts: list[str] = []
    size = 0
    while size < _SIZE:
        texts.append(_document(chance))
        size += len(texts[-1])
    return texts


def _document(chance: random.Random) -> str:
    """About 11 KB, the size of a thorough postmortem."""
    entries = "\n".join(
        f"- 2026-11-20 {14 + n // 60}:{n % 60:02}Z {_sentence(chance)} ^t{n:04} (evidence: logs#{n})"
        for n in range(60)
    )
    causes = "\n".join(
        f"{'  ' * (n % 4)}- {_sentence(chance)} ^w{n:04} (status: confirmed)" for n in range(12)
    )
    actions = "\n".join(
        f"- [ ] Limit {_sentence(chance).lower()} ^a{n:04} (owner: Ines; due: 2026-12-04; addresses: w{n:04})"
        for n in range(12)
    )
    prose = "\n\n".join(" ".join(_sentence(chance) for _ in range(5)) for _ in range(10))
    return (
        "---\nhowcome: 1\ntitle: Errors\nseverity: SEV-2\nstatus: in-review\nowner: Ines\ntracker: this file\n---\n"
        f"# Errors\n\n## Incident Summary\n\nOn 2026-11-20 from 14:02 to 14:36 UTC orders failed. A rollback ended it.\n\n"
        f"## Timeline of Events\n\n{entries}\n\n## Impact Assessment\n\n- **Failed requests:** 120 of 900\n\n{prose}\n\n"
        f"## Root Cause Analysis\n\n{causes}\n\n## Action Items\n\n{actions}\n\n## Appendix\n\n### Evidence\n\n- app.log ^logs\n"
    )


def _sentence(chance: random.Random) -> str:
    if chance.random() < 0.01:
        return chance.choice(_RARE)
    return " ".join(chance.choice(words) for words in (_SUBJECTS, _VERBS, _OBJECTS, _ENDS))


if __name__ == "__main__":
    main()
