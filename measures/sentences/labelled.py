"""Labelled sentences, read from our own sets and from samples of others. Owns both formats.

Our own sets are TSV files, one for each category or trap: context, style, labels, text. Labels are separated by
commas; `+x` is right but not demanded, `-` alone means that the sentence blames nobody. ⟦…⟧ mark where the
blame stands. A sample is JSON lines with the keys id, text, labels, accept, spans, context, polarity, severity,
primary, style and difficulty.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2s
from pathlib import Path

from howcome.errors import UsageError

CATEGORIES = (
    "person-as-cause", "human-error", "counterfactual", "normative", "hindsight", "mechanistic", "named-individual",
    "team-blame", "sarcasm-shaming", "who-question", "punitive-or-weak-action", "absolutes", "agentless-passive",
)  # fmt: skip
#: Only ever said as info: it hides an actor, and blames none.
INFO_CATEGORY = "agentless-passive"
#: A file of our own that holds whole paragraphs; see `paragraphs`.
PARAGRAPHS = "clean-paragraphs"
_BRACKETS = re.compile("[⟦⟧]")


@dataclass(frozen=True, slots=True)
class Labelled:
    """One sentence with what a reader said of it. `spans` are half-open code points of the text.

    `is_info`: an info finding is right, a warning is not demanded. `primary` is the main category, or the trap
    of a sentence that blames nobody. `where` is its place for people.
    """

    id: str
    text: str
    labels: tuple[str, ...]
    accepted: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    context: str
    blames: bool
    is_info: bool
    primary: str
    style: str
    difficulty: str | None
    where: str


def own_set(folder: Path) -> list[Labelled]:
    """All sentences of a folder of TSV files, without the clean paragraphs."""
    return [s for path in sorted(folder.glob("*.tsv")) if path.stem != PARAGRAPHS for s in read_tsv(path)]


def paragraphs(folder: Path) -> list[Labelled]:
    """The paragraphs of a folder in which nobody is blamed; none where it has no such file."""
    path = folder / f"{PARAGRAPHS}.tsv"
    return [*read_tsv(path)] if path.exists() else []


def read_tsv(path: Path) -> Iterator[Labelled]:
    """The sentences of one file. Raises `UsageError` naming the line that is none."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        where = f"{path.stem}:{number}"
        parts = line.split("\t")
        if len(parts) != 4:
            raise UsageError(f"{path}, line {number}: not four columns: context, style, labels, text")
        yield _own(where, path.stem, *parts)


def _own(where: str, stem: str, context: str, style: str, said: str, marked: str) -> Labelled:
    words = [] if said.strip() == "-" else [w.strip() for w in said.split(",")]
    labels = tuple(w for w in words if not w.startswith("+"))
    accepted = tuple(w.removeprefix("+") for w in words if w.startswith("+"))
    unknown = [w for w in (*labels, *accepted) if w not in CATEGORIES]
    if unknown:
        raise UsageError(f"{where}: {unknown[0]!r} is no category", hint=", ".join(CATEGORIES))
    text, spans = _unmarked(marked)
    primary = stem if stem in CATEGORIES or not labels else labels[0]
    # Positives and negatives have to stand in one document, in no order that means something.
    name = blake2s(f"{where}\t{text}".encode(), digest_size=6).hexdigest()
    return Labelled(
        ("P" if labels else "N") + name, text, labels, accepted, spans, context, bool(labels),
        labels == (INFO_CATEGORY,), primary, style, None, where,
    )  # fmt: skip


def _unmarked(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text without ⟦⟧, and where they stood."""
    bounds = [m.start() - i for i, m in enumerate(_BRACKETS.finditer(marked))]
    return _BRACKETS.sub("", marked), tuple(zip(bounds[::2], bounds[1::2], strict=True))


def read_sample(path: Path) -> list[Labelled]:
    """The sentences of a sample in JSON lines. Raises `UsageError` where it is none."""
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return [_of_sample(row) for row in rows]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path} is no sample of sentences: {error!r}") from error


def _of_sample(row: dict[str, object]) -> Labelled:
    def words(key: str) -> tuple[str, ...]:
        return tuple(str(w) for w in row[key])  # type: ignore[attr-defined]

    spans = tuple((int(s["start"]), int(s["end"])) for s in row["spans"])  # type: ignore[attr-defined]
    difficulty = row.get("difficulty")
    return Labelled(
        str(row["id"]), str(row["text"]), words("labels"), words("accept"), spans, str(row["context"]),
        row["polarity"] == "pos", row["severity"] == "info", str(row["primary"]).removeprefix("neg:"),
        str(row["style"]), str(difficulty) if difficulty else None, str(row["id"]),
    )  # fmt: skip
