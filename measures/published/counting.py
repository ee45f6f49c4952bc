"""Counts findings in a folder of documents. Keeps counts and places, never a word of the documents."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from howcome.checks.prose import prose_of
from howcome.document import Document
from howcome.errors import UsageError
from howcome.text import Source
from measures.checker import Flag, flags_of
from measures.work import spread

_ENDINGS = (".md", ".rst", ".txt")
#: Less is no sentence but a cell, a name or a time.
_FEWEST_WORDS = 4
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Counted:
    """What was said about one document. `sentences` are those of its prose, `flagged` those with a finding about
    blame at or above a warning, `hinted` those with an info alone."""

    path: Path
    flags: tuple[Flag, ...]
    sentences: int
    flagged: int
    hinted: int


def count_all(folder: Path) -> list[Counted]:
    """One count for each document in a folder and those below. Raises `UsageError` where there is none."""
    paths = sorted(p for p in folder.rglob("*") if p.suffix in _ENDINGS and p.is_file())
    if not paths:
        raise UsageError(f"{folder} holds no documents", hint=f"they end in {', '.join(_ENDINGS)}")
    return spread(count, paths)


def count(path: Path) -> Counted:
    """The findings and sentences of one document."""
    document = Document.parse(Source.from_bytes(path.read_bytes()), path.stem)
    flags = flags_of(document)
    blame = [f for f in flags if f.category]
    offsets = [(_offset(document, f), f.is_info) for f in blame]
    total = flagged = hinted = 0
    for start, end in _sentences(document):
        inside = [info for at, info in offsets if start <= at < end]
        total += 1
        flagged += any(not info for info in inside)
        hinted += bool(inside) and all(inside)
    return Counted(path, tuple(flags), total, flagged, hinted)


def _offset(document: Document, flag: Flag) -> int:
    return document.source.line_span(flag.line).start + flag.column - 1


def _sentences(document: Document) -> Iterator[tuple[int, int]]:
    """The bounds of every sentence of the prose, headings left out."""
    prose = prose_of(document)
    for block in document.blocks:
        if block.kind in ("blank", "heading", "fence", "front-matter", "comment", "rule"):
            continue
        at = block.content.start
        while at < block.span.end:
            sentence = prose.sentence_at(at)
            if len(_WORD.findall(sentence.text)) >= _FEWEST_WORDS:
                yield sentence.span.start, sentence.span.end
            at = max(sentence.span.end, at + 1)


def drawn(counted: Sequence[Counted], number: int, seed: int, blame_only: bool) -> list[tuple[Counted, Flag]]:
    """Some findings by chance, for a person to judge; the same ones for the same seed."""
    every = [(c, f) for c in counted for f in c.flags if not blame_only or f.category]
    return random.Random(seed).sample(every, min(number, len(every)))  # noqa: S311 - repeatable, no secret
