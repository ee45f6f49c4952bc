"""Reads the sets of sentences and scores them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .labelled import Labelled, own_set, paragraphs, read_sample
from .papers import read_all
from .scores import Scores, Share, score

_FOLDER = Path(__file__).parent.parent.parent / "tests" / "checks" / "blame" / "sentences"
_SETS = ("known", "unseen")


def measure_own() -> tuple[dict[str, Scores], Share]:
    """The scores of our own sets, and how many of the clean paragraphs carry a warning."""
    sets = {name: _scored(own_set(_FOLDER / name)) for name in _SETS if (_FOLDER / name).is_dir()}
    clean = [p for name in _SETS for p in paragraphs(_FOLDER / name)]
    found = read_all(clean)
    return sets, Share(sum(any(not s.is_info for s in found[p.id]) for p in clean), len(clean))


def measure_sample(path: Path) -> dict[str, Scores]:
    """The scores of a sample. Raises `UsageError` where the file is none."""
    return {"sample": _scored(read_sample(path))}


def _scored(sentences: list[Labelled]) -> Scores:
    return score(sentences, read_all(sentences))


def write_errors(path: Path, sets: Mapping[str, Scores]) -> int:
    """What went wrong, a line for each sentence: set, kind, place, labels, found, text. Gives their number."""
    rows = [(name, *row) for name, scores in sets.items() for row in scores.errors]
    head = ("set", "kind", "place", "labels", "found", "text")
    path.write_text("".join("\t".join(row) + "\n" for row in (head, *rows)), encoding="utf-8")
    return len(rows)
