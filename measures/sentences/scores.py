"""What detection is worth, in figures: precision, recall, F1 and false positives, over all and by category.

The definitions, for findings that are more than info ("warnings"):

- a *positive* is a sentence that blames, an *info sentence* one where an info is enough, a *negative* blames nobody;
- detection asks of positives and negatives only whether there is any warning;
- a category asks whether it is among the findings: right where it is a label, wrong where it is neither label nor
  accepted, missed where it is a label and not found; info findings count here too;
- span hits are the warnings on positives that overlap a marked span.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from measures.intervals import Interval, f1, f1_interval, wilson

from .labelled import CATEGORIES, Labelled
from .papers import Said


class Counts(NamedTuple):
    """Right, wrong and missed, with the shares made of them."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        return f1(self.right, self.wrong, self.missed)

    @property
    def precision_interval(self) -> Interval:
        return wilson(self.right, self.right + self.wrong)

    @property
    def recall_interval(self) -> Interval:
        return wilson(self.right, self.right + self.missed)


class Share(NamedTuple):
    """So many of so many."""

    hits: int
    of: int

    @property
    def value(self) -> float:
        return self.hits / self.of if self.of else 0.0

    @property
    def interval(self) -> Interval:
        return wilson(self.hits, self.of)


@dataclass(frozen=True)
class Scores:
    """All figures of one set. `errors` is one row for each sentence that went wrong."""

    positives: int
    negatives: int
    infos: int
    detection: Counts
    f1_interval: Interval
    false_positives: Share
    info_flagged: Share
    categories: Mapping[str, Counts]
    span_hits: Share
    traps: Mapping[str, Share]
    styles: Mapping[str, Share]
    difficulties: Mapping[str, Share]
    errors: Sequence[tuple[str, ...]] = field(default=(), repr=False)

    @property
    def micro(self) -> Counts:
        """All categories counted together."""
        every = self.categories.values()
        return Counts(sum(c.right for c in every), sum(c.wrong for c in every), sum(c.missed for c in every))

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the categories; one that occurs nowhere counts as 0."""
        return sum(c.f1 for c in self.categories.values()) / len(CATEGORIES)


def score(sentences: Sequence[Labelled], found: Mapping[str, Sequence[Said]]) -> Scores:
    """The figures of a set, from what was found in each sentence."""
    positives = [s for s in sentences if s.blames and not s.is_info]
    negatives = [s for s in sentences if not s.blames]
    infos = [s for s in sentences if s.is_info]

    def hit(sentence: Labelled) -> bool:
        return any(not said.is_info for said in found[sentence.id])

    hits, wrong = [hit(s) for s in positives], [hit(s) for s in negatives]
    return Scores(
        positives=len(positives),
        negatives=len(negatives),
        infos=len(infos),
        detection=Counts(sum(hits), sum(wrong), len(hits) - sum(hits)),
        f1_interval=f1_interval(hits, wrong),
        false_positives=Share(sum(wrong), len(wrong)),
        info_flagged=Share(sum(bool(found[s.id]) for s in infos), len(infos)),
        categories={c: _of_category(c, sentences, found) for c in CATEGORIES},
        span_hits=_span_hits(positives, found),
        traps=_shares((s.primary, h) for s, h in zip(negatives, wrong, strict=True)),
        styles=_shares((s.style, h) for s, h in zip(positives, hits, strict=True)),
        difficulties=_shares((s.difficulty, h) for s, h in zip(positives, hits, strict=True) if s.difficulty),
        errors=[*_errors(sentences, found, hit)],
    )


def _of_category(category: str, sentences: Iterable[Labelled], found: Mapping[str, Sequence[Said]]) -> Counts:
    right = wrong = missed = 0
    for sentence in sentences:
        said = any(s.category == category for s in found[sentence.id])
        if category in sentence.labels:
            right += said
            missed += not said
        elif said and category not in sentence.accepted:
            wrong += 1
    return Counts(right, wrong, missed)


def _span_hits(positives: Iterable[Labelled], found: Mapping[str, Sequence[Said]]) -> Share:
    hits = of = 0
    for sentence in positives:
        for said in found[sentence.id]:
            if not said.is_info:
                of += 1
                hits += any(said.start < end and said.end > start for start, end in sentence.spans)
    return Share(hits, of)


def _shares(pairs: Iterable[tuple[str, bool]]) -> dict[str, Share]:
    counted: dict[str, Share] = {}
    for name, hit in pairs:
        so_far = counted.get(name, Share(0, 0))
        counted[name] = Share(so_far.hits + hit, so_far.of + 1)
    return dict(sorted(counted.items()))


def _errors(
    sentences: Iterable[Labelled], found: Mapping[str, Sequence[Said]], hit: Callable[[Labelled], bool]
) -> Iterator[tuple[str, ...]]:
    """What went wrong: FN (missed), FP (wrongly flagged), CAT (flagged, with none of its labels)."""
    for sentence in sentences:
        said = sorted({s.category for s in found[sentence.id]})
        if sentence.blames and not sentence.is_info and not hit(sentence):
            kind = "FN"
        elif not sentence.blames and hit(sentence):
            kind = "FP"
        elif sentence.labels and not set(said) & set(sentence.labels):
            kind = "CAT"
        else:
            continue
        yield (
            kind,
            sentence.where,
            ",".join(sentence.labels) or sentence.primary,
            ",".join(said),
            sentence.text,
        )
