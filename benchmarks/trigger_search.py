"""Which engine finds the trigger words of all rules: the standard library, or others where installed.

None of the others is a dependency: without one, its row is skipped. All of them search the same words in
the same text; how many places each finds is printed beside its speed. The counts differ where words that
overlap are told once or several times, and where a word stands inside a longer one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from benchmarks.support.rows import Row, skipped
from benchmarks.support.texts import postmortem
from benchmarks.support.timing import seconds
from howcome.checks import known_rules
from howcome.checks.candidates import finder

#: Gives the number of places in a text.
Count = Callable[[str], int]


def run(size: int = 300_000, runs: int = 5) -> list[Row]:
    """MB/s of each engine, all triggers at once."""
    words = sorted({t for rule in known_rules() for t in rule.triggers})
    text = _text(words, size)
    megabytes = len(text.encode()) / 1e6
    rows: list[Row] = []
    for name, count in _engines(words):
        if count is None:
            rows.append(skipped(name, "not installed"))
            continue
        found = count(text)
        took = seconds(lambda count=count: count(text), runs)  # type: ignore[misc]
        rows.append(Row(f"{name}: {len(words)} triggers, {found} places", megabytes / took, "MB/s"))
    return rows


def _text(words: list[str], size: int) -> str:
    """A postmortem in lower case; after about every fiftieth line stands one of the words."""
    lines = postmortem(size).lower().splitlines()
    for number in range(0, len(lines), 50):
        lines[number] += f" {words[number // 50 % len(words)]}."
    return "\n".join(lines)


def _engines(words: list[str]) -> Iterator[tuple[str, Count | None]]:
    find = finder(frozenset(words))
    yield "howcome now (`re`, one alternation)", lambda text: sum(1 for _ in find(text))
    for name, module, make in (
        ("google-re2", "re2", _re2),
        ("ahocorasick_rs", "ahocorasick_rs", _aho),
        ("hyperscan", "hyperscan", _hyperscan),
    ):
        yield name, make(import_module(module), words) if find_spec(module) else None


def _re2(module: Any, words: list[str]) -> Count:
    pattern = module.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b")
    return lambda text: sum(1 for _ in pattern.finditer(text))


def _aho(module: Any, words: list[str]) -> Count:
    automaton = module.AhoCorasick(words)

    def count(text: str) -> int:
        places = automaton.find_matches_as_indexes(text, overlapping=True)
        return sum(_whole(text, start, end) for _, start, end in places)

    return count


def _whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or before == "_" or after.isalnum() or after == "_")


def _hyperscan(module: Any, words: list[str]) -> Count:
    database = module.Database()
    flags = module.HS_FLAG_SOM_LEFTMOST
    expressions = [rf"\b{re.escape(w)}\b".encode() for w in words]
    database.compile(expressions=expressions, ids=list(range(len(words))), flags=[flags] * len(words))

    def count(text: str) -> int:
        found: list[int] = []
        database.scan(text.encode(), match_event_handler=lambda *place: found.append(place[1]))
        return len(found)

    return count
