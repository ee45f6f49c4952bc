"""How fast documents are checked: about 2 MB of generated postmortems, every rule, one process.

The text is made here from invented sentences with a fixed seed, so that two runs do the same work. It is not
that of `benchmarks.support.texts`, because rules must find something in it.
"""

from __future__ import annotations

import random

from benchmarks.support.rows import Row
from benchmarks.support.timing import seconds
from howcome.checks import check, known_rules
from howcome.document import Document

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


def run(size: int = 2_000_000, runs: int = 3) -> list[Row]:
    """MB/s of reading, of checking what was read, and of both; and how much was found."""
    texts = _documents(random.Random(7), size)
    megabytes = sum(len(t.encode()) for t in texts) / 1e6
    read = seconds(lambda: [_read(text) for text in texts], runs)
    # Each run reads anew: a document remembers its prose, and a second check of it would be cheaper.
    both = seconds(lambda: [check(_read(text)) for text in texts], runs)
    findings = sum(len(check(_read(text))) for text in texts)
    return [
        Row(f"{len(texts)} documents of {megabytes:.2g} MB in all read", megabytes / read, "MB/s"),
        Row(
            f"the same checked by {len(known_rules())} rules (both without reading)",
            megabytes / (both - read),
            "MB/s",
        ),
        Row("both", megabytes / both, "MB/s"),
        Row("what the rules found", findings, "findings"),
    ]


def _read(text: str) -> Document:
    document = Document.parse(text)
    _ = document.items, document.states
    return document


def _documents(chance: random.Random, wanted: int) -> list[str]:
    texts: list[str] = []
    size = 0
    while size < wanted:
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
